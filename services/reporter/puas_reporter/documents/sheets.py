"""What a workbook consists of before it is a file: sheets of cells, formulas with the value they must give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Style = Literal[
    "plain", "title", "mark", "head", "text", "center", "number", "count", "score", "day", "total", "total_count", "total_text", "note"
]
Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, or a formula (in English, as the file format wants it) with the frozen value it gives."""

    value: Value = None
    style: Style = "plain"
    formula: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """A chart drawn by the spreadsheet program from cells of its sheet: rows and columns counted from zero."""

    title: str
    row: int
    names: tuple[int, int, int, int]
    values: tuple[int, int, int, int]
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `frozen` rows and columns stay in sight; `head_row` repeats in print; `filtered` gives the head filters."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    frozen: tuple[int, int] = (0, 0)
    head_row: int | None = None
    filtered: bool = False
    landscape: bool = True
    chart: BarChart | None = None


@dataclass(frozen=True, slots=True)
class Workbook:
    title: str
    author: str
    subject: str
    footer: str
    accent: str
    sheets: tuple[Sheet, ...]


def column_name(index: int) -> str:
    """``0`` as ``A``, ``27`` as ``AB``."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
