"""A trend of few years in little room: one line of a report card. Each point carries its figure, its letter and its verdict by shape."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from puas.presentation.charts import svg
from puas.presentation.charts.palette import SCREEN, Palette
from puas.presentation.grades import GradeLook, grade_look
from puas.presentation.numbers import Language, decimal_number

_TOP, _PLOT, _FOOT = 18.0, 34.0, 16.0
_MARGIN = 26.0
# A verdict looks like the letter that means the same, so that shape and shade are known already.
_LOOKS: Mapping[str, str] = {"good": "A", "fair": "C", "weak": "D"}


@dataclass(frozen=True, slots=True)
class SmallPoint:
    """A year. `verdict` is good, fair, weak or anything else for none; points of different rules are joined by dots only."""

    label: str
    value: Decimal | None
    letter: str
    verdict: str
    rule: str = ""


def verdict_look(verdict: str) -> GradeLook:
    """Shape and fill of a verdict; of none a grey ring."""
    return grade_look(_LOOKS.get(verdict))


def small_trend(
    points: Sequence[SmallPoint],
    *,
    title: str,
    chart_id: str,
    places: int = 2,
    unit: str = "",
    palette: Palette = SCREEN,
    width: float = 300,
    language: Language = "id",
) -> str:
    """The points from left to right; a year without a figure is a dash. `unit` stands behind every figure: `%` of shares."""
    step = (width - 2 * _MARGIN) / max(len(points) - 1, 1)
    known = [float(each.value) for each in points if each.value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    spread = (high - low) or 1.0

    def place(index: int, value: Decimal) -> svg.Point:
        x = _MARGIN + step * index if len(points) > 1 else width / 2
        # Alike all the way is a line through the middle.
        share = 0.5 if high == low else (high - float(value)) / spread
        return x, _TOP + 6 + (_PLOT - 12) * share

    parts: list[str] = []
    for index, (earlier, later) in enumerate(zip(points, points[1:], strict=False)):
        if earlier.value is not None and later.value is not None:
            joined = earlier.rule == later.rule
            parts.append(
                svg.line(
                    place(index, earlier.value), place(index + 1, later.value), stroke=palette.accent, width=2 if joined else 1,
                    dashes=None if joined else "2 4", class_="chart-line",
                )  # fmt: skip
            )
    for index, each in enumerate(points):
        x = _MARGIN + step * index if len(points) > 1 else width / 2
        parts += _point(each, x, None if each.value is None else place(index, each.value)[1], places, unit, palette, language)
        parts.append(
            svg.text(
                each.label, x, _TOP + _PLOT + 13, size=9.5, fill=palette.muted, palette=palette, anchor="middle", class_="chart-muted"
            )
        )
    return svg.drawing(
        parts, width=width, height=_TOP + _PLOT + _FOOT, title=title, description=_description(points, places, unit, language),
        chart_id=chart_id, palette=palette,
    )  # fmt: skip


def _point(
    point: SmallPoint, x: float, y: float | None, places: int, unit: str, palette: Palette, language: Language
) -> list[str]:
    if y is None or point.value is None:
        said = point.letter or "–"
        return [svg.text(said, x, _TOP + _PLOT - 4, size=10, fill=palette.muted, palette=palette, anchor="middle")]
    look = verdict_look(point.verdict)
    return [
        svg.marker(look.shape, (x, y), 4.5, look, surface=palette.surface),
        svg.text(_said(point, places, unit, language), x, y - 8, size=9.5, fill=palette.ink, palette=palette, anchor="middle", bold=True),
    ]


def _said(point: SmallPoint, places: int, unit: str, language: Language) -> str:
    return f"{decimal_number(point.value, places, language)}{unit} {point.letter}".strip()


def _description(points: Sequence[SmallPoint], places: int, unit: str, language: Language) -> str:
    said = [(each.label, _said(each, places, unit, language) if each.value is not None else each.letter or "–") for each in points]
    return "; ".join(f"{label}: {words}" for label, words in said)
