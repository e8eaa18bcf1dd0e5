"""The audit as a table people can keep: CSV, and a workbook with findings, figures and the paragraph."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from puas.domain.old_recap_findings import RecapAudit
from puas.domain.old_recap_sentences import FAULT_SENTENCES, paragraph_of, place_in_time, whole_paragraph, why
from puas.domain.regulation.registry import edition
from puas_web.csv_files import csv_text, safe_cell

Row = Sequence[object]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = {"findings": (18, 10, 34, 14, 14, 70), "figures": (34, 12, 10, 12, 10, 26, 14, 60)}


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
    book = Workbook(write_only=True)
    _add(book, _("Temuan"), *findings_table(audit), _WIDTHS["findings"])
    _add(book, _("Nilai"), *figures_table(audit), _WIDTHS["figures"])
    sheet = book.create_sheet(_("Paragraf"))
    sheet.column_dimensions["A"].width = 110
    cell = WriteOnlyCell(sheet, value=safe_cell(whole_paragraph(audit)))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append([cell])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _add(book: Workbook, title: str, header: Sequence[str], rows: Iterable[Row], widths: Sequence[int]) -> None:
    sheet = book.create_sheet(title)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, each, bold=True) for each in header])
    for row in rows:
        sheet.append([_cell(sheet, each) for each in row])


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=float(value) if isinstance(value, Decimal) else safe_cell(value) if isinstance(value, str) else value)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, Decimal):
        cell.number_format = "0.00"
    if bold:
        cell.font = Font(bold=True)
    return cell
