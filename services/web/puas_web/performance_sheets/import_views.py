"""Filling in a sheet from a file: code, score, note, and the weights as the file's maker printed them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from flask import Blueprint, abort
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from puas.domain.agency_sheet import SheetFault
from puas.domain.performance_sheet import LONGEST_NOTE, Entry
from puas.domain.permissions import Action
from puas.domain.register_import import ImportPlan, compare_row, row_fault
from puas.domain.register_sheet import RegisterRow, SheetColumn, read_decimal, read_whole
from puas.domain.regulation.performance_edition import HIGHEST_SCORE, LOWEST_SCORE
from puas.domain.regulation.performance_registry import all_performance_editions
from puas.domain.rounding import exact, round_half_up
from puas.usecases.save_performance_sheet import UnableToSavePerformanceSheet, save_performance_sheet
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer
from puas_web.performance_sheets import queries
from puas_web.performance_sheets.queries import SheetPage
from puas_web.readable_requests import takes_a_long_form
from puas_web.register_import import RegisterImport, import_page, template_file

blueprint = Blueprint("performance_sheet_import", __name__)

SHEET = "/t/<slug:tenant>/mutu/kinerja/lembar/<uuid:sheet_id>/impor"

CODE = SheetColumn("code", "Kode", ("kode indikator", "indikator"), required=True, hint="Kode indikator seperti pada formulir.")
SCORE = SheetColumn(
    "score", "Nilai", ("skor",), read=read_whole(LOWEST_SCORE, HIGHEST_SCORE), required=True, hint="Bilangan bulat 0 sampai 5."
)
NOTE = SheetColumn("note", "Catatan", ("keterangan",), hint="Boleh dikosongkan.")
REASON = SheetColumn("reason", "Alasan", (), hint="Wajib bila nilainya berbeda dari usulan Puas.")
WEIGHT = SheetColumn(
    "weight", "Bobot", ("bobot indikator",), read=read_decimal(Decimal(0), Decimal(100), 6),
    hint="Boleh dikosongkan. Bila diisi, dicocokkan dengan bobot aturan; tidak mengubah hitungan.",
)  # fmt: skip
COLUMNS = (CODE, SCORE, NOTE, REASON, WEIGHT)

FAULT_WORDS: Mapping[str, LazyString] = {
    "other-rule": _l("Indikator ini milik aturan atau formulir lain. Periksa aturan penilaian ini."),
    "unknown-indicator": _l("Tidak ada indikator dengan kode ini."),
    "wrong-weight": _l("Bobot ini bukan bobot indikator itu menurut aturan penilaian ini."),
    "weights-not-one": _l("Jumlah bobot aspek ini bukan 1 dan bukan jumlah yang tercetak pada aturan."),
    "reason-missing": _l("Nilai ini berbeda dari usulan Puas. Isi kolom Alasan."),
    "out-of-range": _l("Nilai dari 0 sampai 5; bobot dari 0 sampai 100."),
}
_PRINTED_PLACES = 3


@blueprint.route(SHEET, methods=["GET", "POST"])
@tenant(Action.VIEW_REGISTERS)
@takes_a_long_form
def import_sheet(sheet_id: UUID) -> Answer:
    """Choose a file; its faults, or the preview; then fill in."""
    return import_page(_described(_writable(sheet_id)))


@blueprint.get(f"{SHEET}/templat/<string:ending>")
@tenant(Action.VIEW_REGISTERS)
def template(sheet_id: UUID, ending: str) -> Response:
    """The template with every indicator of the form as an example."""
    return template_file(_described(_writable(sheet_id)), ending)


def _writable(sheet_id: UUID) -> SheetPage:
    page = queries.sheet_or_404(sheet_id)
    return page if page.is_writable else abort(404)


def _described(page: SheetPage) -> RegisterImport:
    first = page.form.indicators[0]
    return RegisterImport(
        name="nilai-kinerja",
        title=_l("Isi formulir dari berkas"),
        lede=_l("Satu baris untuk setiap indikator. Yang tidak ada pada berkas tetap seperti sekarang."),
        columns=COLUMNS,
        key=("code",),
        plan=lambda rows: _plan(page, rows),
        apply=lambda rows: _apply(page, rows),
        refusals=(UnableToSavePerformanceSheet,),
        back="performance_sheets.show",
        back_arguments={"sheet_id": page.sheet.id},
        back_name=_l("Formulir"),
        examples=((f"Contoh: {first.code}", "4", "Bukti diperiksa di tempat", "", ""),),
        fault_words=FAULT_WORDS,
        texts=frozenset({"code"}),
    )


def _plan(page: SheetPage, rows: Sequence[RegisterRow]) -> ImportPlan:
    """What each row would change, or everything that is wrong."""
    names = {each.code: each.name for each in page.form.indicators}
    faults = [fault for row in rows for fault in _row_faults(page, row, names)]
    faults += _weight_faults(page, [row for row in rows if row.values["code"] in names])
    if faults:
        return ImportPlan(faults=tuple(faults))
    entries = page.entries
    changes = []
    for row in rows:
        code = str(row.values["code"])
        entry = entries.get(code)
        known = None if entry is None else {"score": entry.score, "note": entry.note, "reason": entry.reason}
        changes.append(compare_row(row, f"{code} {names[code]}", known, ("score", "note", "reason")))
    return ImportPlan(tuple(changes))


def _row_faults(page: SheetPage, row: RegisterRow, names: Mapping[str, str]) -> Iterator[SheetFault]:
    code, score = str(row.values["code"]), row.values["score"]
    if code not in names:
        elsewhere = any(edition.knows(code) for edition in all_performance_editions())
        yield row_fault(row, CODE, "other-rule" if elsewhere else "unknown-indicator")
        return
    if len(str(row.values.get("note", ""))) > LONGEST_NOTE:
        yield row_fault(row, NOTE, "too-long")
    proposal = page.proposals.get(code)
    if proposal is not None and proposal.score != score and not row.values.get("reason"):
        yield row_fault(row, REASON, "reason-missing")


def _weight_faults(page: SheetPage, rows: Sequence[RegisterRow]) -> list[SheetFault]:
    """Weights that are none of the rule's, or an aspect of which all are given and whose sum is neither 1 nor the printed one."""
    stated = {str(row.values["code"]): exact(row.values["weight"]) for row in rows if "weight" in row.values}
    if not stated:
        return []
    by_code = {str(row.values["code"]): row for row in rows}
    faults = []
    for aspect in page.edition.scored_aspects:
        codes = [each.code for each in page.form.of_aspect(aspect.number)]
        given = [stated[code] for code in codes if code in stated]
        if len(given) == len(codes) and sum(given) not in _sums(page, codes):
            faults.append(row_fault(by_code[codes[0]], WEIGHT, "weights-not-one"))
    if faults:
        return faults
    return [row_fault(by_code[code], WEIGHT, "wrong-weight") for code, weight in stated.items() if weight not in _weights(page, code)]


