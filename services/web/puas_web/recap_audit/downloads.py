"""The audit as a table people can keep: CSV, and a workbook with findings, figures and the paragraph."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from puas.domain.old_recap_findings import RecapAudit
from puas.domain.old_recap_sentences import FAULT_SENTENCES, paragraph_of, place_in_time, whole_paragraph, why
from puas.domain.regulation.registry import edition
from puas.presentation.sheet_cells import harmless
from puas_web.csv_files import csv_text

Row = Sequence[object]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = {"findings": (18, 10, 34, 14, 14, 70), "figures": (34, 12, 12, 12, 12, 26, 14, 70), "paragraph": (100,)}
# A letter of text as a share of a column's unit, with room for words that do not break.
_WIDER_THAN_DIGITS = 115


def findings_table(audit: RecapAudit) -> tuple[list[str], list[Row]]:
    """Every finding and every cell left out."""
    header = [_("Lembar"), _("Sel"), _("Tentang"), _("Tercetak"), _("Seharusnya"), _("Penjelasan")]
    rows: list[Row] = [
        (each.sheet, each.cell, place_in_time(audit.lines[each.line]), each.printed, each.exact, why(each)) for each in audit.findings
    ]
    rows += [(each.sheet, each.cell, "", each.given, "", FAULT_SENTENCES.get(each.code, "")) for each in audit.faults]
    return header, rows


def figures_table(audit: RecapAudit) -> tuple[list[str], list[Row]]:
    """Every index with its exact value."""
    header = [
        _("Rekap"), _("Tercetak"), _("Mutu tercetak"), _("Nilai tepat"), _("Mutu tepat"), _("Aturan"), _("Responden"), _("Paragraf"),
    ]  # fmt: skip
    rows: list[Row] = [
        (
            place_in_time(line), line.nik, line.mutu, line.exact_nik, line.exact_mutu, edition(line.edition_id).name, line.respondents,
            paragraph_of(audit, number),
        )  # fmt: skip
        for number, line in enumerate(audit.lines)
    ]
    return header, rows


def audit_csv(audit: RecapAudit) -> str:
    """The findings, safe to open in any spreadsheet."""
    return csv_text(*findings_table(audit))


def audit_xlsx(audit: RecapAudit) -> bytes:
    """Findings, figures and paragraph, a sheet each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _add(book, _("Temuan"), *findings_table(audit), _WIDTHS["findings"])
    _add(book, _("Nilai"), *figures_table(audit), _WIDTHS["figures"])
    _add(book, _("Paragraf"), [_("Paragraf penjelasan")], [(whole_paragraph(audit),)], _WIDTHS["paragraph"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _add(book: Workbook, title: str, header: Sequence[str], rows: Iterable[Row], widths: Sequence[int]) -> None:
    sheet = book.create_sheet(title)
    # Prints on as many pages as it is long, and on one in width.
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", Worksheet.PAPERSIZE_A4, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.freeze_panes = "A2"
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate([header, *rows], start=1):
        _write(sheet, number, row, widths)
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _write(sheet: Worksheet, number: int, row: Row, widths: Sequence[int]) -> None:
    lines = 1
    value: Any
    for column, (value, width) in enumerate(zip(row, widths, strict=True), start=1):
        cell: Any = sheet.cell(number, column, harmless(value) if isinstance(value, str) else value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(value, Decimal):
            cell.number_format = "0.00"
        lines = max(lines, -(-len(str(value)) * _WIDER_THAN_DIGITS // (width * 100)))
    # No program makes a row as high as its text by itself.
    sheet.row_dimensions[number].height = 15 * lines + 2
