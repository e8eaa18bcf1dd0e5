"""The import of the minimum services from a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l

from puas.db.queries.agency_names import NamedAgency, agencies_by_name
from puas.db.queries.minimum_services import known_minimum_services
from puas.db.queries.told_agencies import ToldAgency
from puas.domain.agency_details import same_name
from puas.domain.agency_sheet import SheetFault
from puas.domain.minimum_services import FIELDS, FIRST_YEAR, LEAST, MOST, entry_fault
from puas.domain.register_import import ImportPlan, compare_row, row_fault
from puas.domain.register_merger import is_year_of
from puas.domain.register_sheet import RegisterRow, SheetColumn, read_choice, read_decimal, read_whole
from puas.usecases.import_minimum_services import MinimumServiceEntry, UnableToImportMinimumServices, import_minimum_services
from puas_web.access import current_account_id, current_tenant
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.minimum_services.words import SENTENCES
from puas_web.register_choice import merged_agencies
from puas_web.register_import import RegisterImport

COLUMNS = (
    SheetColumn("agency", "Perangkat daerah", ("opd", "nama perangkat daerah", "pengampu"), required=True),
    SheetColumn("year", "Tahun", (), read=read_whole(FIRST_YEAR, 2100), required=True),
    SheetColumn(
        "field", "Bidang", ("bidang spm",), read=read_choice({name.lower(): slug for slug, name in FIELDS.items()}), required=True,
        choices=tuple(FIELDS.values()),
    ),
    SheetColumn("reached", "Capaian", ("persen", "capaian persen"), read=read_decimal(LEAST, MOST), hint="Persen, misalnya 95,25."),
    SheetColumn("note", "Catatan", ()),
)  # fmt: skip
_BY_FIELD = {column.field: column for column in COLUMNS}
Found = list[tuple[RegisterRow, NamedAgency | ToldAgency, MinimumServiceEntry]]


def _read(rows: Sequence[RegisterRow]) -> tuple[Found, list[SheetFault]]:
    here, session = current_tenant(), db.session()
    mine = agencies_by_name(session, tenant_id=here.id, agency_ids=here.agency_ids)
    merged = {same_name(each.name): each for each in merged_agencies()}
    found: Found = []
    faults = []
    for row in rows:
        name = same_name(row.values["agency"])
        agency = mine.get(name) or merged.get(name)
        if agency is None:
            faults.append(row_fault(row, _BY_FIELD["agency"], "unknown-agency"))
            continue
        entry = MinimumServiceEntry(
            row.values["year"], row.values["field"], agency.id, row.values.get("reached"), row.values.get("note")
        )  # fmt: skip
        wrong = entry_fault(entry.field, entry.year, entry.reached, entry.note or "", today_here().year)
        if wrong is None and isinstance(agency, ToldAgency) and not is_year_of(agency.merged_on, entry.year):
            wrong = ("agency", "merged-by-then")
        if wrong is not None:
            faults.append(row_fault(row, _BY_FIELD[wrong[0]], wrong[1]))
            continue
        found.append((row, agency, entry))
    return found, faults


def _plan(rows: Sequence[RegisterRow]) -> ImportPlan:
    found, faults = _read(rows)
    known = known_minimum_services(db.session(), tenant_id=current_tenant().id)
    changes = []
    for row, agency, entry in found:
        there = known.get((entry.year, entry.field, agency.id))
        before = None if there is None else {"reached": there.reached, "note": there.note}
        changes.append(compare_row(row, f"{FIELDS[entry.field]} {entry.year}, {agency.name}", before, ("reached", "note")))
    return ImportPlan(tuple(changes), tuple(faults))


def _apply(rows: Sequence[RegisterRow]) -> int:
    return import_minimum_services(
        session=db.session(), tenant_id=current_tenant().id, entries=[entry for _row, _agency, entry in _read(rows)[0]],
        account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip


MINIMUM_SERVICE_IMPORT = RegisterImport(
    name="spm",
    title=_l("Impor SPM"),
    lede=_l("Pengampu dan capaian semua bidang, dari satu berkas."),
    columns=COLUMNS,
    key=("year", "field", "agency"),
    plan=_plan,
    apply=_apply,
    refusals=(UnableToImportMinimumServices,),
    back="minimum_services.index",
    back_name=_l("SPM"),
    examples=(
        ("Contoh: Dinas Kesehatan", "2025", "Kesehatan", "95,25", ""), ("Contoh: Dinas Sosial", "2025", "Sosial", "", "belum dilaporkan"),
    ),
    guidance=(
        _l("Isi lembar Data: satu baris untuk setiap tahun, bidang, dan perangkat daerah."),
        _l("Satu bidang boleh diampu beberapa perangkat daerah."),
    ),
    fault_words=SENTENCES,
)  # fmt: skip
