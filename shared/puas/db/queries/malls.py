"""Malls of services with their members and counters, for lists and pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import ACTIVE, own
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.malls import MallMember, ServiceMall
from puas.db.tables.surveys import CollectionPoint


@dataclass(frozen=True, slots=True)
class MallRow:
    """A mall in the list, with how many agencies serve there now and how many counters are in use."""

    id: UUID
    name: str
    address: str
    state: str
    agencies: int
    counters: int


@dataclass(frozen=True, slots=True)
class MemberRow:
    """An agency that serves in a mall, or did until `left_on`."""

    agency_id: UUID
    name: str
    owner: str
    owner_name: str
    is_active: bool
    joined_on: date
    left_on: date | None


@dataclass(frozen=True, slots=True)
class CounterRow:
    """A counter: a collection point that names the mall. Without a service the form asks."""

    id: UUID
    agency_id: UUID
    agency_name: str
    service_type_id: UUID | None
    service_name: str
    service_is_active: bool
    kind: str
    place: str
    code: str
    printed_at: datetime | None


def list_malls(session: Session, *, tenant_id: int) -> list[MallRow]:
    """By name, those in use first; one statement."""
    members = (
        select(func.count()).where(MallMember.tenant_id == tenant_id, MallMember.mall_id == ServiceMall.id, MallMember.left_on.is_(None))
    ).scalar_subquery()
    counters = (
        select(func.count()).where(
            CollectionPoint.tenant_id == tenant_id, CollectionPoint.mall_id == ServiceMall.id, CollectionPoint.state == ACTIVE
        )
    ).scalar_subquery()
    statement = (
        select(ServiceMall.id, ServiceMall.name, ServiceMall.address, ServiceMall.state, members, counters)
        .where(ServiceMall.tenant_id == tenant_id)
        .order_by(ServiceMall.state, func.lower(ServiceMall.name))
    )
    return [MallRow(*row) for row in session.execute(statement)]


def find_mall(session: Session, *, tenant_id: int, mall_id: UUID) -> ServiceMall | None:
    """One mall of the tenant."""
    return session.scalar(select(ServiceMall).where(ServiceMall.tenant_id == tenant_id, ServiceMall.id == mall_id))


def members_of(session: Session, *, tenant_id: int, mall_id: UUID, with_former: bool = False) -> list[MemberRow]:
    """Who serves there, by name; with those who left, if wanted."""
    statement = (
        select(
            MallMember.agency_id, Agency.name, Agency.owner, Agency.owner_name, Agency.state == ACTIVE, MallMember.joined_on,
            MallMember.left_on,
        )
        .join(Agency, and_(Agency.tenant_id == MallMember.tenant_id, Agency.id == MallMember.agency_id))
        .where(MallMember.tenant_id == tenant_id, MallMember.mall_id == mall_id)
        .order_by(MallMember.left_on.is_not(None), func.lower(Agency.name), MallMember.joined_on)
    )
    if not with_former:
        statement = statement.where(MallMember.left_on.is_(None))
    return [MemberRow(*row) for row in session.execute(statement)]


def counters_of(
    session: Session, *, tenant_id: int, mall_id: UUID, agency_ids: Collection[UUID] | None = None
) -> list[CounterRow]:
    """Counters in use, by agency and place; an officer sees those of the own agencies."""
    statement: Any = (
        select(
            CollectionPoint.id, CollectionPoint.agency_id, Agency.name, CollectionPoint.service_type_id,
            func.coalesce(ServiceType.name, ""), func.coalesce(ServiceType.state == ACTIVE, True), CollectionPoint.kind,
            CollectionPoint.place, CollectionPoint.code, CollectionPoint.printed_at,
        )
        .join(Agency, and_(Agency.tenant_id == CollectionPoint.tenant_id, Agency.id == CollectionPoint.agency_id))
        .outerjoin(
            ServiceType, and_(ServiceType.tenant_id == CollectionPoint.tenant_id, ServiceType.id == CollectionPoint.service_type_id)
        )
        .where(
            CollectionPoint.tenant_id == tenant_id, CollectionPoint.mall_id == mall_id, CollectionPoint.state == ACTIVE,
            own(CollectionPoint.agency_id, agency_ids),
        )
        .order_by(func.lower(Agency.name), CollectionPoint.agency_id, CollectionPoint.place, CollectionPoint.code)
    )  # fmt: skip
    return [CounterRow(*row) for row in session.execute(statement)]


def mall_of_agency(session: Session, *, tenant_id: int, agency_id: UUID) -> tuple[UUID, str] | None:
    """The mall where the agency serves now, with its name."""
    statement = (
        select(ServiceMall.id, ServiceMall.name)
        .join(MallMember, and_(MallMember.tenant_id == ServiceMall.tenant_id, MallMember.mall_id == ServiceMall.id))
        .where(ServiceMall.tenant_id == tenant_id, MallMember.agency_id == agency_id, MallMember.left_on.is_(None))
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else (row[0], row[1])


def agencies_without_mall(session: Session, *, tenant_id: int) -> list[tuple[UUID, str]]:
    """Active agencies that serve in no mall at present, by name."""
    serving = select(MallMember.agency_id).where(MallMember.tenant_id == tenant_id, MallMember.left_on.is_(None))
    statement = (
        select(Agency.id, Agency.name)
        .where(Agency.tenant_id == tenant_id, Agency.state == ACTIVE, Agency.id.not_in(serving))
        .order_by(func.lower(Agency.name), Agency.id)
    )
    return [(row.id, row.name) for row in session.execute(statement)]


def services_by_agency(session: Session, *, tenant_id: int, agency_ids: Collection[UUID]) -> dict[UUID, Sequence[tuple[UUID, str]]]:
    """The services each agency offers now, in the order they were entered."""
    statement = (
        select(ServiceType.agency_id, ServiceType.id, ServiceType.name)
        .where(ServiceType.tenant_id == tenant_id, ServiceType.agency_id.in_(agency_ids), ServiceType.state == ACTIVE)
        .order_by(ServiceType.created_at, ServiceType.id)
    )
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for agency_id, service_id, name in session.execute(statement):
        found.setdefault(agency_id, []).append((service_id, name))
    return dict(found)
