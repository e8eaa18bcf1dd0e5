"""Horizontal bars in pairs: the same share before and after, with both values as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from puas.presentation.charts import svg
from puas.presentation.charts.palette import SCREEN, Palette
from puas.presentation.numbers import Language, decimal_number

_ROW = 44.0
_BAR = 13.0
_TOP = 26.0
_FOOT = 30.0


@dataclass(frozen=True, slots=True)
class Pair:
    """One subject: its share before and after, None where nobody was asked."""

    label: str
    before: Fraction | None
    after: Fraction | None


def paired_bars(
    pairs: Sequence[Pair], *, names: tuple[str, str], note: str, title: str, chart_id: str, palette: Palette = SCREEN, width: float = 360,
    language: Language = "id",
) -> str:  # fmt: skip
    """The pairs in the order given, on a scale from nothing to all. `names` are what before and after are called."""
    label_width = svg.label_column((pair.label for pair in pairs), 11, min(width * 0.36, 170.0))
    left, right = label_width + 8, width - 52
    bottom = _TOP + _ROW * len(pairs)
    parts = [*_legend(names, left, palette)]
    for place, pair in enumerate(pairs):
        parts += _row(pair, _TOP + _ROW * place, label_width, left, right, palette, language)
    parts.append(svg.line((left, _TOP - 2), (left, bottom + 2), stroke=palette.muted, class_="chart-axis"))
    parts.append(svg.text(note, left, bottom + 20, size=10, fill=palette.muted, palette=palette, class_="chart-muted"))
    return svg.drawing(
        parts, width=width, height=bottom + _FOOT, title=title, description=_description(pairs, names, note, language), chart_id=chart_id,
        palette=palette,
    )  # fmt: skip


def _legend(names: tuple[str, str], left: float, palette: Palette) -> list[str]:
    second = left + 30 + svg.text_width(names[0], 10)
    drawn = []
    for name, x, is_after in ((names[0], left, False), (names[1], second, True)):
        drawn += [
            _bar(x, 6, 12, 10, palette, is_after=is_after),
            svg.text(name, x + 17, 15, size=10, fill=palette.ink, palette=palette),
        ]
    return drawn


def _row(pair: Pair, top: float, label_width: float, left: float, right: float, palette: Palette, language: Language) -> list[str]:
    lines = svg.wrapped(pair.label, 11, label_width, most=2)
    first = top + _ROW / 2 + 3 - 6.2 * (len(lines) - 1)
    drawn = [
        svg.text(line, label_width, first + 12.4 * index, size=11, fill=palette.ink, palette=palette, anchor="end")
        for index, line in enumerate(lines)
    ]
    for share, y, is_after in ((pair.before, top + 7, False), (pair.after, top + 9 + _BAR, True)):
        drawn.append(svg.rectangle(left, y, right - left, _BAR, fill=palette.track, class_="chart-track"))
        if share is not None and share > 0:
            drawn.append(_bar(left, y, (right - left) * float(share), _BAR, palette, is_after=is_after))
        said = _percent(share, language)
        drawn.append(svg.text(said, right + 48, y + 10.5, size=11, fill=palette.ink, palette=palette, anchor="end", bold=is_after))
    return drawn


def _bar(x: float, y: float, width: float, height: float, palette: Palette, *, is_after: bool) -> str:
    """Before is grey and hatched, after full: told apart without colour."""
    if is_after:
        return svg.rectangle(x, y, width, height, fill=palette.accent, class_="chart-fill")
    return svg.rectangle(x, y, width, height, fill=palette.grid, class_="chart-before") + svg.hatching(
        "diagonal", x, y, width, height, stroke=palette.muted
    )


def _percent(share: Fraction | None, language: Language) -> str:
    return "–" if share is None else f"{decimal_number(share * 100, 0, language)}%"


def _description(pairs: Sequence[Pair], names: tuple[str, str], note: str, language: Language) -> str:
    said = (
        f"{pair.label}: {names[0]} {_percent(pair.before, language)}, {names[1]} {_percent(pair.after, language)}" for pair in pairs
    )
    return "; ".join(said) + f". {note}."
