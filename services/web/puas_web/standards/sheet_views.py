"""The import of standards from a sheet: one row per service, one column per component; it fills drafts and decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from puas.db.queries.service_standards import ServiceLine, all_service_lines
from puas.domain.agency_details import Unreadable, same_name
from puas.domain.register_import import ImportPlan, RowChange, compare_row, row_fault
from puas.domain.register_sheet import RegisterRow, SheetColumn
from puas.domain.service_standards import COMPONENTS, LONGEST_COMPONENT, tidied
from puas.usecases.import_standards import StandardRow, UnableToImportStandards, import_standards
from puas_web.access import current_account_id, current_tenant
from puas_web.database import db
from puas_web.register_import import ImportOvertaken, RegisterImport, import_routes

blueprint = Blueprint("standard_sheets", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/mutu/standar/impor"
_FIELDS = [each.slug for each in COMPONENTS]


def _component_text(text: str) -> str:
    """The words of a cell; a line break in it is one in the standard."""
    if len(text) > LONGEST_COMPONENT:
        raise Unreadable("component-too-long")
    return tidied(text)


_AGENCY = SheetColumn("agency", "Perangkat daerah", ("opd", "unit kerja"), required=True, hint="Nama seperti di Puas.")
_SERVICE = SheetColumn("service", "Layanan", ("jenis layanan", "nama layanan"), required=True, hint="Nama seperti di Puas.")
_COLUMNS = (_AGENCY, _SERVICE, *(SheetColumn(each.slug, each.name, read=_component_text, hint=each.hint) for each in COMPONENTS))


def plan_standards(rows: Sequence[RegisterRow]) -> ImportPlan:
    """Every row held against the draft of its service, or what is in force where there is none."""
    known = _known_services()
    changes: list[RowChange] = []
    faults = []
    for row in rows:
        line = known.get(_key(row))
        if line is None:
            faults.append(row_fault(row, _SERVICE, "unknown-service"))
        elif not line.is_active:
            faults.append(row_fault(row, _SERVICE, "archived-service"))
        else:
            source = line.draft or line.in_force
            changes.append(compare_row(row, line.service.name, dict(source.components) if source else None, _FIELDS))
    return ImportPlan(tuple(changes), tuple(faults))


def apply_standards(rows: Sequence[RegisterRow]) -> int:
    """Write the drafts."""
    known = _known_services()
    planned = []
    for row in rows:
        line = known.get(_key(row))
        if line is None:
            raise ImportOvertaken
        planned.append(StandardRow(line.service.id, {each: row.values[each] for each in _FIELDS if each in row.values}))
    return import_standards(
        session=db.session(), tenant_id=current_tenant().id, rows=planned, account_id=current_account_id(), now=datetime.now(UTC)
    )


STANDARD_IMPORT = RegisterImport(
    name="standar-pelayanan",
    title=_l("Impor standar pelayanan"),
    lede=_l("Satu baris untuk satu layanan, satu kolom untuk satu komponen. Yang diimpor menjadi rancangan; penetapannya tetap di Puas."),
    columns=_COLUMNS,
    key=("agency", "service"),
    plan=plan_standards,
    apply=apply_standards,
    refusals=(UnableToImportStandards,),
    back="standards.index",
    back_name=_l("Standar pelayanan"),
    examples=(("Contoh: Dinas Kependudukan", "Kartu Keluarga", *(each.example for each in COMPONENTS)),),
    guidance=(_l("Nama perangkat daerah dan layanan harus sama dengan yang terdaftar di Puas."),),
    fault_words={
        "unknown-service": _l("Layanan ini tidak ditemukan di perangkat daerah itu. Tulis namanya seperti di Puas."),
        "archived-service": _l("Layanan ini sudah diarsipkan, jadi standarnya tidak dapat diubah."),
        "component-too-long": _l("Tulisan ini terlalu panjang. Paling banyak 4.000 karakter."),
    },
)


import_routes(blueprint, ROOM, STANDARD_IMPORT)


def _known_services() -> Mapping[tuple[str, str], ServiceLine]:
    """Services of the agencies the person may see, by the folded names of agency and service; an agency also by its short name."""
    here = current_tenant()
    lines = all_service_lines(db.session(), tenant_id=here.id, agency_ids=here.agency_ids)
    names = {(same_name(name), same_name(line.service.name)): line for line in lines for name in (line.agency.short_name,) if name}
    return names | {(same_name(line.agency.name), same_name(line.service.name)): line for line in lines}


def _key(row: RegisterRow) -> tuple[str, str]:
    return same_name(row.values["agency"]), same_name(row.values["service"])
