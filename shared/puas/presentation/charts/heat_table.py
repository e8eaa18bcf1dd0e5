"""A table drawn as a heat map: units in rows, unsur in columns, each cell with its value, its letter and a tone.

The tone says how far a value lies from its column's mean, so that what is weak for everybody does not drown what is weak here:
the darker, the weaker, so that grey print keeps the order. Every cell carries its number, and the weakest of a row a frame.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from puas.presentation.charts import svg
from puas.presentation.charts.palette import PAPER, Palette
from puas.presentation.numbers import MISSING, index_number, whole_number

_ROW = 15.5
_SIZE = 8.2
_HEAD_SIZE = 7.0
_HEAD = 30.0
_FOOT = 42.0
# From far below to far above the mean of a column, each lighter than the one before.
TONES = ("#6a2c0c", "#a4592a", "#d18f56", "#ecc79f", "#f5e3cd", "#fbf3e8", "#ffffff")
_WHITE_INK = frozenset(TONES[:2])
_STEPS = (Decimal("-4"), Decimal("-2"), Decimal("-0.75"), Decimal("0.75"), Decimal("2"), Decimal("4"))


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One unit with its values in the order of the columns."""

    label: str
    values: tuple[Decimal | None, ...]


def heat_table(
    rows: Sequence[HeatRow],
    *,
    columns: Sequence[str],
    means: Sequence[Decimal | None],
    mean_label: str,
    respondents: int,
    title: str,
    chart_id: str,
    palette: Palette = PAPER,
    width: float = 700,
) -> str:
    """The rows in the order given, below them the means of the columns."""
    label_width = svg.label_column((*(row.label for row in rows), mean_label), _SIZE, width * 0.36) + 6
    cell = (width - label_width) / max(len(columns), 1)
    parts = [_head(name, label_width + cell * (at + 0.5), cell, palette) for at, name in enumerate(columns)]
    for number, row in enumerate(rows):
        parts += _row(row, means, _HEAD + _ROW * number, label_width, cell, palette)
    foot = _HEAD + _ROW * len(rows) + 3
    parts += _means(mean_label, means, foot, label_width, cell, palette)
    parts.append(_legend(foot + _ROW + 14, respondents, palette))
    said = "; ".join(f"{row.label}: {', '.join(index_number(each) for each in row.values)}" for row in rows)
    return svg.drawing(
        parts, width=width, height=foot + _ROW + _FOOT, title=title, description=f"{said}. n = {whole_number(respondents)}.",
        chart_id=chart_id, palette=palette,
    )  # fmt: skip


def tone_of(value: Decimal, mean: Decimal) -> str:
    """The tone of a value beside the mean of its column."""
    distance = value - mean
    return TONES[sum(distance >= step for step in _STEPS)]


def _head(name: str, middle: float, cell: float, palette: Palette) -> str:
    lines = svg.wrapped(name, _HEAD_SIZE, cell + 4, most=2)
    return "".join(
        svg.text(line, middle, y, size=_HEAD_SIZE, fill=palette.ink, palette=palette, anchor="middle")
        for line, y in zip(lines, (_HEAD - 6 - 9 * above for above in reversed(range(len(lines)))), strict=True)
    )


def _row(row: HeatRow, means: Sequence[Decimal | None], top: float, label_width: float, cell: float, palette: Palette) -> list[str]:
    label = svg.shortened(row.label, _SIZE, label_width - 6)
    parts = [svg.text(label, label_width - 5, top + 11, size=_SIZE, fill=palette.ink, palette=palette, anchor="end")]
    weakest = min((each for each in row.values if each is not None), default=None)
    for at, (value, mean) in enumerate(zip(row.values, means, strict=True)):
        left = label_width + cell * at
        if value is None or mean is None:
            parts.append(svg.text(MISSING, left + cell / 2, top + 11, size=_SIZE, fill=palette.muted, palette=palette, anchor="middle"))
            continue
        tone = tone_of(value, mean)
        ink = "#ffffff" if tone in _WHITE_INK else palette.ink
        parts.append(svg.rectangle(left + 0.8, top + 0.8, cell - 1.6, _ROW - 1.6, fill=tone))
        if value == weakest:
            parts.append(
                svg.element(
                    "rect", x=left + 1.4, y=top + 1.4, width=cell - 2.8, height=_ROW - 2.8, fill="none", stroke=ink,
                    stroke_width=1.3,
                )
            )  # fmt: skip
        parts.append(
            svg.text(
                index_number(value), left + cell / 2, top + 11, size=_SIZE, fill=ink, palette=palette, anchor="middle",
                bold=value == weakest,
            )
        )  # fmt: skip
    return parts


def _means(label: str, means: Sequence[Decimal | None], top: float, label_width: float, cell: float, palette: Palette) -> list[str]:
    parts = [svg.line((0, top - 1), (label_width + cell * len(means), top - 1), stroke=palette.muted)]
    parts.append(svg.text(label, label_width - 5, top + 11, size=_SIZE, fill=palette.ink, palette=palette, anchor="end", bold=True))
    parts += [
        svg.text(
            index_number(mean), label_width + cell * (at + 0.5), top + 11, size=_SIZE, fill=palette.ink, palette=palette, anchor="middle",
            bold=True,
        )
        for at, mean in enumerate(means)
    ]  # fmt: skip
    return parts


def _legend(y: float, respondents: int, palette: Palette) -> str:
    parts, left = [], 0.0
    names = ("≤ −4", "−4 … −2", "−2 … −0,75", "± 0,75", "0,75 … 2", "2 … 4", "≥ 4")
    for tone, name in zip(TONES, names, strict=True):
        parts.append(svg.element("rect", x=left, y=y - 8, width=12, height=9, fill=tone, stroke=palette.muted, stroke_width=0.6))
        parts.append(svg.text(name, left + 15, y, size=_SIZE, fill=palette.muted, palette=palette))
        left += 22 + svg.text_width(name, _SIZE)
    words = f"poin dari rata-rata kolomnya; berbingkai: unsur terendah barisnya; n = {whole_number(respondents)}"
    parts.append(svg.text(words, 0, y + 13, size=_SIZE, fill=palette.muted, palette=palette))
    return "".join(parts)
