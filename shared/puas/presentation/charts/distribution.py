"""How the answers spread over the scores 1 to 4, one stacked bar per unsur."""

from collections.abc import Sequence
from dataclasses import dataclass

from puas.presentation.charts import svg
from puas.presentation.charts.palette import SCREEN, Palette
from puas.presentation.grades import grade_look
from puas.presentation.numbers import Language, percentage, whole_number

_ROW = 28.0
_BAR = 18.0
_TOP = 26.0
_LETTER_OF_SCORE = ("D", "C", "B", "A")


@dataclass(frozen=True, slots=True)
class DistributionRow:
    """The number of answers with score 1, 2, 3 and 4."""

    label: str
    counts: tuple[int, int, int, int]


def distribution_bars(
    rows: Sequence[DistributionRow],
    *,
    respondents: int,
    title: str,
    chart_id: str,
    palette: Palette = SCREEN,
    width: float = 360,
    language: Language = "id",
) -> str:
    """Shares of each row, worst score at the left; the share is written where there is room for it."""
    label_width = svg.label_column((row.label for row in rows), 11, min(width * 0.40, 190.0))
    left, right = label_width + 8, width - 10
    parts = [_legend(left, palette, language)]
    for index, row in enumerate(rows):
        parts.append(_row(row, _TOP + _ROW * index, left, right, label_width, palette, language))
    bottom = _TOP + _ROW * len(rows)
    who = "responden" if language == "id" else "respondents"
    parts.append(
        svg.text(
            f"n = {whole_number(respondents, language)} {who}",
            left,
            bottom + 14,
            size=10,
            fill=palette.muted,
            palette=palette,
            class_="chart-muted",
        )
    )
    said = "; ".join(f"{row.label}: " + ", ".join(f"{score} = {count}" for score, count in enumerate(row.counts, 1)) for row in rows)
    return svg.drawing(
        parts,
        width=width,
        height=bottom + 20,
        title=title,
        description=said + ".",
        chart_id=chart_id,
        palette=palette,
    )


def _legend(left: float, palette: Palette, language: Language) -> str:
    word = "nilai" if language == "id" else "score"
    drawn = [svg.text(word, left, 14, size=10, fill=palette.muted, palette=palette, class_="chart-muted")]
    x = left + 30
    for score, letter in enumerate(_LETTER_OF_SCORE, 1):
        look = grade_look(letter)
        drawn.append(svg.rectangle(x, 4, 22, 12, fill=look.fill, class_=look.css_class))
        drawn.append(svg.hatching(look.pattern, x, 4, 22, 12, stroke=look.on_fill))
        drawn.append(svg.text(str(score), x + 26, 14, size=10, fill=palette.ink, palette=palette))
        x += 42
    return "".join(drawn)


def _row(
    row: DistributionRow,
    top: float,
    left: float,
    right: float,
    label_width: float,
    palette: Palette,
    language: Language,
) -> str:
    middle, bar_top = top + _ROW / 2, top + (_ROW - _BAR) / 2
    lines = svg.wrapped(row.label, 11, label_width, most=2)
    first = middle + 4 - 6.2 * (len(lines) - 1)
    drawn = [
        svg.text(line, label_width, first + 12.4 * index, size=11, fill=palette.ink, palette=palette, anchor="end")
        for index, line in enumerate(lines)
    ]
    total, x = sum(row.counts), left
    if total == 0:
        drawn.append(svg.rectangle(left, bar_top, right - left, _BAR, fill=palette.track, class_="chart-track"))
    for count, letter in zip(row.counts, _LETTER_OF_SCORE, strict=True):
        if count:
            length = (right - left) * count / total
            drawn.append(_segment(x, bar_top, length, letter, percentage(count, total, 0, language)))
            x += length
    return "".join(drawn)


def _segment(x: float, top: float, length: float, letter: str, share: str) -> str:
    """A part of a bar with its pattern, so that grey print tells the scores apart; the share on a plate of its own."""
    look = grade_look(letter)
    drawn = svg.rectangle(x, top, length, _BAR, fill=look.fill, class_=look.css_class)
    drawn += svg.hatching(look.pattern, x, top, length, _BAR, stroke=look.on_fill)
    wide = svg.text_width(share, 10) + 6
    if length < wide:
        return drawn
    middle = x + length / 2
    drawn += svg.rectangle(middle - wide / 2, top + 2, wide, _BAR - 4, fill=look.fill, class_=look.css_class)
    return drawn + svg.element(
        "text",
        share,
        x=middle,
        y=top + _BAR / 2 + 3.6,
        font_size=10,
        font_family="Liberation Sans, Arial, sans-serif",
        font_weight="bold",
        text_anchor="middle",
        fill=look.on_fill,
        class_="on-" + look.css_class,
    )
