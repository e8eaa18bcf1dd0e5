"""The import of a register from a sheet: described once by the register, the pages are here.

A register says what its columns are, what a sheet would do (`plan`, which reads the database) and how it is done (`apply`, which
calls its use case; what that raises is named in `refusals`), and has its pages by one line beside its views:

    import_routes(blueprint, f"{ROOM}/impor", PROCEDURE_IMPORT)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.agency_sheet import SheetFault
from puas.domain.permissions import Action
from puas.domain.register_import import ImportPlan
from puas.domain.register_sheet import RegisterRow, RegisterSheet, SheetColumn, read_register_sheet
from puas.presentation.dates import long_date
from puas.runtime.spreadsheets import UnreadableSheet, read_rows
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.carried_sheet import LIMITS, pack, unpack
from puas_web.forms import Answer, show_again
from puas_web.layout import page_language
from puas_web.readable_requests import takes_a_long_form
from puas_web.sheet_forms import ImportForm, UploadForm
from puas_web.sheet_words import register_fault_sentence
from puas_web.template_workbook import Template, TemplateColumn, sent_template


class ImportOvertaken(Exception):
    """What the preview showed is no longer so, because somebody else changed it meanwhile."""


@dataclass(frozen=True)
class RegisterImport:
    """One kind of sheet. `name` is a slug: of the template's file, and of what is carried from page to page."""

    name: str
    title: LazyString
    lede: LazyString
    columns: Sequence[SheetColumn]
    key: tuple[str, ...]
    plan: Callable[[Sequence[RegisterRow]], ImportPlan]
    apply: Callable[[Sequence[RegisterRow]], int]
    # What `apply` raises, besides ImportOvertaken, where somebody else changed meanwhile what the preview showed.
    refusals: tuple[type[Exception], ...]
    # The register's own page: endpoint and its name in the trail.
    back: str
    back_name: LazyString
    # Where the page to go back to is of one entry.
    back_arguments: Mapping[str, Any] = field(default_factory=dict)
    # Each begins with "Contoh:" in its first cell.
    examples: Sequence[Sequence[str]] = ()
    guidance: Sequence[LazyString] = ()
    # The register's own reasons of faults in words.
    fault_words: Mapping[str, LazyString] = field(default_factory=dict)
    # Columns whose digits are no number: numbers of decrees and of SOP.
    texts: frozenset[str] = frozenset()


def import_routes(blueprint: Blueprint, address: str, described: RegisterImport, *, action: Action = Action.EDIT_REGISTERS) -> None:
    """The pages of an import: choosing a file and confirming at this address, the template below it."""

    @blueprint.route(address, methods=["GET", "POST"])
    @tenant(action)
    @takes_a_long_form
    def import_sheet() -> Answer:
        return import_page(described)

    @blueprint.get(f"{address}/templat/<string:ending>")
    @tenant(action)
    def sheet_template(ending: str) -> Response:
        return template_file(described, ending)


def template_file(described: RegisterImport, ending: str) -> Response:
    """The template, XLSX or CSV; 404 for anything else."""
    columns = [
        TemplateColumn(each.heading, _guidance(each), each.required, each.choices, each.field in described.texts)
        for each in described.columns
    ]
    lines = [
        *(str(line) for line in described.guidance),
        _("Baris yang diawali Contoh: tidak ikut diimpor. Boleh dihapus, boleh dibiarkan."),
        _("Mengimpor berkas yang sama sekali lagi tidak menggandakan data; sel kosong tidak mengubah apa pun."),
    ]
    return sent_template(Template(columns, described.examples, lines), ending, f"templat-{described.name}") or abort(404)


def import_page(described: RegisterImport) -> Answer:
    """Choose a file; then its faults, or the preview of what it would do; then do it."""
    if request.method == "GET":
        return _upload_page(described, UploadForm())
    return _applied(described) if "carried" in request.form else _previewed(described)


def _previewed(described: RegisterImport) -> Answer:
    form = UploadForm()
    if not form.validate():
        return _upload_page(described, form)
    sheet = _read(described, form.sheet.data.read())
    # Rows that can be read are held against the register too, so that a file is mended in one go.
    plan = described.plan(sheet.rows) if sheet.rows else ImportPlan()
    if faults := sorted((*sheet.faults, *plan.faults), key=lambda each: each.row):
        return _upload_page(described, form, faults, form.sheet.data.filename or "")
    typed = [[row.number, dict(row.texts)] for row in sheet.rows]
    carried = pack(typed, kind=described.name, tenant_id=current_tenant().id, account_id=current_account_id())
    headings = {each.field: each.heading for each in described.columns}
    return render_template(
        "register_import/preview.html", described=described, plan=plan, sheet=sheet, headings=headings, value=value_in_words,
        form=ImportForm(formdata=None, carried=carried),
    )  # fmt: skip


def _applied(described: RegisterImport) -> Answer:
    plain = unpack(request.form["carried"], kind=described.name, tenant_id=current_tenant().id, account_id=current_account_id())
    if plain is None:
        flash(_("Pratinjau sudah kedaluwarsa. Unggah berkasnya sekali lagi."), "warn")
        return redirect(request.path)
    sheet = _read_again(described, plain)
    overtaken: tuple[type[Exception], ...] = (ImportOvertaken, *described.refusals)
    try:
        if sheet.faults or described.plan(sheet.rows).faults:
            raise ImportOvertaken
        done = described.apply(sheet.rows)
    except overtaken:
        flash(_("Data baru saja diubah orang lain. Unggah berkasnya sekali lagi untuk melihat pratinjau terbaru."), "warn")
        return redirect(request.path)
    flash(ngettext("%(num)s baris disimpan.", "%(num)s baris disimpan.", done), "good")
    return redirect(url_for(described.back, **described.back_arguments))


def _read(described: RegisterImport, content: bytes) -> RegisterSheet:
    try:
        rows = [(row.number, row.cells) for row in read_rows(content, limits=LIMITS)]
    except UnreadableSheet as error:
        return RegisterSheet((), (SheetFault(0, "", error.code, error.detail),))
    return read_register_sheet(rows, described.columns, key=described.key)


def _read_again(described: RegisterImport, plain: Sequence[tuple[int, dict[str, str]]]) -> RegisterSheet:
    """The cells as they were typed, under the template's own headings: read like the file itself, so that they mean the same."""
    fields = [each.field for each in described.columns]
    rows: list[tuple[int, list[str]]] = [(0, [each.heading for each in described.columns])]
    rows += [(number, [texts.get(each, "") for each in fields]) for number, texts in plain]
    return read_register_sheet(rows, described.columns, key=described.key)


def _upload_page(described: RegisterImport, form: UploadForm, faults: Sequence[SheetFault] = (), file_name: str = "") -> Answer:
    page = {
        "described": described, "form": form, "faults": faults, "file_name": file_name, "address": request.path,
        "words": lambda fault: register_fault_sentence(fault, described.fault_words),
    }  # fmt: skip
    if faults or form.errors:
        return show_again("register_import/upload.html", **page)
    return render_template("register_import/upload.html", **page)


def value_in_words(value: Any) -> str:
    """A value of a preview as the country writes it."""
    if value is None or value == "":
        return _("kosong")
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, date):
        return long_date(value, page_language())
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    return str(value)


def _guidance(column: SheetColumn) -> str:
    offered = _("Salah satu dari: %(choices)s.", choices=", ".join(column.choices)) if column.choices else ""
    return " ".join(part for part in (str(column.hint), offered) if part)
