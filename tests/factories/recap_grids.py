"""Sheets of recaps written as text, for tests: one line a row, cells between bars."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GridRow:
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    name: str
    rows: tuple[GridRow, ...]
    hidden: bool = False


def grid(text: str, name: str = "Rekap", *, hidden: bool = False) -> Grid:
    """`No | U1 | U2` and so on; a line without bars is a title."""
    lines = [line.strip() for line in text.strip("\n").splitlines()]
    rows = [GridRow(number, tuple(cell.strip() for cell in line.split("|"))) for number, line in enumerate(lines, 1)]
    return Grid(name, tuple(row for row in rows if any(row.cells)), hidden)


def answers(rows: list[tuple[int | str, ...]]) -> str:
    """Rows of respondents, numbered."""
    return "\n".join(" | ".join([str(number), *map(str, row)]) for number, row in enumerate(rows, 1))
