"""The attendance list as a file: CSV, and a sheet ready to print and sign."""

from __future__ import annotations

import io
from collections.abc import Sequence

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from puas.presentation.dates import long_date
from puas.presentation.sheet_cells import harmless
from puas_web.csv_files import csv_text
from puas_web.training.queries import SessionPage

Row = Sequence[str | int]
_FIRST_WIDTHS = (6, 34, 28, 36, 26)
_DAY_WIDTH = 18
_LINE = Side(style="thin", color="999999")


def table_of(page: SessionPage) -> tuple[list[str], list[Row]]:
    """One row a participant, one column a day; the last column counts."""
    days = [day.held_on for day in page.days]
    header = [
        _("No."), _("Nama"), _("Jabatan"), _("Perangkat daerah"), _("Kabupaten/kota"), *(long_date(day) for day in days), _("Hari hadir"),
    ]  # fmt: skip
    rows: list[Row] = [
        (
            each.number,
            each.name,
            each.position,
            each.agency_name,
            each.region_name or "",
            *(_("hadir") if day in each.attended else "" for day in days),
            len(each.attended),
        )  # fmt: skip
        for each in page.people
    ]
    return header, rows


def as_csv(page: SessionPage) -> str:
    """Safe to open in any spreadsheet, whatever somebody has called themselves."""
    return csv_text(*table_of(page))


def as_workbook(page: SessionPage) -> io.BytesIO:
    """One sheet, landscape, its heading repeated on every page."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Daftar hadir")
    header, rows = table_of(page)
    place = page.row.place or page.row.link
    for line in (page.row.title, f"{long_date(page.row.starts_on)} – {long_date(page.row.ends_on)}", place):
        sheet.append([harmless(line)])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    top = sheet.max_row + 1
    for number, row in enumerate([header, *rows], start=top):
        _write(sheet, number, row, is_header=number == top)
    _lay_out(sheet, len(header), top)
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def _write(sheet: Worksheet, number: int, row: Row, *, is_header: bool) -> None:
    for column, value in enumerate(row, start=1):
        cell = sheet.cell(number, column)
        cell.value = harmless(value) if isinstance(value, str) else value
        cell.border = Border(_LINE, _LINE, _LINE, _LINE)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=is_header)


def _lay_out(sheet: Worksheet, columns: int, top: int) -> None:
    for column in range(1, columns + 1):
        width = _FIRST_WIDTHS[column - 1] if column <= len(_FIRST_WIDTHS) else _DAY_WIDTH
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", Worksheet.PAPERSIZE_A4, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{top}:{top}"
    sheet.freeze_panes = f"C{top + 1}"
