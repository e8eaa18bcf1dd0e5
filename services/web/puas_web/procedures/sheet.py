"""The import of SOP from a sheet: its columns, what it would do, and doing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from puas.db.queries.agency_names import NamedAgency, agencies_by_name, services_by_name
from puas.db.queries.procedures import known_procedures
from puas.domain.agency_details import same_name
from puas.domain.agency_sheet import SheetFault
from puas.domain.operating_procedures import (
    FIRST_YEAR,
    OUTCOMES,
    ProcedureDetails,
    ReviewDetails,
    procedure_faults,
    read_number,
    read_title,
    review_faults,
)
from puas.domain.register_import import CHANGED, UNCHANGED, Difference, ImportPlan, RowChange, compare_row, row_fault
from puas.domain.register_sheet import RegisterRow, SheetColumn, read_choice, read_day, read_whole
from puas.usecases.import_procedures import ProcedureEntry, UnableToImportProcedures, import_procedures
from puas_web.access import current_account_id, current_tenant
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.procedures.words import SENTENCES
from puas_web.register_import import ImportOvertaken, RegisterImport

_WORDS = {word: outcome for outcome, word in OUTCOMES.items()}
COLUMNS = (
    SheetColumn("agency", "Perangkat daerah", ("opd", "nama perangkat daerah", "nama opd"), required=True, hint="Nama atau singkatannya."),
    SheetColumn("number", "Nomor SOP", ("nomor", "no sop", "no. sop"), read=read_number, required=True, hint="Seperti tercetak pada SOP."),
    SheetColumn("title", "Nama SOP", ("judul", "judul sop", "nama"), read=read_title, required=True),
    SheetColumn("service", "Layanan", ("jenis layanan",), hint="Nama layanan yang diatur; kosong untuk urusan dalam kantor."),
    SheetColumn("decided_on", "Tanggal penetapan", ("tanggal pengesahan", "ditetapkan"), read=read_day, hint="Misalnya 30/06/2024."),
    SheetColumn("revised_on", "Tanggal revisi", ("tanggal revisi terakhir", "direvisi"), read=read_day),
    SheetColumn("year", "Tahun evaluasi", ("tahun",), read=read_whole(FIRST_YEAR, 2100), hint="Isi bersama hasil dan tanggalnya."),
    SheetColumn("outcome", "Hasil evaluasi", ("hasil",), read=read_choice(_WORDS), choices=tuple(OUTCOMES.values())),
    SheetColumn("reviewed_on", "Tanggal evaluasi", (), read=read_day),
    SheetColumn("findings", "Temuan", ("catatan",), hint="Wajib bila perlu direvisi."),
    SheetColumn("reviewer", "Dievaluasi oleh", ("evaluator",)),
)
_BY_FIELD = {column.field: column for column in COLUMNS}
_DETAILS = ("title", "service_type_id", "decided_on", "revised_on")
_REVIEW = ("outcome", "reviewed_on", "findings", "reviewer")
EXAMPLES = (
    ("Contoh: Dinas Kependudukan dan Pencatatan Sipil", "065/12/SOP/2024", "Penerbitan KTP elektronik", "KTP elektronik", "12/02/2024", "",
     "2026", "tetap berlaku", "15/06/2026", "", "Tim Evaluasi SOP"),
    ("Contoh: Kecamatan Sukamaju", "065/3/SOP/2023", "Surat keterangan pindah", "", "03/04/2023", "", "2026", "perlu direvisi",
     "15/06/2026", "Alur belum memuat layanan daring", "Tim Evaluasi SOP"),
)  # fmt: skip


def _read(rows: Sequence[RegisterRow]) -> tuple[list[tuple[RegisterRow, NamedAgency, ProcedureEntry]], list[SheetFault]]:
    """Rows with their agencies and services found, and what is wrong with the others."""
    here, session = current_tenant(), db.session()
    everyone, mine = agencies_by_name(session, tenant_id=here.id), agencies_by_name(session, tenant_id=here.id, agency_ids=here.agency_ids)
    services = services_by_name(session, tenant_id=here.id)
    found, faults = [], []
    for row in rows:
        agency = mine.get(same_name(row.values["agency"]))
        if agency is None:
            known = same_name(row.values["agency"]) in everyone
            faults.append(row_fault(row, _BY_FIELD["agency"], "not-your-agency" if known else "unknown-agency"))
            continue
        stated: dict[str, Any] = {name: row.values[name] for name in ("title", "decided_on", "revised_on") if name in row.values}
        if "service" in row.values:
            stated["service_type_id"] = services.get((agency.id, same_name(row.values["service"])))
            if stated["service_type_id"] is None:
                faults.append(row_fault(row, _BY_FIELD["service"], "unknown-service"))
                continue
        found.append((row, agency, ProcedureEntry(agency.id, row.values["number"], stated, row.values.get("year"), _review_of(row))))
    return found, faults


def _review_of(row: RegisterRow) -> ReviewDetails | None:
    given = {name: row.values[name] for name in _REVIEW if name in row.values}
    if not given and "year" not in row.values:
        return None
    return ReviewDetails(**{"outcome": "", "reviewed_on": None, **given})


def _plan(rows: Sequence[RegisterRow]) -> ImportPlan:
    found, faults = _read(rows)
    known, today, changes = known_procedures(db.session(), tenant_id=current_tenant().id), today_here(), []
    for row, agency, entry in found:
        there = known.get((agency.id, entry.number.lower()))
        before = {} if there is None else {name: getattr(there, name) for name in _DETAILS}
        details = ProcedureDetails(**{"number": entry.number, "title": "", **before, **entry.stated})
        wrong = [(fault.field, fault.reason) for fault in procedure_faults(details, today)]
        if entry.review is not None:
            wrong += [("year", "missing")] if entry.year is None else _wrong_review(entry.year, entry.review)
        if there is not None and there.state != "active" and entry.review is not None:
            wrong.append(("number", "withdrawn"))
        faults += [row_fault(row, _BY_FIELD.get(field, _BY_FIELD["number"]), reason) for field, reason in wrong]
        shown = RegisterRow(row.number, entry.stated, row.texts)
        change = compare_row(shown, f"{entry.number} {details.title}, {agency.name}", before if there is not None else None, _DETAILS)
        changes.append(_with_review(_readable(change, row), entry))
    return ImportPlan(tuple(changes), tuple(sorted(faults, key=lambda each: each.row)))


def _wrong_review(year: int, review: ReviewDetails) -> list[tuple[str, str]]:
    return [(fault.field, fault.reason) for fault in review_faults(review, year=year, today=today_here())]


def _readable(change: RowChange, row: RegisterRow) -> RowChange:
    """The service by its name instead of its id."""
    differences = tuple(
        Difference("service", None, row.values["service"]) if each.field == "service_type_id" else each for each in change.differences
    )
    return RowChange(change.row, change.name, change.outcome, differences)


def _with_review(change: RowChange, entry: ProcedureEntry) -> RowChange:
    """An evaluation is written anew each time, so a row with one is never left alone."""
    if entry.year is None or entry.review is None:
        return change
    told = Difference("outcome", None, f"{OUTCOMES.get(entry.review.outcome, '')} ({entry.year})")
    outcome = CHANGED if change.outcome == UNCHANGED else change.outcome
    return RowChange(change.row, change.name, outcome, (*change.differences, told))


def _apply(rows: Sequence[RegisterRow]) -> int:
    found, faults = _read(rows)
    if faults:
        raise ImportOvertaken
    return import_procedures(
        session=db.session(), tenant_id=current_tenant().id, entries=[entry for _row, _agency, entry in found],
        account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip


PROCEDURE_IMPORT = RegisterImport(
    name="sop",
    title=_l("Impor SOP"),
    lede=_l("Semua SOP masuk sekaligus dari satu berkas, beserta evaluasinya bila sudah ada."),
    columns=COLUMNS,
    key=("agency", "number", "year"),
    plan=_plan,
    apply=_apply,
    refusals=(UnableToImportProcedures,),
    back="procedures.index",
    back_name=_l("SOP"),
    examples=EXAMPLES,
    guidance=(
        _l("Isi lembar Data: satu baris untuk setiap SOP."),
        _l("Nomor SOP yang sama pada perangkat daerah yang sama diperbarui."),
        _l("Hasil evaluasi boleh dikosongkan; bila diisi, isi juga tahun dan tanggalnya."),
    ),
    fault_words=SENTENCES,
    texts=frozenset({"number"}),
)
