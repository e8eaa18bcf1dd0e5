"""The import of innovations from a sheet: one row per innovation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from puas.db.queries.agency_names import NamedAgency, agencies_by_name
from puas.db.queries.innovations import known_innovations
from puas.domain.agency_details import Unreadable, same_name, tidy
from puas.domain.innovation_proposal import EARLIEST_START, LONGEST_TITLE, link_fault
from puas.domain.register_import import Difference, ImportPlan, RowChange, compare_row, row_fault
from puas.domain.register_sheet import RegisterRow, SheetColumn, read_choice, read_day
from puas.domain.regulation.innovation_registry import LATEST
from puas.domain.regulation.performance_registry import indicator_name
from puas.domain.regulation.registry import edition
from puas.runtime import clock
from puas.usecases.import_innovations import FIELDS, UnableToImportInnovations, import_innovations
from puas_web.access import current_account_id, current_tenant
from puas_web.database import db
from puas_web.innovations.words import SAVE_FAULTS, WHOLE_FAULTS
from puas_web.local_day import today_here
from puas_web.register_import import RegisterImport

_GROUPS = {name.lower(): slug for slug, name in LATEST.groups.items()}
_UNSUR = {unsur.name.lower(): unsur.slug for unsur in edition().unsur}


def _title(text: str) -> str:
    if len(tidy(text)) > LONGEST_TITLE:
        raise Unreadable("too-long")
    return tidy(text)


def _link(text: str) -> str:
    if fault := link_fault(text.strip()):
        raise Unreadable(fault)
    return text.strip()


def _indicator(text: str) -> str:
    code = tidy(text)
    if not indicator_name(code):
        raise Unreadable("unknown-indicator")
    return code


AGENCY = SheetColumn("agency", "Nama perangkat daerah", ("perangkat daerah", "opd"), required=True, hint="Nama seperti di daftar.")
TITLE = SheetColumn("title", "Judul inovasi", ("judul", "nama inovasi"), _title, required=True)
STARTED = SheetColumn(
    "started_on", "Mulai diterapkan", ("tanggal mulai", "tanggal penerapan"), read_day, hint="Misalnya 15/01/2024."
)
COLUMNS = (
    AGENCY,
    TITLE,
    SheetColumn("group", "Kelompok", (), read_choice(_GROUPS), choices=tuple(LATEST.groups.values())),
    STARTED,
    SheetColumn("decree", "Dasar penetapan", ("keputusan", "nomor keputusan")),
    SheetColumn("video_url", "Tautan video", ("video", "link video"), _link),
    SheetColumn("unsur", "Unsur yang diperbaiki", ("unsur",), read_choice(_UNSUR), choices=tuple(each.name for each in edition().unsur)),
    SheetColumn(
        "indicator", "Indikator kinerja", ("indikator",), _indicator, hint="Kode indikator F-02, misalnya A.29 atau 1.c.B."
    ),
)


def _plan(rows: Sequence[RegisterRow]) -> ImportPlan:
    agencies, known = _agencies(), known_innovations(db.session(), tenant_id=current_tenant().id)
    changes, faults = list[RowChange](), []
    for row in rows:
        agency = agencies.get(same_name(row.values["agency"]))
        started = row.values.get("started_on")
        if agency is None:
            faults.append(row_fault(row, AGENCY, "unknown-agency"))
            continue
        if started is not None and not EARLIEST_START <= started <= today_here():
            faults.append(row_fault(row, STARTED, "in-the-future" if started > today_here() else "too-early"))
            continue
        innovation = known.get((agency.id, row.values["title"].casefold()))
        if innovation is not None and innovation.stage:
            faults.append(row_fault(row, TITLE, "handed-in"))
            continue
        stored = None if innovation is None else {
            "group": innovation.group_name, **{field: getattr(innovation, field) for field in FIELDS if field not in ("title", "group")},
        }  # fmt: skip
        changes.append(_in_words(compare_row(row, row.values["title"], stored, FIELDS[1:])))
    return ImportPlan(tuple(changes), tuple(faults))


def _in_words(change: RowChange) -> RowChange:
    names: dict[str, Any] = {**LATEST.groups, **{each.slug: each.name for each in edition().unsur}}
    told = [Difference(each.field, names.get(each.before, each.before), names.get(each.after, each.after)) for each in change.differences]
    return RowChange(change.row, change.name, change.outcome, tuple(told))


def _apply(rows: Sequence[RegisterRow]) -> int:
    agencies = _agencies()
    return import_innovations(
        session=db.session(), tenant_id=current_tenant().id, account_id=current_account_id(), now=clock.now(),
        rows=[(agencies[same_name(row.values["agency"])].id, dict(row.values)) for row in rows],
    )  # fmt: skip


def _agencies() -> Mapping[str, NamedAgency]:
    return agencies_by_name(db.session(), tenant_id=current_tenant().id, agency_ids=current_tenant().agency_ids)


INNOVATION_IMPORT = RegisterImport(
    name="inovasi",
    title=_l("Impor inovasi"),
    lede=_l("Satu baris untuk setiap inovasi. Anda melihat pratinjau dahulu; belum ada yang disimpan."),
    columns=COLUMNS,
    key=("agency", "title"),
    plan=_plan,
    apply=_apply,
    refusals=(UnableToImportInnovations,),
    back="innovations.index",
    back_name=_l("Inovasi"),
    examples=(
        ("Contoh: Dinas Kesehatan", "Antrean dari Rumah", "Umum", "15/01/2024", "Keputusan 188/12/2024", "", "Waktu Penyelesaian"),
    ),
    guidance=(_l("Isi satu baris untuk setiap inovasi. Proposalnya ditulis di Puas."),),
    fault_words={
        **SAVE_FAULTS, "handed-in": WHOLE_FAULTS["handed-in"], "unknown-agency": _l("Perangkat daerah ini tidak ada di daftar Anda."),
        "unknown-indicator": _l("Tidak ada indikator dengan kode ini."),
    },
)
