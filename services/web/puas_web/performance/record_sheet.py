"""Recording indices that are known from outside from a sheet: a unit, a year and a rule per row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from flask_babel import lazy_gettext as _l

from puas.db.queries.agency_names import NamedAgency, agencies_by_name
from puas.db.queries.performance_assessments import indices_on_record
from puas.domain.agency_details import same_name
from puas.domain.agency_sheet import SheetFault
from puas.domain.register_import import ADDED, UNCHANGED, ImportPlan, RowChange, row_fault
from puas.domain.register_sheet import RegisterRow, SheetColumn, read_choice, read_decimal, read_whole
from puas.domain.regulation.performance_edition import HIGHEST_SCORE, LOWEST_SCORE
from puas.domain.regulation.performance_registry import PerformanceRule, all_performance_editions, performance_edition
from puas.usecases.import_performance import RecordedIndex, import_performance
from puas.usecases.record_performance import LONGEST_SOURCE, UnableToRecordPerformance
from puas_web.access import current_account_id, current_tenant
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.performance_words import REFUSALS
from puas_web.register_import import RegisterImport

RULES = {
    f"{rule.name.removeprefix('PermenPANRB ')} {form.id}".strip(): f"{rule.id}:{form.id}"
    for rule in all_performance_editions()
    for form in rule.forms
}
"""As people write a rule and its form: `29/2022 A`, `17/2017`."""

AGENCY = SheetColumn("agency", "Perangkat daerah", ("opd", "nama perangkat daerah", "unit"), required=True)
YEAR = SheetColumn("year", "Tahun", ("tahun penilaian",), read=read_whole(2000, 2100), required=True)
RULE = SheetColumn(
    "rule", "Aturan", (), read=read_choice({name.lower(): key for name, key in RULES.items()}), required=True, choices=tuple(RULES)
)
INDEX = SheetColumn(
    "index", "Indeks", ("ipp", "indeks (ipp)", "nilai"), read=read_decimal(Decimal(LOWEST_SCORE), Decimal(HIGHEST_SCORE)), required=True,
    hint="Dari 0 sampai 5, misalnya 4,53.",
)  # fmt: skip
SOURCE = SheetColumn("source", "Sumber", ("keterangan",), required=True, hint="Misalnya nomor surat Kementerian PANRB.")
COLUMNS = (AGENCY, YEAR, RULE, INDEX, SOURCE)

Found = list[tuple[RegisterRow, NamedAgency, RecordedIndex]]


def _plan(rows: Sequence[RegisterRow]) -> ImportPlan:
    found, faults = _read(rows)
    known = indices_on_record(db.session(), tenant_id=current_tenant().id)
    changes = []
    for row, agency, entry in found:
        there = known.get((entry.agency_id, entry.year, entry.rule.edition_id, entry.rule.form))
        if there is not None and there.index != entry.index:
            # What was assessed, or stands on record otherwise, is not written over by a sheet.
            faults.append(row_fault(row, INDEX, "exists"))
            continue
        changes.append(RowChange(row.number, f"{agency.name} {entry.year}, {row.texts['rule']}", ADDED if there is None else UNCHANGED))
    return ImportPlan(tuple(changes), tuple(faults))


def _read(rows: Sequence[RegisterRow]) -> tuple[Found, list[SheetFault]]:
    agencies = agencies_by_name(db.session(), tenant_id=current_tenant().id, agency_ids=current_tenant().agency_ids)
    found: Found = []
    faults: list[SheetFault] = []
    for row in rows:
        edition_id, _colon, form = row.values["rule"].partition(":")
        agency, year = agencies.get(same_name(row.values["agency"])), row.values["year"]
        wrong = []
        if agency is None:
            wrong.append(row_fault(row, AGENCY, "unknown-agency"))
        if not performance_edition(edition_id).year <= year <= today_here().year:
            wrong.append(row_fault(row, YEAR, "impossible-year"))
        if len(row.values["source"]) > LONGEST_SOURCE:
            wrong.append(row_fault(row, SOURCE, "too-long"))
        if agency is not None and not wrong:
            index = row.values["index"].quantize(Decimal("0.01"))
            found.append((row, agency, RecordedIndex(agency.id, year, PerformanceRule(edition_id, form), index, row.values["source"])))
        faults += wrong
    return found, faults


def _apply(rows: Sequence[RegisterRow]) -> int:
    new = {change.row for change in _plan(rows).changes if change.outcome == ADDED}
    return import_performance(
        session=db.session(), tenant_id=current_tenant().id, account_id=current_account_id(), now=datetime.now(UTC),
        entries=[entry for row, _agency, entry in _read(rows)[0] if row.number in new],
    )  # fmt: skip


RECORD_IMPORT = RegisterImport(
    name="indeks-kinerja",
    title=_l("Catat indeks dari luar"),
    lede=_l("Untuk indeks yang hanya diketahui dari surat, laporan, atau berita. Sumbernya selalu tampil di sampingnya."),
    columns=COLUMNS,
    key=("agency", "year", "rule"),
    plan=_plan,
    apply=_apply,
    refusals=(UnableToRecordPerformance,),
    back="performance.index",
    back_name=_l("Kinerja unit pelayanan"),
    examples=(("Contoh: Dinas Kesehatan", "2025", "29/2022 A", "4,53", "Surat Kementerian PANRB nomor 12/2026"),),
    fault_words={reason: REFUSALS[reason] for reason in ("unknown-agency", "impossible-year", "exists", "too-long")},
)
