"""What the code at the exit of a mal pelayanan publik leads to: the place, and its counters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.malls import ServiceMall
from puas.db.tables.places import Tenant, TenantProfile
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas_web.responding.queries import office_of


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter as citizens know it. Where no survey is open at its agency it cannot be answered about today."""

    code: str
    place: str
    service: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class CounterGroup:
    """An agency with its counters here."""

    agency: str
    counters: tuple[Counter, ...]

    def matching(self, words: str) -> CounterGroup:
        """Those whose agency, service or name holds the words."""
        if words in self.agency.casefold():
            return self
        return CounterGroup(self.agency, tuple(each for each in self.counters if words in f"{each.place} {each.service}".casefold()))


@dataclass(frozen=True, slots=True)
class Exit:
    """A mall with everything the page at its exit shows; the names are those the frame of public forms knows."""

    code: str
    tenant_id: int
    tenant_slug: str
    tenant_name: str
    government_name: str
    time_zone: str
    is_sample: bool
    tenant_state: str
    is_shown_to_public: bool
    accent: str
    emblem_key: str | None
    # The mall's: it stands where the agency's name stands on a form.
    agency_name: str
    agency_slug: str
    is_closed: bool
    groups: tuple[CounterGroup, ...]

    def found(self, words: str) -> tuple[CounterGroup, ...]:
        """The counters that match what somebody typed; all of them for nothing."""
        wanted = " ".join(words.casefold().split())
        return tuple(each for group in self.groups if (each := group.matching(wanted)).counters)


def find_exit(session: Session, *, code: str, now: datetime) -> Exit | None:
    """The mall behind a code, as typed; None where no such code was ever given out. Leaves the session in the mall's tenant."""
    found = locators.locate(session, kind=locators.MALL, key=locators.tidy_code(code), now=now)
    if found is None or found.tenant_id is None:
        return None
    tenancy.enter(session, tenant_id=found.tenant_id)
    statement = (
        select(ServiceMall, Tenant, TenantProfile)
        .join(Tenant, Tenant.id == ServiceMall.tenant_id)
        .outerjoin(TenantProfile, TenantProfile.tenant_id == ServiceMall.tenant_id)
        .where(ServiceMall.tenant_id == found.tenant_id, ServiceMall.id == UUID(found.target))
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    mall, tenant, profile = row
    return Exit(
        code=mall.code, **office_of(tenant, profile), agency_name=mall.name, agency_slug="", is_closed=mall.state != "active",
        groups=_groups(session, mall, tenant, now),
    )  # fmt: skip


def _groups(session: Session, mall: ServiceMall, tenant: Tenant, now: datetime) -> tuple[CounterGroup, ...]:
    today = now.astimezone(ZoneInfo(tenant.time_zone)).date()
    is_open = exists().where(
        SurveyPeriod.tenant_id == CollectionPoint.tenant_id, SurveyPeriod.agency_id == CollectionPoint.agency_id,
        SurveyPeriod.state == "open", SurveyPeriod.starts_on <= today, SurveyPeriod.ends_on >= today,
    )  # fmt: skip
    statement: Any = (
        select(Agency.name, CollectionPoint.code, CollectionPoint.place, func.coalesce(ServiceType.name, ""), is_open)
        .join(Agency, and_(Agency.tenant_id == CollectionPoint.tenant_id, Agency.id == CollectionPoint.agency_id))
        .outerjoin(
            ServiceType, and_(ServiceType.tenant_id == CollectionPoint.tenant_id, ServiceType.id == CollectionPoint.service_type_id)
        )
        .where(
            CollectionPoint.tenant_id == mall.tenant_id, CollectionPoint.mall_id == mall.id, CollectionPoint.state == "active",
            Agency.state == "active",
        )
        .order_by(func.lower(Agency.name), Agency.id, CollectionPoint.place, CollectionPoint.code)
    )  # fmt: skip
    rows = session.execute(statement).all()
    return tuple(CounterGroup(agency, tuple(Counter(*row[1:]) for row in mine)) for agency, mine in groupby(rows, key=lambda row: row[0]))
