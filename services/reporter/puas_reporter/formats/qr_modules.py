"""A QR code as bars of dark modules, for whoever draws it."""

from __future__ import annotations

import segno

QUIET_MODULES = 4


def modules(content: str) -> list[bytes]:
    """Correction level Q: a sticker at a counter gets scratched and greasy."""
    return [bytes(row) for row in segno.make(content, error="q", micro=False, boost_error=False).matrix]


def bars(matrix: list[bytes]) -> list[tuple[int, int, int]]:
    """Row, first column and length of neighbouring dark modules: fewer seams, a smaller file."""
    return [(row, start, length) for row, dark in enumerate(matrix) for start, length in _runs(dark)]


def _runs(dark: bytes) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for column, value in enumerate(dark):
        if not value & 1:
            continue
        if found and sum(found[-1]) == column:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((column, 1))
    return found
