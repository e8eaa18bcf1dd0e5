"""Long tables as XLSX, row by row: a row that is written leaves memory. Text is written as text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date
from functools import lru_cache
from io import BytesIO
from typing import Any

import xlsxwriter

from puas_reporter.documents.long_sheets import CellKind, LongSheet, LongWorkbook
from puas_reporter.formats.word_fields import xml_text

_RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_LONGEST_TEXT = 32_000
_BORDER = "#c4c4c4"
_HEAD_HEIGHT = 46
_NUMBERS = frozenset({"count", "index", "mean"})
_DAY_ZERO = date(1899, 12, 30)


def long_workbook_bytes(content: LongWorkbook) -> bytes:
    """The workbook as XLSX."""
    target = BytesIO()
    # Rows go to a temporary file as they come; what is kept of a sheet does not grow with it.
    with xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties(_properties(content))
        writer = _Writer(book, content)
        for sheet in content.sheets:
            writer.write(sheet)
    return target.getvalue()


def _properties(content: LongWorkbook) -> dict[str, Any]:
    known = {
        "title": content.title, "author": content.author, "company": content.author, "subject": content.subject,
        "keywords": ", ".join(content.keywords), "comments": content.footer,
    }  # fmt: skip
    created = content.created.astimezone(UTC).replace(tzinfo=None)
    return {**{name: xml_text(text)[:255] for name, text in known.items()}, "created": created}


class _Writer:
    def __init__(self, book: Any, content: LongWorkbook) -> None:
        self._book, self._content = book, content
        plain = {"font_name": "Arial", "font_size": 10}
        cell = {**plain, "border": 1, "border_color": _BORDER}
        self._title = book.add_format({**plain, "bold": True, "font_size": 13})
        self._plain = book.add_format(plain)
        self._mark = book.add_format({**plain, "bold": True, "font_color": "#8a1c1c"})
        self._note = book.add_format({**plain, "italic": True, "font_size": 9, "font_color": "#4d4d4d"})
        shown = {"bg_color": content.accent, "font_color": "#ffffff", "align": "center", "valign": "vcenter"}
        self._head = book.add_format({**cell, **shown, "bold": True, "text_wrap": True})
        self._cells: dict[CellKind, Any] = {
            "text": book.add_format(cell),
            "wrapped": book.add_format({**cell, "text_wrap": True, "valign": "top"}),
            "center": book.add_format({**cell, "align": "center"}),
            "count": book.add_format({**cell, "num_format": "#,##0"}),
            "index": book.add_format({**cell, "num_format": "0.00"}),
            "mean": book.add_format({**cell, "num_format": "0.000"}),
            "day": book.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "center"}),
        }
        self._guarded = book.add_format(cell)
        self._guarded.set_quote_prefix()

    def write(self, sheet: LongSheet) -> None:
        page = self._book.add_worksheet(sheet.name)
        for number, column in enumerate(sheet.columns):
            page.set_column(number, number, column.width)
        lines = [*sheet.opening, *([self._content.mark] if self._content.mark else [])]
        for row, line in enumerate(lines):
            style = self._title if row == 0 else self._mark if line == self._content.mark else self._plain
            page.write_string(row, 0, xml_text(line), style)
        head = len(lines)
        page.set_row(head, _HEAD_HEIGHT)
        for number, column in enumerate(sheet.columns):
            page.write_string(head, number, column.title, self._head)
        last = head
        for cells in sheet.rows():
            last += 1
            self._row(page, last, sheet, cells)
        for number, line in enumerate(sheet.closing, start=last + 2):
            page.write_string(number, 0, xml_text(line), self._note)
        self._layout(page, sheet, head, last)

    def _row(self, page: Any, row: int, sheet: LongSheet, cells: Sequence[str]) -> None:
        for number, (column, text) in enumerate(zip(sheet.columns, cells, strict=True)):
            kind = column.kind
            style = self._cells[kind]
            if not text:
                page.write_blank(row, number, None, style)
            elif kind in _NUMBERS:
                page.write_number(row, number, float(text), style)
            elif kind == "day":
                page.write_number(row, number, _day_number(text), style)
            else:
                kept, is_risky = _told(text)
                page.write_string(row, number, kept, self._guarded if is_risky and kind == "text" else style)

    def _layout(self, page: Any, sheet: LongSheet, head: int, last: int) -> None:
        page.freeze_panes(head + 1, sheet.frozen_columns)
        page.repeat_rows(head)
        if last > head:
            page.autofilter(head, 0, last, len(sheet.columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.set_header(f"&L&8{_plain(self._content.header)}&R&8&A")
        page.set_footer(f"&L&8{_plain(self._content.footer)}&R&8Halaman &P dari &N")
        page.hide_gridlines(2)


@lru_cache(maxsize=4096)
def _told(text: str) -> tuple[str, bool]:
    """A text as the format takes it, and whether a program could take it for a formula. Names stand in thousands of rows."""
    kept = xml_text(text)[:_LONGEST_TEXT]
    return kept, kept.startswith(_RISKY_STARTS)


@lru_cache(maxsize=1024)
def _day_number(text: str) -> int:
    """A day as spreadsheet programs count them."""
    return (date.fromisoformat(text) - _DAY_ZERO).days


def _plain(text: str) -> str:
    """Without the signs that steer a footer, and within its 255 characters."""
    return xml_text(text).replace("&", "dan")[:180]
