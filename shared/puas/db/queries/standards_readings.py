"""What the register of standards says of every agency and of the regency, year by year; only what is or was in force counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, cast, func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import ACTIVE
from puas.db.queries.service_standards import has_all_components, is_shown
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Tenant
from puas.db.tables.standards import ServicePledge, ServiceStandard
from puas.domain.service_standards import DRAFT
from puas.domain.yardsticks import AGENCY, NO_UNIT, REGENCY, STANDARDS, Reading, share

MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class _Span:
    """A standard or pledge of an agency, from the day it came into force to the day it was replaced (None: still in force)."""

    agency_id: UUID
    since: date
    until: date | None
    is_complete: bool = False
    is_shown: bool = False
    is_overdue: bool = False

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until > day)


@dataclass(frozen=True, slots=True)
class _Office:
    id: UUID
    name: str
    kind: str
    services: int


def read_standards(session: Session, *, tenant_id: int, today: date) -> list[Reading]:
    """Of each year what was in force on its last day (of this year: today), measured against the services offered today.

    Agencies of other owners are left out: their standards are not the regency's. Where a standard hung and whether its review
    was late on a day of the past is not known, so those counts are told of this year only.
    """
    tenant = session.execute(select(Tenant.name, Tenant.time_zone).where(Tenant.id == tenant_id)).one()
    offices = _offices(session, tenant_id)
    mine = {each.id for each in offices}
    standards = [each for each in _standards(session, tenant_id, tenant.time_zone, today) if each.agency_id in mine]
    pledges = [each for each in _pledges(session, tenant_id, tenant.time_zone) if each.agency_id in mine]
    if not standards and not pledges:
        return []
    first = max(min(each.since.year for each in (*standards, *pledges)), today.year - MOST_YEARS + 1)
    readings = []
    for year in range(first, today.year + 1):
        day = min(date(year, 12, 31), today)
        held = [each for each in standards if each.holds_on(day)]
        promised = [each for each in pledges if each.holds_on(day)]
        whole = _reading(year, today, _Office(NO_UNIT, tenant.name, "", sum(each.services for each in offices)), held, promised)
        readings.append(whole)
        for office in offices:
            own = [each for each in held if each.agency_id == office.id]
            readings.append(_reading(year, today, office, own, [each for each in promised if each.agency_id == office.id]))
    return readings


def _reading(year: int, today: date, office: _Office, held: list[_Span], promised: Iterable[_Span]) -> Reading:
    complete = sum(each.is_complete for each in held)
    counts = {"services": office.services, "complete": min(complete, office.services), "pledges": len(list(promised))}
    if year == today.year:
        counts |= {"shown": sum(each.is_shown for each in held), "overdue": sum(each.is_overdue for each in held)}
    level = REGENCY if office.id == NO_UNIT else AGENCY
    return Reading(
        STANDARDS, year, level, office.id, office.name, office.kind, value=share(counts["complete"], office.services),
        label=f"{counts['complete']} dari {office.services} layanan", counts=counts,
    )  # fmt: skip


def _offices(session: Session, tenant_id: int) -> list[_Office]:
    services = and_(
        ServiceType.tenant_id == Agency.tenant_id, ServiceType.agency_id == Agency.id, ServiceType.state == ACTIVE
    )  # fmt: skip
    statement = (
        select(Agency.id, Agency.name, Agency.kind, func.count(ServiceType.id))
        .outerjoin(ServiceType, services)
        .where(Agency.tenant_id == tenant_id, Agency.state == ACTIVE, Agency.owner == "")
        .group_by(Agency.id, Agency.name, Agency.kind)
        .order_by(func.lower(Agency.name), Agency.id)
    )
    return [_Office(*row) for row in session.execute(statement)]


def _standards(session: Session, tenant_id: int, time_zone: str, today: date) -> list[_Span]:
    """Of services that are still offered."""
    since, until = (_day(column, time_zone) for column in (ServiceStandard.in_force_since, ServiceStandard.replaced_at))
    statement = (
        select(
            ServiceType.agency_id, since, until, has_all_components(), is_shown(),
            func.coalesce(ServiceStandard.review_due_on < today, False),
        )
        .join(
            ServiceType,
            and_(ServiceType.tenant_id == ServiceStandard.tenant_id, ServiceType.id == ServiceStandard.service_type_id),
        )
        .where(
            ServiceStandard.tenant_id == tenant_id, ServiceStandard.state != DRAFT, ServiceStandard.in_force_since.is_not(None),
            ServiceType.state == ACTIVE,
        )
    )  # fmt: skip
    return [_Span(*row) for row in session.execute(statement)]


def _pledges(session: Session, tenant_id: int, time_zone: str) -> list[_Span]:
    """In force from the day it bears: an old one is often recorded later."""
    until = _day(ServicePledge.replaced_at, time_zone)
    statement = select(ServicePledge.agency_id, ServicePledge.dated_on, until).where(ServicePledge.tenant_id == tenant_id)
    return [_Span(*row) for row in session.execute(statement)]


def _day(moment: Any, time_zone: str) -> ColumnElement[date]:
    return cast(func.timezone(time_zone, moment), Date)
