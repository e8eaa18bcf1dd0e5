"""Dots with their intervals, one row per unit: how far an index may lie from what is printed, and whose intervals overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from typing import Any

from puas.presentation.charts import svg
from puas.presentation.charts.palette import SCREEN, Palette
from puas.presentation.charts.unsur_bars import Threshold
from puas.presentation.grades import grade_look, grade_text
from puas.presentation.numbers import Language, index_number

_ROW = 22.0
_TOP = 22.0
_FOOT = 22.0
_VALUES = 92.0
_SIZE = 10.5
_LOWEST, _HIGHEST = 25, 100
_NARROWEST = 10
# Two lines of a label need a row as high as on screens.
_LINE = 9.5
_ROOM_FOR_TWO = 20.0


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """A unit with its index, half the width of its interval (None where it is not known), and its letter."""

    label: str
    value: Decimal
    margin: Decimal | None
    letter: str | None
    place: str = ""
    """Its rank as printed before the label; empty without one."""
    muted: bool = False
    """Shown but not ranked: its label is set lighter, its dot hollow."""


def interval_dots(
    rows: Sequence[IntervalRow],
    *,
    thresholds: Sequence[Threshold],
    title: str,
    chart_id: str,
    note: str,
    palette: Palette = SCREEN,
    width: float = 360,
    row_height: float = _ROW,
    most_for_labels: float | None = None,
    language: Language = "id",
) -> str:
    """The rows in the order given, on the part of the scale they need; `note` stands below and says of how many people.

    On paper rows may be closer together and labels have more room than on a phone.
    """
    room = min(width * 0.34, 170.0) if most_for_labels is None else most_for_labels
    label_width = svg.label_column((_label(row) for row in rows), _SIZE, room)
    lowest, highest = _scale(rows)
    frame = _Frame(label_width + 8, width - _VALUES, lowest, highest, palette, language)
    bottom = _TOP + row_height * len(rows)
    parts = [_threshold(frame, each, bottom) for each in thresholds if lowest < each.value < highest]
    parts += [_tick(frame, value, bottom) for value in (lowest, highest)]
    most_lines = 2 if row_height >= _ROOM_FOR_TWO else 1
    parts += [_row(frame, row, _TOP + row_height * (index + 0.5), label_width, most_lines) for index, row in enumerate(rows)]
    parts.append(svg.text(note, 0, bottom + 18, size=9.5, fill=palette.muted, palette=palette, class_="chart-muted"))
    return svg.drawing(
        parts, width=width, height=bottom + _FOOT, title=title, description=_description(rows, language), chart_id=chart_id, palette=palette
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    right: float
    lowest: int
    highest: int
    palette: Palette
    language: Language

    def x(self, value: Decimal | int) -> float:
        share = (float(value) - self.lowest) / (self.highest - self.lowest)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)


def _scale(rows: Sequence[IntervalRow]) -> tuple[int, int]:
    """Fives below and above all intervals; never outside the scale of the index, and never so narrow that nothing looks like much."""
    low = floor(min((row.value - (row.margin or 0) for row in rows), default=Decimal(_LOWEST)) / 5) * 5
    high = ceil(max((row.value + (row.margin or 0) for row in rows), default=Decimal(_HIGHEST)) / 5) * 5
    high = min(max(high, low + _NARROWEST), _HIGHEST)
    return max(min(low, high - _NARROWEST), _LOWEST), high


def _threshold(frame: _Frame, threshold: Threshold, bottom: float) -> str:
    x, palette = frame.x(threshold.value), frame.palette
    return svg.line((x, _TOP - 4), (x, bottom), stroke=palette.grid, dashes="3 3", class_="chart-grid") + svg.text(
        threshold.letter, x, _TOP - 8, size=9.5, fill=palette.muted, palette=palette, anchor="middle", class_="chart-muted"
    )


def _tick(frame: _Frame, value: int, bottom: float) -> str:
    x, palette = frame.x(value), frame.palette
    return svg.line((x, _TOP - 2), (x, bottom), stroke=palette.grid, class_="chart-grid") + svg.text(
        str(value), x, _TOP - 8, size=9.5, fill=palette.muted, palette=palette, anchor="middle", class_="chart-muted"
    )


def _label(row: IntervalRow) -> str:
    return f"{row.place}  {row.label}" if row.place else row.label


def _row_label(row: IntervalRow, middle: float, label_width: float, most_lines: int, **look: Any) -> list[str]:
    """Set around the middle of the row, shortened where the lines are not enough."""
    lines = svg.wrapped(_label(row), _SIZE, label_width, most=most_lines)
    size = _SIZE if len(lines) == 1 else _LINE
    first = middle + 3.8 - (len(lines) - 1) * _LINE / 2
    return [svg.text(line, label_width, first + index * _LINE, size=size, anchor="end", **look) for index, line in enumerate(lines)]


def _row(frame: _Frame, row: IntervalRow, middle: float, label_width: float, most_lines: int) -> str:
    palette, look = frame.palette, grade_look(row.letter)
    ink, css_class = (palette.muted, "chart-muted") if row.muted else (palette.ink, None)
    drawn = _row_label(row, middle, label_width, most_lines, fill=ink, palette=palette, class_=css_class)
    if row.margin is not None:
        start, end = frame.x(row.value - row.margin), frame.x(row.value + row.margin)
        stroke = {"stroke": palette.ink if palette.fixed_size else "currentColor", "width": 1.6}
        drawn.append(svg.line((start, middle), (end, middle), **stroke))  # type: ignore[arg-type]
        drawn += [svg.line((x, middle - 4), (x, middle + 4), **stroke) for x in (start, end)]  # type: ignore[arg-type]
    drawn.append(svg.marker(look.shape, (frame.x(row.value), middle), 4.2, look, surface=palette.surface))
    if row.muted:
        drawn.append(svg.element("circle", cx=frame.x(row.value), cy=middle, r=1.7, fill=palette.surface))
    drawn.append(
        svg.text(
            index_number(row.value, frame.language), frame.right + 40, middle + 3.8, size=_SIZE, fill=ink, palette=palette, anchor="end",
            bold=not row.muted, class_=css_class,
        )
    )  # fmt: skip
    drawn.append(svg.text(look.letter, frame.right + 45, middle + 3.8, size=_SIZE, fill=ink, palette=palette, bold=True, class_=css_class))
    if row.margin is not None:
        said = f"±{index_number(row.margin, frame.language)}"
        drawn.append(svg.text(said, frame.right + 58, middle + 3.8, size=9.5, fill=palette.muted, palette=palette, class_="chart-muted"))
    return "".join(drawn)


def _description(rows: Sequence[IntervalRow], language: Language) -> str:
    return "; ".join(_said(row, language) for row in rows) + "."


def _said(row: IntervalRow, language: Language) -> str:
    margin = "" if row.margin is None else f" ± {index_number(row.margin, language)}"
    return f"{_label(row)}: {index_number(row.value, language)} {grade_text(row.letter, language)}{margin}"
