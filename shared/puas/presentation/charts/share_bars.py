"""Shares beside one another, one bar each with its percentage and n; a share that may not be told says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from puas.presentation.charts import svg
from puas.presentation.charts.palette import SCREEN, Palette
from puas.presentation.numbers import Language, decimal_number, whole_number

_ROW = 40.0
_BAR = 14.0
_TOP = 4.0


@dataclass(frozen=True, slots=True)
class ShareRow:
    """`share` is None where it is not told; `n` is what it is a share of."""

    label: str
    share: Fraction | None
    n: int


def share_bars(
    rows: Sequence[ShareRow],
    *,
    title: str,
    chart_id: str,
    untold: str,
    palette: Palette = SCREEN,
    width: float = 360,
    language: Language = "id",
) -> str:
    """The label stands above its bar, so that it may be long on a phone."""
    parts, said = [], []
    for index, row in enumerate(rows):
        top = _TOP + _ROW * index
        figure = untold if row.share is None else f"{decimal_number(row.share * 100, 1, language)}%"
        note = f"{figure} · n = {whole_number(row.n, language)}" if row.share is not None else figure
        parts.append(svg.text(row.label, 0, top + 12, size=11, fill=palette.ink, palette=palette))
        parts.append(svg.text(note, width, top + 12, size=11, fill=palette.ink, palette=palette, anchor="end", bold=row.share is not None))
        parts.append(svg.rectangle(0, top + 18, width, _BAR, fill=palette.track, class_="chart-track"))
        if row.share:
            parts.append(svg.rectangle(0, top + 18, width * float(row.share), _BAR, fill=palette.accent, class_="chart-fill"))
        said.append(f"{row.label}: {note}")
    height, description = _TOP + _ROW * len(rows), "; ".join(said) + "."
    return svg.drawing(parts, width=width, height=height, title=title, description=description, chart_id=chart_id, palette=palette)
