"""A small ring for the profile of respondents, with its legend in words and numbers.

Slices and legend share numbers, so that the ring can be read in grey print and by the colour-blind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from puas.presentation.charts import svg
from puas.presentation.charts.palette import SCREEN, Palette
from puas.presentation.numbers import Language, percentage, whole_number

_OUTER = 46.0
_INNER = 29.0
_CENTER = 50.0
_ROW = 18.0
_LEGEND = 11.5
_NUMBER = 8.0
# Below this share of the ring there is no room for the slice's number; its place in the order tells it.
_LEAST_NUMBERED = 0.035
# Dark to light in even steps of lightness, hues apart, so that neighbours differ in grey print as well.
_FILLS = ("#123c5a", "#2f79b0", "#e9b44c", "#7a3b69", "#7fc6a4", "#b5651d", "#d9d9d9", "#4b5563")
_DARK_FILLS = frozenset({"#123c5a", "#2f79b0", "#7a3b69", "#b5651d", "#4b5563"})


@dataclass(frozen=True, slots=True)
class Slice:
    label: str
    count: int


def donut(
    slices: Sequence[Slice],
    *,
    title: str,
    chart_id: str,
    palette: Palette = SCREEN,
    width: float = 340,
    language: Language = "id",
) -> str:
    """Largest first, clockwise from the top; the legend gives every count, so the ring is never the only source."""
    shown = _at_most(sorted((item for item in slices if item.count), key=lambda item: -item.count), language)
    total = sum(item.count for item in shown)
    parts, start = [], 0.0
    for index, item in enumerate(shown):
        end = start + item.count / total
        parts.append(_ring(start, end, index, palette))
        if len(shown) > 1 and end - start >= _LEAST_NUMBERED:
            parts.append(_number(index, _at((start + end) / 2, (_OUTER + _INNER) / 2), palette))
        start = end
    parts.append(
        svg.text(
            whole_number(total, language),
            _CENTER,
            _CENTER + 2,
            size=14,
            fill=palette.ink,
            palette=palette,
            anchor="middle",
            bold=True,
        )
    )
    parts.append(
        svg.text(
            "orang" if language == "id" else "people",
            _CENTER,
            _CENTER + 15,
            size=9.5,
            fill=palette.muted,
            palette=palette,
            anchor="middle",
            class_="chart-muted",
        )
    )
    first = max(_CENTER - _ROW * len(shown) / 2 + 12, 14.0)
    for index, item in enumerate(shown):
        parts.append(_legend(item, total, first + _ROW * index, index, width, palette, language))
    height = max(2 * _CENTER, first + _ROW * len(shown))
    said = "; ".join(f"{item.label} {item.count} ({percentage(item.count, total, 1, language)})" for item in shown)
    return svg.drawing(
        parts,
        width=width,
        height=height,
        title=title,
        description=f"{said}. n = {total}.",
        chart_id=chart_id,
        palette=palette,
    )


def _at_most(slices: list[Slice], language: Language) -> list[Slice]:
    if len(slices) <= len(_FILLS):
        return slices
    rest = sum(item.count for item in slices[len(_FILLS) - 1 :])
    return [*slices[: len(_FILLS) - 1], Slice("Selebihnya" if language == "id" else "The rest", rest)]


def _ring(start: float, end: float, index: int, palette: Palette) -> str:
    fill = _FILLS[index]
    if end - start >= 0.9999:
        middle = (_OUTER + _INNER) / 2
        return svg.element(
            "circle", cx=_CENTER, cy=_CENTER, r=middle, fill="none", stroke=fill, stroke_width=_OUTER - _INNER, class_=_class(index)
        )
    steps = max(2, int((end - start) * 72))
    turns = [start + (end - start) * index / steps for index in range(steps + 1)]
    outline = [_at(turn, _OUTER) for turn in turns] + [_at(turn, _INNER) for turn in reversed(turns)]
    # Short chords instead of arcs: svglib draws large arcs wrongly, and at this size nobody sees the difference.
    return svg.element(
        "polygon",
        points=svg.points_text(outline),
        fill=fill,
        stroke=palette.surface,
        stroke_width=1,
        class_=_class(index),
    )


def _number(index: int, center: svg.Point, palette: Palette) -> str:
    return svg.text(
        str(index + 1), center[0], center[1] + 2.8, size=_NUMBER, fill=_on(index), palette=palette, anchor="middle", bold=True,
        class_=f"on-slice-{index}",
    )  # fmt: skip


def _on(index: int) -> str:
    return "#ffffff" if _FILLS[index] in _DARK_FILLS else "#1a1a1a"


def _class(index: int) -> str:
    """What a style sheet takes hold of to lighten a slice on a dark page."""
    return f"chart-slice slice-{index}"


def _at(turn: float, radius: float) -> svg.Point:
    angle = 2 * pi * turn - pi / 2
    return _CENTER + radius * cos(angle), _CENTER + radius * sin(angle)


def _legend(item: Slice, total: int, y: float, index: int, width: float, palette: Palette, language: Language) -> str:
    left = 2 * _CENTER + 10
    figures = f"{whole_number(item.count, language)} ({percentage(item.count, total, 1, language)})"
    room = width - left - 17 - svg.text_width(figures, _LEGEND) - 8
    return (
        svg.rectangle(left, y - 9.5, 12, 12, fill=_FILLS[index], class_=_class(index))
        + _number(index, (left + 6, y - 3.4), palette)
        + svg.text(svg.shortened(item.label, _LEGEND, room), left + 17, y, size=_LEGEND, fill=palette.ink, palette=palette)
        + svg.text(figures, width - 2, y, size=_LEGEND, fill=palette.ink, palette=palette, anchor="end")
    )
