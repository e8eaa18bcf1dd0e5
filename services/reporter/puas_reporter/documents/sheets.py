"""What a workbook consists of before it is a file: sheets of cells, formulas with the value they must give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

Style = Literal[
    "plain", "title", "mark", "note", "head", "head_upright", "text", "center", "number", "mean", "count", "score", "day",
    "total", "total_mean", "total_starred", "total_twice_starred", "total_count", "total_text", "total_center", "answer",
]  # fmt: skip
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
    """One sheet. `frozen` rows and columns stay in sight; `head_row` repeats in print; `filtered` gives the head filters.

    With `breaks` a new page begins before each of these rows, counted from zero, and the sheet is printed in its own size.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    frozen: tuple[int, int] = (0, 0)
    head_row: int | None = None
    filtered: bool = False
    landscape: bool = True
    chart: BarChart | None = None
    breaks: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets; `header` and `footer` stand on every printed page."""

    title: str
    author: str
    subject: str
    header: str
    footer: str
    accent: str
    sheets: tuple[Sheet, ...]
    keywords: tuple[str, ...] = ()
    created: datetime | None = None


_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_LONGEST_SHEET_NAME = 31


def numbered_sheet_name(number: int, title: str) -> str:
    """A name that every spreadsheet program takes, different for every number whatever the titles are.

    Excel allows 31 units of UTF-16, none of ``[ ] : * ? / \\`` and no apostrophe at an end.
    """
    name = " ".join(_NOT_IN_A_SHEET_NAME.sub(" ", f"{number}. {title}").split())
    shortened = name
    while len(shortened.encode("utf-16-le")) // 2 + (shortened != name) > _LONGEST_SHEET_NAME:
        shortened = shortened[:-1].rstrip()
    return (shortened if shortened == name else f"{shortened}…").rstrip("'")


def reference(sheet: str) -> str:
    """The sheet as a formula names it: ``'1. Surat Ma''ruf'!``."""
    return "'" + sheet.replace("'", "''") + "'!"


def column_name(index: int) -> str:
    """``0`` as ``A``, ``27`` as ``AB``."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
