"""The import of counters from a sheet: one row per counter; a counter that is there already stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l

from puas.db.queries.agency_names import agencies_by_name, services_by_name
from puas.db.queries.malls import counters_of, list_malls, members_of
from puas.domain.agency_details import same_name
from puas.domain.agency_sheet import SheetFault
from puas.domain.mall_details import KIOSK, STICKER
from puas.domain.register_import import ADDED, UNCHANGED, ImportPlan, RowChange, row_fault
from puas.domain.register_sheet import RegisterRow, SheetColumn, read_choice
from puas.usecases.add_mall_counters import UnableToAddMallCounters, add_mall_counters
from puas.usecases.create_collection_points import NewPoint
from puas_web.access import current_account_id, current_tenant
from puas_web.database import db
from puas_web.register_import import RegisterImport

_KINDS = {"stiker": STICKER, "kios": KIOSK, "tablet": KIOSK}

MALL = SheetColumn("mall", "Mal", ("mpp", "nama mal"), required=True, hint="Nama mal seperti di daftar.")
AGENCY = SheetColumn("agency", "Perangkat daerah", ("instansi", "opd"), required=True, hint="Yang sudah menjadi anggota mal itu.")
PLACE = SheetColumn("place", "Gerai", ("nama gerai", "nomor gerai", "loket"), required=True, hint="Misalnya Gerai 4.")
SERVICE = SheetColumn("service", "Layanan", ("jenis layanan",), hint="Kosong bila warga yang memilihnya di formulir.")
KIND = SheetColumn(
    "kind", "Cara menjawab", ("jenis",), read=read_choice(_KINDS), hint="Kosong berarti stiker.", choices=("stiker", "kios")
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A counter of the sheet that is not there yet."""

    mall_id: UUID
    agency_id: UUID
    point: NewPoint


@dataclass(frozen=True, slots=True)
class _Read:
    plan: ImportPlan
    wanted: tuple[_Wanted, ...]


def plan(rows: Sequence[RegisterRow]) -> ImportPlan:
    """What the sheet would do, by what is known now."""
    return _read(rows).plan


def apply(rows: Sequence[RegisterRow]) -> int:
    """Open the counters, agency by agency."""
    groups: dict[tuple[UUID, UUID], list[NewPoint]] = {}
    for each in _read(rows).wanted:
        groups.setdefault((each.mall_id, each.agency_id), []).append(each.point)
    for (mall_id, agency_id), points in groups.items():
        add_mall_counters(
            session=db.session(), tenant_id=current_tenant().id, mall_id=mall_id, agency_id=agency_id, counters=points,
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    return sum(map(len, groups.values()))


def _read(rows: Sequence[RegisterRow]) -> _Read:
    here, session = current_tenant(), db.session()
    malls = {same_name(each.name): each for each in list_malls(session, tenant_id=here.id)}
    agencies = agencies_by_name(session, tenant_id=here.id, agency_ids=here.agency_ids)
    services = services_by_name(session, tenant_id=here.id)
    members: dict[UUID, set[UUID]] = {}
    known: dict[tuple[UUID, UUID, str], UUID | None] = {}
    # A regency has one mall or two; only those the sheet names are read.
    for name in {same_name(row.values["mall"]) for row in rows} & malls.keys():
        mall_id = malls[name].id
        members[mall_id] = {each.agency_id for each in members_of(session, tenant_id=here.id, mall_id=mall_id)}
        for each in counters_of(session, tenant_id=here.id, mall_id=mall_id):
            known[mall_id, each.agency_id, same_name(each.place)] = each.service_type_id
    changes, faults, wanted = [], list[SheetFault](), []
    for row in rows:
        mall, agency = malls.get(same_name(row.values["mall"])), agencies.get(same_name(row.values["agency"]))
        if mall is None or mall.state != "active":
            faults.append(row_fault(row, MALL, "unknown-mall" if mall is None else "mall-closed"))
            continue
        if agency is None or agency.id not in members[mall.id]:
            faults.append(row_fault(row, AGENCY, "not-a-member"))
            continue
        service = services.get((agency.id, same_name(row.values.get("service", ""))))
        if "service" in row.values and service is None:
            faults.append(row_fault(row, SERVICE, "unknown-service"))
            continue
        key = (mall.id, agency.id, same_name(row.values["place"]))
        if key in known and "service" in row.values and known[key] != service:
            faults.append(row_fault(row, SERVICE, "other-service"))
            continue
        changes.append(RowChange(row.number, f"{row.values['place']}, {agency.name}", UNCHANGED if key in known else ADDED))
        if key not in known:
            wanted.append(_Wanted(mall.id, agency.id, NewPoint(row.values.get("kind", STICKER), row.values["place"], service)))
    return _Read(ImportPlan(tuple(changes), tuple(faults)), tuple(wanted))


COUNTER_IMPORT = RegisterImport(
    name="gerai-mpp",
    title=_l("Impor gerai"),
    lede=_l("Satu baris untuk setiap gerai. Gerai yang sudah ada tidak dibuat dua kali."),
    columns=(MALL, AGENCY, PLACE, SERVICE, KIND),
    key=("mall", "agency", "place"),
    plan=plan,
    apply=apply,
    refusals=(UnableToAddMallCounters,),
    back="malls.index",
    back_name=_l("Mal pelayanan publik"),
    examples=(("Contoh: Mal Pelayanan Publik", "Dinas Kependudukan dan Pencatatan Sipil", "Gerai 1", "KTP elektronik", "stiker"),),
    fault_words={
        "unknown-mall": _l("Mal ini tidak ada. Tulis namanya seperti di daftar."),
        "mall-closed": _l("Mal ini sudah ditutup."),
        "not-a-member": _l("Perangkat daerah ini tidak melayani di mal tersebut, atau bukan perangkat daerah Anda."),
        "unknown-service": _l("Layanan ini tidak ada pada perangkat daerah tersebut, atau sudah diarsipkan."),
        "other-service": _l("Gerai ini sudah ada untuk layanan lain. Hentikan dahulu kode yang lama."),
    },
)
