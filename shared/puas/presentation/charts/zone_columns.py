"""Scores of several years, each in a column with the bands of its own year, because the scale changed between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from puas.presentation.charts import svg
from puas.presentation.charts.palette import SCREEN, Palette
from puas.presentation.numbers import Language, index_number
from puas.presentation.zones import zone_look

_TOP = 26.0
_PLOT = 170.0
_LEFT = 30.0
_BELOW = 34.0


@dataclass(frozen=True, slots=True)
class ZoneBand:
    """A band from one printed end to the other; `mark` is its letter, or the first letters of its zone."""

    zone: str
    low: Decimal
    high: Decimal
    mark: str


@dataclass(frozen=True, slots=True)
class ZoneColumn:
    """A year: its score, what the score means in words, the bands of its scale (none where it is not known) and the scale's name."""

    label: str
    value: Decimal | None
    zone: str
    said: str
    scale: str
    bands: tuple[ZoneBand, ...] = ()


def zone_columns(
    columns: Sequence[ZoneColumn], *, title: str, chart_id: str, palette: Palette = SCREEN, width: float = 310, language: Language = "id"
) -> str:
    """From 0 to 100. Columns of different scales are parted by a dashed line; scores of one scale are joined."""
    step = (width - _LEFT - 4) / max(len(columns), 1)
    parts = [_tick(value, width, palette) for value in (0, 25, 50, 75, 100)]
    # Below the bands: a line may pass in front of none of their letters.
    parts += _joined(columns, step, palette)
    for index, column in enumerate(columns):
        left = _LEFT + step * index
        parts += _bands(column, left, step, palette)
        if index and columns[index - 1].scale != column.scale:
            parts.append(svg.line((left, _TOP - 8), (left, _TOP + _PLOT + _BELOW), stroke=palette.ink, width=1, dashes="3 3"))
    for index, column in enumerate(columns):
        parts += _score(column, _LEFT + step * (index + 0.5), step, palette, language)
    return svg.drawing(
        parts, width=width, height=_TOP + _PLOT + _BELOW + 4, title=title, description=_description(columns, language),
        chart_id=chart_id, palette=palette,
    )  # fmt: skip


def _y(value: Decimal) -> float:
    return _TOP + _PLOT * (100 - float(value)) / 100


def _tick(value: int, width: float, palette: Palette) -> str:
    y = _y(Decimal(value))
    return svg.line((_LEFT, y), (width - 4, y), stroke=palette.grid, width=0.7, class_="chart-grid") + svg.text(
        str(value), _LEFT - 5, y + 3.5, size=9.5, fill=palette.muted, palette=palette, anchor="end", class_="chart-muted"
    )


def _bands(column: ZoneColumn, left: float, step: float, palette: Palette) -> list[str]:
    """A strip at the edge of the column: fill and letter say which band, also in grey."""
    strip = min(15.0, step * 0.3)
    found = []
    for band in column.bands:
        top, height = _y(band.high), _y(band.low) - _y(band.high)
        look = zone_look(band.zone)
        found.append(svg.rectangle(left + 3, top, strip, max(height - 1, 1), fill=look.fill, class_=look.css_class))
        if height > 9:
            found.append(
                svg.text(
                    band.mark, left + 3 + strip / 2, top + height / 2 + 3, size=8.5, fill=look.on_fill, palette=palette, anchor="middle",
                    bold=True, class_=f"on-{look.css_class}",
                )  # fmt: skip
            )
    return found


def _center(step: float, index: int) -> float:
    return _LEFT + step * (index + 0.5) + min(7.0, step * 0.12)


def _joined(columns: Sequence[ZoneColumn], step: float, palette: Palette) -> list[str]:
    found = []
    for index, (earlier, later) in enumerate(zip(columns, columns[1:], strict=False)):
        if earlier.value is not None and later.value is not None and earlier.scale == later.scale:
            ends = (_center(step, index), _y(earlier.value)), (_center(step, index + 1), _y(later.value))
            found.append(svg.line(*ends, stroke=palette.accent, width=2, class_="chart-line"))
    return found


def _score(column: ZoneColumn, middle: float, step: float, palette: Palette, language: Language) -> list[str]:
    x = middle + min(7.0, step * 0.12)
    base = _TOP + _PLOT
    found = []
    if column.value is not None:
        look, y = zone_look(column.zone), _y(column.value)
        found.append(svg.marker(look.shape, (x, y), 5.5, look, surface=palette.surface))
        words = index_number(column.value, language)
        place = y - 10 if y - 10 > 10 else y + 18
        if palette.fixed_size:
            wide = svg.text_width(words, 10.5) + 4
            found.append(svg.rectangle(x - wide / 2, place - 9, wide, 11.5, fill=palette.surface))
        found.append(svg.text(words, x, place, size=10.5, fill=palette.ink, palette=palette, anchor="middle", bold=True))
    else:
        found.append(svg.text("–", x, base - 6, size=11, fill=palette.muted, palette=palette, anchor="middle"))
    found.append(svg.text(column.label, middle, base + 16, size=10.5, fill=palette.ink, palette=palette, anchor="middle", bold=True))
    said = svg.shortened(column.said, 9.5, step)
    found.append(
        svg.text(said, middle, base + 29, size=9.5, fill=palette.muted, palette=palette, anchor="middle", class_="chart-muted")
    )
    return found


def _description(columns: Sequence[ZoneColumn], language: Language) -> str:
    return "; ".join(f"{each.label}: {index_number(each.value, language)} {each.said}, {each.scale}" for each in columns) + "."
