"""Brings agencies and service types in from a sheet, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.integrity import violates
from puas.db.queries.agency_import import known_agencies
from puas.db.queries.public_addresses import agency_addresses, service_addresses
from puas.db.tables.agencies import Agency, ServiceType
from puas.domain.agency_import import ADDED, CHANGED, AgencyChange, ImportPlan, ServiceChange, plan_import
from puas.domain.agency_sheet import AgencySheet, SheetFault
from puas.domain.public_addresses import agency_address, service_address
from puas.usecases.record_audit import record_audit

_Row = dict[str, Any]
_TRIES = 20


class UnableToImportAgencies(Exception):
    """The sheet has `faults`; or there are none, and somebody else added an agency of the same name in this moment."""

    def __init__(self, faults: Sequence[SheetFault] = ()) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


def import_agencies(
    *, session: Session, tenant_id: int, sheet: AgencySheet, account_id: UUID | None, now: datetime
) -> ImportPlan:
    """Add what is new, change what differs, bring back what was archived; returns what was done."""
    if sheet.faults:
        raise UnableToImportAgencies(sheet.faults)
    plan = plan_import(known_agencies(session, tenant_id), sheet.agencies)
    # Of two who take one address in the same moment the second tries the next; more tries than people there never are.
    if not any(_is_applied(session, tenant_id, plan, now) for _ in range(_TRIES)):
        raise UnableToImportAgencies
    # Statements went past the session, so what it remembers of these rows is old.
    session.expire_all()
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=account_id,
        action="import_agencies",
        subject=f"tenant:{tenant_id}",
        now=now,
        detail={
            "agencies_added": plan.count_agencies(ADDED),
            "agencies_changed": plan.count_agencies(CHANGED),
            "services_added": plan.count_services(ADDED),
            "services_changed": plan.count_services(CHANGED),
        },
    )
    return plan


def _is_applied(session: Session, tenant_id: int, plan: ImportPlan, now: datetime) -> bool:
    """False where a public address was taken by somebody else since it was chosen."""
    try:
        with session.begin_nested():
            _apply(session, tenant_id, plan, now)
    except IntegrityError as error:
        if violates(error, "uq_agency_name") or violates(error, "uq_service_type_name"):
            raise UnableToImportAgencies from error
        if not (violates(error, "uq_agency_slug") or violates(error, "uq_service_type_slug")):
            raise
        return False
    return True


def _apply(session: Session, tenant_id: int, plan: ImportPlan, now: datetime) -> None:
    new_agencies: list[_Row] = []
    new_services: list[_Row] = []
    # Services are listed by age; a microsecond each keeps them in the order of the sheet.
    moments = (now + timedelta(microseconds=number) for number in count())
    taken, taken_inside = agency_addresses(session, tenant_id=tenant_id), service_addresses(session, tenant_id=tenant_id)
    for agency in plan.agencies:
        agency_id = agency.id or new_id()
        if agency.id is None:
            taken.add(slug := agency_address(str(agency.values["name"]), str(agency.values.get("short_name", "")), taken))
            new_agencies.append({"tenant_id": tenant_id, "id": agency_id, "created_at": now, "slug": slug, **agency.values})
        _change(session, Agency, tenant_id, agency)
        for service in agency.services:
            if service.id is None:
                inside = taken_inside[agency_id]
                inside.add(slug := service_address(str(service.values["name"]), inside))
                owner = {"tenant_id": tenant_id, "id": new_id(), "agency_id": agency_id, "created_at": next(moments), "slug": slug}
                new_services.append({**owner, **service.values})
            _change(session, ServiceType, tenant_id, service)
    _insert(session, Agency, new_agencies)
    _insert(session, ServiceType, new_services)


def _change(
    session: Session, table: type[Agency] | type[ServiceType], tenant_id: int, change: AgencyChange | ServiceChange
) -> None:
    if change.id is None or change.outcome != CHANGED:
        return
    values: Mapping[str, Any] = {each.field: each.after for each in change.differences} | {"state": "active"}
    session.execute(update(table).where(table.tenant_id == tenant_id, table.id == change.id).values(**values))


def _insert(session: Session, table: type[Agency] | type[ServiceType], rows: Sequence[_Row]) -> None:
    # Rows of one statement have to name the same columns; blanks of the sheet leave some out.
    groups: dict[tuple[str, ...], list[_Row]] = {}
    for row in rows:
        groups.setdefault(tuple(sorted(row)), []).append(row)
    for group in groups.values():
        session.execute(insert(table), group)
