"""Horizontal bars, one per unsur, with the value, its letter and the thresholds of the letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from puas.presentation.charts import svg
from puas.presentation.charts.palette import SCREEN, Palette
from puas.presentation.grades import grade_look, grade_text
from puas.presentation.numbers import Language, index_number, whole_number

_ROW = 30.0
_BAR = 15.0
_TOP = 30.0
_FOOT = 34.0
_ROOM_FOR_VALUES = 230.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One unsur or service: its index on the scale of the rule, or None where nobody answered."""

    label: str
    value: Decimal | None
    letter: str | None
    marked: bool = False
    """One of the lowest three: its label is set bold."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where a letter begins."""

    value: Decimal
    letter: str


def unsur_bars(
    bars: Sequence[Bar],
    *,
    thresholds: Sequence[Threshold],
    respondents: int,
    title: str,
    chart_id: str,
    lowest: Decimal = Decimal(25),
    highest: Decimal = Decimal(100),
    palette: Palette = SCREEN,
    width: float = 360,
    language: Language = "id",
) -> str:
    """The bars in the order given; the axis runs over the whole scale, from the lowest possible index."""
    label_width = svg.label_column((bar.label for bar in bars), 11, min(width * 0.40, 190.0))
    left, right = label_width + 8, width - 62
    frame = _Frame(left, right, float(lowest), float(highest), palette, language)
    bottom = _TOP + _ROW * len(bars)
    parts = [_threshold(frame, threshold, bottom) for threshold in thresholds]
    parts += [_row(frame, bar, _TOP + _ROW * index, label_width) for index, bar in enumerate(bars)]
    parts.append(svg.line((left, _TOP - 2), (left, bottom + 2), stroke=palette.muted, class_="chart-axis"))
    parts += [
        svg.text(
            whole_number(end),
            x,
            bottom + 13,
            size=9.5,
            fill=palette.muted,
            palette=palette,
            anchor="middle",
            class_="chart-muted",
        )
        for end, x in ((lowest, left), (highest, right))
    ]
    parts.append(_caption(frame, respondents, bottom + 29))
    return svg.drawing(
        parts,
        width=width,
        height=bottom + _FOOT,
        title=title,
        description=_description(bars, respondents, language),
        chart_id=chart_id,
        palette=palette,
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    right: float
    lowest: float
    highest: float
    palette: Palette
    language: Language

    def x(self, value: Decimal) -> float:
        share = (float(value) - self.lowest) / (self.highest - self.lowest)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)


def _threshold(frame: _Frame, threshold: Threshold, bottom: float) -> str:
    x, palette = frame.x(threshold.value), frame.palette
    roomy = frame.right - frame.left > _ROOM_FOR_VALUES
    said = [threshold.letter, index_number(threshold.value, frame.language)] if roomy else [threshold.letter]
    labels = [
        svg.text(
            line,
            x,
            _TOP - 8 - 11 * (len(said) - 1 - index),
            size=9.5,
            fill=palette.muted,
            palette=palette,
            anchor="middle",
            class_="chart-muted",
        )
        for index, line in enumerate(said)
    ]
    return svg.line((x, _TOP - 4), (x, bottom), stroke=palette.grid, dashes="3 3", class_="chart-grid") + "".join(labels)


def _row(frame: _Frame, bar: Bar, top: float, label_width: float) -> str:
    palette, look = frame.palette, grade_look(bar.letter)
    middle, bar_top = top + _ROW / 2, top + (_ROW - _BAR) / 2
    lines = svg.wrapped(bar.label, 11, label_width, most=2)
    first = middle + 4 - 6.2 * (len(lines) - 1)
    drawn = [
        svg.text(
            line,
            label_width,
            first + 12.4 * index,
            size=11,
            fill=palette.ink,
            palette=palette,
            anchor="end",
            bold=bar.marked,
        )
        for index, line in enumerate(lines)
    ]
    drawn.append(svg.rectangle(frame.left, bar_top, frame.right - frame.left, _BAR, fill=palette.track, class_="chart-track"))
    if bar.value is None:
        drawn.append(
            svg.text(
                "tidak ada jawaban" if frame.language == "id" else "no answers",
                frame.left + 6,
                middle + 4,
                size=10,
                fill=palette.muted,
                palette=palette,
                class_="chart-muted",
            )
        )
        return "".join(drawn)
    length = frame.x(bar.value) - frame.left
    drawn.append(svg.rectangle(frame.left, bar_top, length, _BAR, fill=look.fill, class_=look.css_class))
    drawn.append(svg.hatching(look.pattern, frame.left, bar_top, length, _BAR, stroke=look.on_fill))
    drawn.append(
        svg.text(
            index_number(bar.value, frame.language),
            frame.right + 38,
            middle + 4,
            size=11,
            fill=palette.ink,
            palette=palette,
            anchor="end",
            bold=True,
        )
    )
    drawn.append(
        svg.text(
            look.letter,
            frame.right + 52,
            middle + 4,
            size=11,
            fill=palette.ink,
            palette=palette,
            anchor="middle",
            bold=True,
        )
    )
    return "".join(drawn)


def _caption(frame: _Frame, respondents: int, y: float) -> str:
    who = "responden" if frame.language == "id" else "respondents"
    content = f"n = {whole_number(respondents, frame.language)} {who}"
    return svg.text(content, frame.left, y, size=10, fill=frame.palette.muted, palette=frame.palette, class_="chart-muted")


def _description(bars: Sequence[Bar], respondents: int, language: Language) -> str:
    parts = [f"{bar.label} {index_number(bar.value, language)} {grade_text(bar.letter, language)}" for bar in bars]
    return "; ".join(parts) + f". n = {whole_number(respondents, language)}."
