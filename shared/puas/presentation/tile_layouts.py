"""Where the regencies of a province stand on a map of equal tiles: hand-made where the shape is known, else row by row.

Equal tiles let a small city weigh as much as a wide regency. The layout of Jawa Timur was laid out by hand after the neighbours
each regency has; it is a sketch, no measured map.
"""

from collections.abc import Collection, Mapping
from math import isqrt

Position = tuple[int, int]
"""Row and column, both from 1."""

MOST_ROWS = MOST_COLUMNS = 12
"""As far as the style sheet knows rows and columns."""

# North at the top: the coast and Madura; the plain; the volcanoes; the south coast.
_JAWA_TIMUR = """
.     .     35.23 35.24 35.25 .     35.26 35.27 35.28 35.29
35.21 35.19 35.22 35.17 35.76 35.78 .     .     .     .
35.20 35.77 35.18 35.06 35.16 35.15 35.75 35.74 35.12 .
.     35.02 35.71 35.72 35.79 35.73 35.14 35.13 35.11 .
.     35.01 35.03 35.04 35.05 35.07 35.08 35.09 35.10 .
"""


def _positions(drawn: str) -> Mapping[str, Position]:
    return {
        code: (row, column)
        for row, line in enumerate(drawn.strip().splitlines(), start=1)
        for column, code in enumerate(line.split(), start=1)
        if code != "."
    }


_LAYOUTS: Mapping[str, Mapping[str, Position]] = {"35": _positions(_JAWA_TIMUR)}


def tile_positions(province_code: str, codes: Collection[str]) -> dict[str, Position]:
    """The position of each code: of the drawn layout if it knows all of them, else in a grid by code, wider than high."""
    drawn = _LAYOUTS.get(province_code, {})
    if drawn and all(code in drawn for code in codes):
        return {code: drawn[code] for code in codes}
    columns = _columns(len(codes))
    return {code: (number // columns + 1, number % columns + 1) for number, code in enumerate(sorted(codes))}


def _columns(tiles: int) -> int:
    """Half as many rows as columns, near enough; never more columns than the style sheet knows."""
    return min(max(isqrt(2 * tiles), 1), MOST_COLUMNS)