def _weights(page: SheetPage, code: str) -> set[Fraction]:
    """An indicator's weight in every set of the rule, also as it is printed with three decimals."""
    found = {each.weights[page.form.id].get(code, Fraction(0)) for each in page.edition.weight_sets}
    return found | {exact(round_half_up(each, _PRINTED_PLACES)) for each in found}


def _sums(page: SheetPage, codes: Sequence[str]) -> set[Fraction]:
    """What the weights of an aspect may sum to: 1, or what the printed ones sum to."""
    printed = [
        sum((exact(round_half_up(each.weights[page.form.id][code], _PRINTED_PLACES)) for code in codes), Fraction(0))
        for each in page.edition.weight_sets
    ]
    return {Fraction(1), *printed}


def _apply(page: SheetPage, rows: Sequence[RegisterRow]) -> int:
    entries: dict[str, Entry] = {}
    for row in rows:
        code, present = str(row.values["code"]), page.entries.get(str(row.values["code"]), Entry())
        entries[code] = _entry(row.values, present)
    save_performance_sheet(
        session=db.session(), tenant_id=current_tenant().id, sheet_id=page.sheet.id, entries=entries, seen=None,
        account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip
    return len(entries)


def _entry(values: Mapping[str, Any], present: Entry) -> Entry:
    """A blank cell changes nothing."""
    return Entry(values["score"], str(values.get("note", present.note)), str(values.get("reason", present.reason)))
