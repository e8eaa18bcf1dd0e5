"""Sheets as XLSX. Text is always written as text: what begins with = + - @ never becomes a formula, also when edited."""

from __future__ import annotations

from datetime import UTC, date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from puas_reporter.documents.sheets import BarChart, Cell, Sheet, Style, Workbook
from puas_reporter.formats.word_fields import xml_text

_RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_LONGEST_TEXT = 32_000
_ROW_HEIGHT, _LINE_HEIGHT, _UPRIGHT_HEIGHT = 17, 13, 92
_WRAPPED: frozenset[Style] = frozenset({"head", "text", "center", "total_text"})
_TALLEST_ROW = 400
_BORDER = "#9a9a9a"
_SCALE_OF_BLOCKS = 80
# A4 lying, less its margins, at 96 dots to the inch; a column of n characters takes 7 n + 5 of them, and somewhat more with another font.
_DOTS_ACROSS, _SPARE = 1026, 110


def workbook_bytes(content: Workbook) -> bytes:
    """The workbook as XLSX."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(_properties(content))
        book.set_calc_mode("auto")
        writer = _Writer(book, content)
        for sheet in content.sheets:
            writer.write(sheet)
    return target.getvalue()


def _properties(content: Workbook) -> dict[str, Any]:
    known: dict[str, Any] = {
        "title": content.title,
        "author": content.author,
        "company": content.author,
        "subject": content.subject,
        "keywords": ", ".join(content.keywords),
        "comments": content.footer,
    }
    known = {name: xml_text(text)[:255] for name, text in known.items()}
    if content.created is not None:
        # The library writes the hour as it stands and calls it UTC.
        known["created"] = content.created.astimezone(UTC).replace(tzinfo=None)
    return known


class _Writer:
    def __init__(self, book: Any, content: Workbook) -> None:
        self._book = book
        self._content = content
        self._formats: dict[tuple[Style, bool], Any] = {}

    def write(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(sheet.name)
        page.set_default_row(_ROW_HEIGHT)
        for number, width in enumerate(sheet.widths):
            page.set_column(number, number, width)
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                self._cell(page, row, column, cell)
            # Programs do not fit the height of rows they did not write.
            if (height := _height(cells, sheet.widths)) > _ROW_HEIGHT:
                page.set_row(row, height)
        self._layout(page, sheet)
        if sheet.chart is not None:
            self._chart(page, sheet.name, sheet.chart)

    def _cell(self, page: Any, row: int, column: int, cell: Cell) -> None:
        style = self._format(cell.style)
        if cell.formula:
            page.write_formula(row, column, cell.formula, style, _stored(cell))
        elif cell.value is None:
            page.write_blank(row, column, None, style)
        elif isinstance(cell.value, int | Decimal):
            page.write_number(row, column, cell.value, style)
        elif cell.style == "day":
            page.write_datetime(row, column, date.fromisoformat(cell.value), style)
        else:
            self._text(page, row, column, cell)

    def _text(self, page: Any, row: int, column: int, cell: Cell) -> None:
        text = xml_text(str(cell.value))[:_LONGEST_TEXT]
        guarded = text.startswith(_RISKY_STARTS)
        page.write_string(row, column, text, self._format(cell.style, guarded=guarded))

    def _format(self, style: Style, *, guarded: bool = False) -> Any:
        """A format of a style; `guarded` is the apostrophe that spreadsheet programs put before text on request."""
        key = (style, guarded)
        if key not in self._formats:
            made = self._book.add_format({"font_name": "Arial", "font_size": 10, **self._settings(style)})
            if guarded:
                made.set_quote_prefix()
            self._formats[key] = made
        return self._formats[key]

    def _settings(self, style: Style) -> dict[str, Any]:
        cell = {"border": 1, "border_color": _BORDER, "valign": "vcenter"}
        total = {**cell, "bold": True, "bg_color": "#eef1f4"}
        head = {**cell, "bold": True, "bg_color": self._content.accent, "font_color": "#ffffff", "align": "center"}
        known: dict[Style, dict[str, Any]] = {
            "plain": {},
            "title": {"bold": True, "font_size": 13},
            "mark": {"bold": True, "font_color": "#8a1c1c"},
            "head": {**head, "text_wrap": True},
            "head_upright": {**head, "rotation": 90},
            "text": {**cell, "text_wrap": True, "indent": 1},
            "center": {**cell, "align": "center", "text_wrap": True},
            "number": {**cell, "num_format": "0.00", "align": "right"},
            "count": {**cell, "num_format": "#,##0", "align": "right"},
            "mean": {**cell, "num_format": "0.000", "align": "right"},
            "score": {**cell, "num_format": "0", "align": "center"},
            "day": {**cell, "num_format": "dd/mm/yyyy", "align": "center"},
            "total": {**total, "num_format": "#,##0.00", "align": "right"},
            "total_mean": {**total, "num_format": "0.000", "align": "right"},
            "total_starred": {**total, "num_format": '0.000" *)"', "align": "right"},
            "total_twice_starred": {**total, "num_format": '0.00" **)"', "align": "right"},
            "total_count": {**total, "num_format": "#,##0", "align": "right"},
            "total_text": {**total, "text_wrap": True},
            "total_center": {**total, "align": "center"},
            "answer": {**cell, "bg_color": "#fff8e1", "text_wrap": True, "align": "center"},
            "note": {"italic": True, "font_color": "#4d4d4d", "font_size": 9},
        }
        return known[style]

    def _layout(self, page: Any, sheet: Sheet) -> None:
        page.freeze_panes(*sheet.frozen)
        if sheet.head_row is not None:
            page.repeat_rows(sheet.head_row)
            width = len(sheet.rows[sheet.head_row])
            if sheet.filtered and len(sheet.rows) > sheet.head_row + 1:
                page.autofilter(sheet.head_row, 0, len(sheet.rows) - 1, width - 1)
        if sheet.landscape:
            page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
        if sheet.breaks is not None:
            # Breaks set by hand count only where the page is not fitted.
            page.set_h_pagebreaks(list(sheet.breaks))
            page.set_print_scale(_scale_of_blocks(sheet.widths))
        else:
            page.fit_to_pages(1, 0)
        page.set_header(f"&L&8{_footer_text(self._content.header)}&R&8&A")
        page.set_footer(f"&L&8{_footer_text(self._content.footer)}&R&8Halaman &P dari &N")
        page.hide_gridlines(2)

    def _chart(self, page: Any, name: str, chart: BarChart) -> None:
        drawn = self._book.add_chart({"type": "bar"})
        series = {
            "name": chart.title,
            "categories": [name, *chart.names],
            "values": [name, *chart.values],
            "data_labels": {"value": True, "num_format": "0.00"},
            "fill": {"color": self._content.accent},
            "gap": 60,
        }
        drawn.add_series(series)
        drawn.set_title({"name": chart.title, "name_font": {"size": 11}})
        gridlines = {"visible": True, "line": {"color": "#d0d0d0"}}
        # Turned round, so that the first unsur stands on top; its values stand beside the bars.
        drawn.set_x_axis({"min": chart.lowest, "max": chart.highest, "major_gridlines": gridlines, "label_position": "none"})
        drawn.set_y_axis({"reverse": True})
        drawn.set_legend({"none": True})
        drawn.set_size({"width": 720, "height": 330})
        page.insert_chart(xl_rowcol_to_cell(chart.row, 0), drawn, {"description": chart.title})


def _scale_of_blocks(widths: tuple[int, ...]) -> int:
    """In per cent: so that all columns stand on one page, and small ones are not blown up."""
    across = sum(7 * width + 5 for width in widths)
    return min(_SCALE_OF_BLOCKS, 10_000 * _DOTS_ACROSS // (_SPARE * across))


def _height(cells: tuple[Cell, ...], widths: tuple[int, ...]) -> int:
    """The height of a row in points: as many lines as its longest wrapped cell needs."""
    lines = 1
    for cell, width in zip(cells, widths, strict=False):
        if cell.style == "head_upright":
            return _UPRIGHT_HEIGHT
        text = cell.value
        if isinstance(text, str) and len(text) >= width and cell.style in _WRAPPED:
            lines = max(lines, sum(1 + len(line) * 93 // (width * 100) for line in text.splitlines()))
    return min(lines * _LINE_HEIGHT + _ROW_HEIGHT - _LINE_HEIGHT, _TALLEST_ROW)


def _stored(cell: Cell) -> Any:
    value = cell.value
    return float(value) if isinstance(value, Decimal) else value


def _footer_text(text: str) -> str:
    """Without the signs that steer a footer, and within its 255 characters."""
    return xml_text(text).replace("&", "dan")[:180]
