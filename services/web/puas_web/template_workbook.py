"""Templates people fill in for an import: as XLSX with a guidance sheet and drop-downs, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from flask import send_file
from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from werkzeug.wrappers import Response

from puas.domain.evidence import MIME_TYPES, XLSX

FILLED_ROWS = 2_000
_NARROWEST, _WIDEST = 12, 42
# A spreadsheet keeps a list of choices in 255 characters; a longer one is told in the guidance only.
_LONGEST_LIST = 255


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column to fill in: what to write there, the only values there are, and whether digits in it are no number."""

    heading: str
    guidance: str
    is_required: bool = False
    choices: tuple[str, ...] = ()
    is_text: bool = False
    width: int = 0


@dataclass(frozen=True, slots=True)
class Template:
    """What is filled in. Rows of `examples` begin with "Contoh:" and are passed over by the import."""

    columns: Sequence[TemplateColumn]
    examples: Sequence[Sequence[str]]
    lines: Sequence[str]


def sent_template(template: Template, ending: str, name: str) -> Response | None:
    """The template as a file of this ending; None where there is none such."""
    if ending not in ("xlsx", "csv"):
        return None
    content, kind = (xlsx_template(template), MIME_TYPES[XLSX]) if ending == "xlsx" else (csv_template(template), "text/csv; charset=utf-8")
    return send_file(io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=f"{name}.{ending}")


def csv_template(template: Template) -> bytes:
    """Semicolons and a byte order mark, as Indonesian Excel opens them by a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([column.heading for column in template.columns])
    writer.writerows(template.examples)
    return text.getvalue().encode("utf-8-sig")


def xlsx_template(template: Template) -> bytes:
    """Sheet Data to fill in, sheet Petunjuk to read."""
    workbook = Workbook()
    data = workbook.worksheets[0]
    _fill_data(data, template)
    _fill_guidance(workbook.create_sheet("Petunjuk"), template)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _fill_data(sheet: Worksheet, template: Template) -> None:
    sheet.title = "Data"
    sheet.append([column.heading for column in template.columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="0B5C8A")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for example in template.examples:
        sheet.append(list(example))
        for cell in sheet[sheet.max_row]:
            cell.font = Font(italic=True, color="6B6B6B")
    sheet.freeze_panes = "B2"
    for number, column in enumerate(template.columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width or _fitting(number - 1, column, template)
        if column.is_text:
            for row in range(2, FILLED_ROWS + 1):
                sheet[f"{letter}{row}"].number_format = "@"
        listed = ",".join(column.choices)
        if listed and len(listed) <= _LONGEST_LIST:
            offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
            offered.add(f"{letter}2:{letter}{FILLED_ROWS}")
            sheet.add_data_validation(offered)


def _fitting(index: int, column: TemplateColumn, template: Template) -> int:
    written = [len(column.heading), *(len(row[index]) for row in template.examples if index < len(row))]
    return min(max(*written, _NARROWEST) + 2, _WIDEST)


def _fill_guidance(sheet: Worksheet, template: Template) -> None:
    sheet.append([_("Petunjuk pengisian")])
    for line in template.lines:
        sheet.append([line])
    sheet.append([])
    sheet.append([_("Kolom"), _("Isi"), _("Wajib")])
    heading_row = sheet.max_row
    for column in template.columns:
        sheet.append([column.heading, column.guidance, _("ya") if column.is_required else _("tidak")])
    for row in (1, heading_row):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    for letter, width in (("A", 30), ("B", 80), ("C", 10)):
        sheet.column_dimensions[letter].width = width
        for cell in sheet[letter]:
            cell.alignment = Alignment(wrap_text=cell.row > heading_row, vertical="top")
