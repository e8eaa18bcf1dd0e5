"""A workbook of tables too long to be held as cells: columns say how text is shown, rows are made while they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CellKind = Literal["text", "wrapped", "center", "count", "index", "mean", "day"]


@dataclass(frozen=True, slots=True)
class LongColumn:
    """A column: its title, its width in characters, and what its text is read as. Empty text is an empty cell."""

    title: str
    width: int
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class LongSheet:
    """A sheet: lines above the table (the first is its title), columns, rows when asked for, and lines below."""

    name: str
    opening: tuple[str, ...]
    columns: tuple[LongColumn, ...]
    rows: Callable[[], Iterator[Sequence[str]]]
    frozen_columns: int = 1
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LongWorkbook:
    """All sheets; `mark` stands above every table, `header` and `footer` on every printed page."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    header: str
    footer: str
    accent: str
    mark: str
    created: datetime
    sheets: tuple[LongSheet, ...]
