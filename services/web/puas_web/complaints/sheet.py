"""The import of counts of complaints from a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l

from puas.db.queries.agency_names import NamedAgency, agencies_by_name
from puas.db.queries.complaint_counts import known_complaint_counts
from puas.db.queries.told_agencies import ToldAgency
from puas.domain.agency_details import same_name
from puas.domain.agency_sheet import SheetFault
from puas.domain.complaint_counts import CHANNELS, FIRST_YEAR, MOST, ChannelCount, count_fault, quarter_fault, quarter_of
from puas.domain.register_import import ImportPlan, compare_row, row_fault
from puas.domain.register_merger import is_quarter_of
from puas.domain.register_sheet import RegisterRow, SheetColumn, read_choice, read_whole
from puas.usecases.import_complaint_counts import UnableToImportComplaintCounts, import_complaint_counts
from puas_web.access import current_account_id, current_tenant
from puas_web.complaints.words import SENTENCES
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.register_choice import merged_agencies
from puas_web.register_import import RegisterImport

_NUMBER = read_whole(0, MOST)
COLUMNS = (
    SheetColumn("agency", "Perangkat daerah", ("opd", "nama perangkat daerah"), required=True),
    SheetColumn("year", "Tahun", (), read=read_whole(FIRST_YEAR, 2100), required=True),
    SheetColumn("quarter", "Triwulan", ("tw",), read=read_whole(1, 4), required=True, choices=("1", "2", "3", "4")),
    SheetColumn(
        "channel", "Saluran", ("kanal",), read=read_choice({name.lower(): slug for slug, name in CHANNELS.items()}), required=True,
        choices=tuple(CHANNELS.values()),
    ),
    SheetColumn("received", "Diterima", ("masuk", "jumlah pengaduan"), read=_NUMBER, required=True),
    SheetColumn("settled", "Diselesaikan", ("selesai",), read=_NUMBER, required=True),
    SheetColumn("in_time", "Tepat waktu", ("selesai tepat waktu",), read=_NUMBER, required=True, hint="Dari yang diselesaikan."),
)  # fmt: skip
_BY_FIELD = {column.field: column for column in COLUMNS}
_NUMBERS = ("received", "settled", "in_time")
Found = list[tuple[RegisterRow, NamedAgency | ToldAgency, tuple[UUID, int, int, str], ChannelCount]]


def _read(rows: Sequence[RegisterRow]) -> tuple[Found, list[SheetFault]]:
    here, today = current_tenant(), today_here()
    mine = agencies_by_name(db.session(), tenant_id=here.id, agency_ids=here.agency_ids)
    merged = {same_name(each.name): each for each in merged_agencies()}
    found: Found = []
    faults = []
    for row in rows:
        name = same_name(row.values["agency"])
        agency = mine.get(name) or merged.get(name)
        if agency is None:
            faults.append(row_fault(row, _BY_FIELD["agency"], "unknown-agency"))
            continue
        year, quarter = row.values["year"], row.values["quarter"]
        count = ChannelCount(*(row.values[name] for name in _NUMBERS))
        wrong = count_fault(count)
        if reason := quarter_fault(year, quarter, today.year, quarter_of(today.month)):
            wrong = ("quarter", reason)
        elif isinstance(agency, ToldAgency) and not is_quarter_of(agency.merged_on, year, quarter):
            wrong = ("agency", "merged-by-then")
        if wrong is not None:
            faults.append(row_fault(row, _BY_FIELD[wrong[0]], wrong[1]))
            continue
        found.append((row, agency, (agency.id, year, quarter, row.values["channel"]), count))
    return found, faults


def _plan(rows: Sequence[RegisterRow]) -> ImportPlan:
    found, faults = _read(rows)
    known = known_complaint_counts(db.session(), tenant_id=current_tenant().id)
    changes = []
    for row, agency, key, _count in found:
        there = known.get(key)
        before = None if there is None else {name: getattr(there, name) for name in _NUMBERS}
        name = f"{agency.name}, triwulan {key[2]} {key[1]}, {CHANNELS[key[3]]}"
        changes.append(compare_row(row, name, before, _NUMBERS))
    return ImportPlan(tuple(changes), tuple(faults))


def _apply(rows: Sequence[RegisterRow]) -> int:
    return import_complaint_counts(
        session=db.session(), tenant_id=current_tenant().id, counts={key: count for _row, _agency, key, count in _read(rows)[0]},
        account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip


COMPLAINT_IMPORT = RegisterImport(
    name="pengaduan",
    title=_l("Impor jumlah pengaduan"),
    lede=_l("Jumlah pengaduan semua perangkat daerah dan triwulan, dari satu berkas. Tanpa nama pengadu dan isi pengaduan."),
    columns=COLUMNS,
    key=("agency", "year", "quarter", "channel"),
    plan=_plan,
    apply=_apply,
    refusals=(UnableToImportComplaintCounts,),
    back="complaints.index",
    back_name=_l("Pengaduan"),
    examples=(("Contoh: Dinas Kesehatan", "2026", "3", "SP4N-LAPOR!", "12", "10", "9"),),
    guidance=(
        _l("Isi lembar Data: satu baris untuk setiap perangkat daerah, triwulan, dan saluran."),
        _l("Pengaduan dihitung pada triwulan diterimanya, kapan pun selesainya."),
    ),
    fault_words=SENTENCES,
)
