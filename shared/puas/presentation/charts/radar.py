"""The shape of the nine unsur at a glance, beside the bars and never instead of them."""

from collections.abc import Sequence
from decimal import Decimal
from math import cos, pi, sin

from puas.presentation.charts import svg
from puas.presentation.charts.palette import SCREEN, Palette
from puas.presentation.charts.unsur_bars import Bar
from puas.presentation.grades import grade_look, grade_text
from puas.presentation.numbers import Language, index_number, whole_number

_RADIUS = 105.0
_RINGS = 3


def radar(
    axes: Sequence[Bar],
    *,
    respondents: int,
    title: str,
    chart_id: str,
    lowest: Decimal = Decimal(25),
    highest: Decimal = Decimal(100),
    palette: Palette = SCREEN,
    width: float = 400,
    language: Language = "id",
) -> str:
    """One axis per unsur, clockwise from the top. An unsur without answers sits at the centre and is named so below."""
    center = (width / 2, _RADIUS + 38)

    def at(index: int, share: float) -> svg.Point:
        angle = 2 * pi * index / len(axes) - pi / 2
        return center[0] + _RADIUS * share * cos(angle), center[1] + _RADIUS * share * sin(angle)

    def share(value: Decimal | None) -> float:
        return 0.0 if value is None else float((value - lowest) / (highest - lowest))

    every = range(len(axes))
    parts = [
        svg.element(
            "polygon",
            points=svg.points_text(at(index, ring / _RINGS) for index in every),
            fill="none",
            stroke=palette.grid,
            class_="chart-grid",
        )
        for ring in range(1, _RINGS + 1)
    ]
    parts += [svg.line(center, at(index, 1), stroke=palette.grid, width=0.7, class_="chart-grid") for index in every]
    outline = [at(index, share(axis.value)) for index, axis in enumerate(axes)]
    parts.append(
        svg.element(
            "polygon",
            points=svg.points_text(outline),
            fill=palette.accent,
            fill_opacity=0.18,
            stroke=palette.accent,
            stroke_width=2,
            class_="chart-area",
        )
    )
    for index, axis in enumerate(axes):
        look = grade_look(axis.letter)
        parts.append(svg.marker(look.shape, outline[index], 4, look, surface=palette.surface))
        parts.append(_label(axis, at(index, 1.1), center, width, palette, language))
    bottom = center[1] + _RADIUS + 40
    who = "responden" if language == "id" else "respondents"
    parts.append(
        svg.text(
            f"n = {whole_number(respondents, language)} {who}",
            width / 2,
            bottom,
            size=10,
            fill=palette.muted,
            palette=palette,
            anchor="middle",
            class_="chart-muted",
        )
    )
    said = "; ".join(f"{axis.label} {index_number(axis.value, language)} {grade_text(axis.letter, language)}" for axis in axes)
    return svg.drawing(parts, width=width, height=bottom + 8, title=title, description=said + ".", chart_id=chart_id, palette=palette)


def _label(axis: Bar, place: svg.Point, center: svg.Point, width: float, palette: Palette, language: Language) -> str:
    side = place[0] - center[0]
    anchor = "middle" if abs(side) < 8 else "start" if side > 0 else "end"
    room = min(width - place[0], 130.0) if anchor == "start" else min(place[0], 130.0) if anchor == "end" else 150.0
    lines = [*svg.wrapped(axis.label, 10, room, most=3), index_number(axis.value, language)]
    first = place[1] - 6 * (len(lines) - 1) + 2
    if anchor == "middle":
        first = place[1] - 11 * (len(lines) - 1) if place[1] < center[1] else place[1] + 8
    return "".join(
        svg.text(
            line,
            place[0],
            first + 11.5 * index,
            size=10,
            fill=palette.ink,
            palette=palette,
            anchor=anchor,
            bold=index == len(lines) - 1,
        )
        for index, line in enumerate(lines)
    )
