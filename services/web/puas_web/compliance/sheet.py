"""The import of scores from a sheet: one row for each year and unit, several years at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from puas.db.queries.agency_names import NamedAgency, agencies_by_name
from puas.db.queries.compliance_scores import dimensions_of, list_scores
from puas.db.tables.compliance import ComplianceScore
from puas.domain.agency_details import same_name
from puas.domain.agency_sheet import SheetFault
from puas.domain.compliance_entry import LONGEST, MOST_RANKED, UNKNOWN_AGENCY, ComplianceEntry, entry_faults
from puas.domain.register_import import ImportPlan, RowChange, compare_row, row_fault
from puas.domain.register_sheet import RegisterRow, SheetColumn, read_decimal, read_whole
from puas.domain.regulation.ombudsman import COMPLAINTS, INPUT, OUTPUT, PROCESS, TRUST
from puas.usecases._compliance_scores import UnableToSaveComplianceScore
from puas.usecases.import_compliance_scores import import_compliance_scores
from puas_web.access import current_account_id, current_tenant
from puas_web.compliance.words import ENTRY_FAULTS
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.register_import import RegisterImport

_SCORE = read_decimal(Decimal(0), Decimal(100))
_RANK = read_whole(1, MOST_RANKED)
_DIMENSIONS = (INPUT, PROCESS, OUTPUT, COMPLAINTS, TRUST)

COLUMNS = (
    SheetColumn("year", "Tahun", read=read_whole(1, 9999), required=True, hint=_l("Tahun penilaian, misalnya 2023.")),
    SheetColumn(
        "agency", "Perangkat daerah", also=("unit", "opd"), hint=_l("Nama seperti pada daftar; kosongkan untuk kabupaten/kota seluruhnya.")
    ),
    SheetColumn("score", "Nilai", also=("nilai kepatuhan", "skor"), read=_SCORE, hint=_l("0 sampai 100, misalnya 88,31.")),
    SheetColumn("opinion", "Opini", hint=_l("Seperti diumumkan; wajib sejak 2025.")),
    SheetColumn(INPUT, "Input", read=_SCORE, hint=_l("Dimensi 2022 sampai 2025, bila diumumkan.")),
    SheetColumn(PROCESS, "Proses", read=_SCORE),
    SheetColumn(OUTPUT, "Output", read=_SCORE),
    SheetColumn(COMPLAINTS, "Pengaduan", read=_SCORE),
    SheetColumn(TRUST, "Kepercayaan masyarakat", read=_SCORE, hint=_l("Hanya 2025.")),
    SheetColumn("rank", "Peringkat", read=_RANK, hint=_l("Di provinsi.")),
    SheetColumn("rank_of", "Dari", also=("jumlah dinilai",), read=_RANK, hint=_l("Berapa kabupaten/kota yang dinilai.")),
    SheetColumn("source", "Sumber", hint=_l("Nomor surat, piagam, atau alamat berita.")),
    SheetColumn("note", "Catatan"),
)  # fmt: skip
_BY_FIELD = {each.field: each for each in COLUMNS}
_COMPARED = tuple(each.field for each in COLUMNS if each.field not in ("year", "agency"))

_Key = tuple[int, UUID | None]


class _UnknownAgency(LookupError):
    """A row names an agency the tenant has not."""


def _plan(rows: Sequence[RegisterRow]) -> ImportPlan:
    known, agencies = _known(), _agencies()
    changes: list[RowChange] = []
    faults: list[SheetFault] = []
    for row in rows:
        try:
            entry, before = _entry(row, known, agencies)
        except _UnknownAgency:
            faults.append(row_fault(row, _BY_FIELD["agency"], UNKNOWN_AGENCY))
            continue
        wrong = entry_faults(entry, today_here().year)
        faults += [row_fault(row, _BY_FIELD[name], fault) for name, fault in wrong.items()]
        name = f"{row.texts.get('agency') or current_tenant().name}, {entry.year}"
        changes.append(compare_row(row, name, None if before is None else _plain(before), _COMPARED))
    return ImportPlan(tuple(changes), tuple(faults))


def _apply(rows: Sequence[RegisterRow]) -> int:
    known, agencies = _known(), _agencies()
    pairs = [_entry(row, known, agencies) for row in rows]
    return import_compliance_scores(
        session=db.session(), tenant_id=current_tenant().id, account_id=current_account_id(), now=datetime.now(UTC),
        entries=[entry for entry, before in pairs if _differs(entry, before)],
    )  # fmt: skip


def _known() -> dict[_Key, ComplianceScore]:
    rows = list_scores(db.session(), tenant_id=current_tenant().id)
    return {(each.year, each.agency_id): each for each in rows}


def _agencies() -> Mapping[str, NamedAgency]:
    return agencies_by_name(db.session(), tenant_id=current_tenant().id, with_archived=True)


def _entry(
    row: RegisterRow, known: Mapping[_Key, ComplianceScore], agencies: Mapping[str, NamedAgency]
) -> tuple[ComplianceEntry, ComplianceScore | None]:
    """What the row asks for, and what there is; a blank cell keeps what there is. Raises _UnknownAgency."""
    said = row.values
    agency = agencies.get(same_name(said.get("agency", "")))
    if agency is None and said.get("agency"):
        raise _UnknownAgency(said["agency"])
    agency_id = agency.id if agency else None
    before = known.get((said["year"], agency_id))
    plain: dict[str, Any] = {} if before is None else _plain(before)
    merged = {**plain, **{name: said[name] for name in _COMPARED if name in said}}
    dimensions = {key: merged[key] for key in _DIMENSIONS if merged.get(key) is not None}
    texts = {name: merged.get(name) or "" for name in LONGEST}
    return ComplianceEntry(
        year=said["year"], agency_id=agency_id, score=merged.get("score"), dimensions=dimensions, rank=merged.get("rank"),
        rank_of=merged.get("rank_of"), **texts,
    ), before  # fmt: skip


def _plain(score: ComplianceScore) -> dict[str, Any]:
    told = {"score": score.score, "opinion": score.opinion, "rank": score.rank, "rank_of": score.rank_of, "source": score.source}
    return {**told, "note": score.note, **dimensions_of(score)}


def _differs(entry: ComplianceEntry, before: ComplianceScore | None) -> bool:
    if before is None:
        return True
    wanted = {name: getattr(entry, name) for name in ("score", "opinion", "rank", "rank_of", "source", "note")}
    return {**wanted, **entry.dimensions} != _plain(before)


COMPLIANCE_IMPORT = RegisterImport(
    name="nilai-ombudsman",
    title=_l("Impor nilai Ombudsman"),
    lede=_l("Satu baris untuk setiap tahun dan unit; beberapa tahun sekaligus dalam satu berkas."),
    columns=COLUMNS,
    key=("year", "agency"),
    plan=_plan,
    apply=_apply,
    refusals=(_UnknownAgency, UnableToSaveComplianceScore),
    back="compliance.index",
    back_name=_l("Kepatuhan Ombudsman"),
    examples=(
        ("Contoh: 2021", "", "64,66", "", "", "", "", "", "", "", "", "Surat Ombudsman"),
        ("Contoh: 2023", "Dinas Kesehatan", "90,02", "", "88,00", "92,50", "91,00", "87,20", "", "", "", "Piagam Ombudsman"),
    ),
    guidance=(_l("Tahun 2020 tidak ada penilaian. Zona dan huruf tidak perlu ditulis; keduanya mengikuti tahunnya."),),
    fault_words=ENTRY_FAULTS,
)
