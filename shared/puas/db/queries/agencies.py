"""Agencies and service types for lists and pages. `agency_ids` narrows to an officer's own; None means all of the tenant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.domain.agency_owners import OWN

ACTIVE = "active"
ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One line of the list of agencies."""

    id: UUID
    name: str
    short_name: str
    kind: str
    owner: str
    state: str
    target_nik: str
    has_signatory: bool
    services: int
    # Services whose population nobody has told yet.
    services_without_population: int
    population: int
    open_periods: int
    active_points: int


class AgencyName(NamedTuple):
    """An agency to be chosen, or a line about it that needs nothing else of it."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class NotCounted:
    """An agency of another owner, that is part of no figure of the regency."""

    id: UUID
    name: str
    owner: str
    owner_name: str


# Under a name of its own, so that the condition stands beside any statement about agencies.
_other = aliased(Agency)


def own(column: ColumnElement[Any] | Any, agency_ids: Collection[UUID] | None) -> ColumnElement[bool]:
    """The condition that keeps an officer to the agencies assigned to them."""
    return true() if agency_ids is None else column.in_(agency_ids)


def counts_here(
    column: ColumnElement[Any] | Any, *, tenant_id: int | BindParameter[int], agency_ids: Collection[UUID] | None = None
) -> ColumnElement[bool]:
    """The condition that keeps figures and lists of the whole regency to its own agencies.

    Agencies of other owners only serve here: they have results of their own and are added up elsewhere. Where a list is narrowed
    to an officer's agencies it holds exactly those, whosever they are.
    """
    if agency_ids is not None:
        return own(column, agency_ids)
    kept: ColumnElement[bool] = column.not_in(select(_other.id).where(_other.tenant_id == tenant_id, _other.owner != OWN))
    return kept


def not_counted(session: Session, *, tenant_id: int) -> list[NotCounted]:
    """The active agencies of other owners, by name: listed where a reader would otherwise miss them."""
    return [NotCounted(*row) for row in session.execute(_of_other_owners(), {"tenant_id": tenant_id})]


@cache
def _of_other_owners() -> Select[UUID, str, str, str]:
    """Made once: putting it together takes longer than the server needs to answer it."""
    return (
        select(Agency.id, Agency.name, Agency.owner, Agency.owner_name)
        .where(Agency.tenant_id == bindparam("tenant_id"), Agency.state == ACTIVE, Agency.owner != OWN)
        .order_by(func.lower(Agency.name), Agency.id)
    )


def list_agencies(
    session: Session,
    *,
    tenant_id: int,
    agency_ids: Collection[UUID] | None = None,
    state: str = ACTIVE,
    search: str = "",
    only_counted: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[AgencyRow]:
    """Agencies by name with what they have; one query whatever their number. `only_counted` leaves those of other owners out."""
    services, periods, points = _service_counts(tenant_id), _period_counts(tenant_id), _point_counts(tenant_id)
    statement = (
        select(
            Agency.id, Agency.name, Agency.short_name, Agency.kind, Agency.owner, Agency.state, Agency.target_nik,
            and_(Agency.signatory_name != "", Agency.signatory_position != ""),
            func.coalesce(services.c.services, 0), func.coalesce(services.c.without_population, 0),
            func.coalesce(services.c.population, 0), func.coalesce(periods.c.periods, 0), func.coalesce(points.c.points, 0),
        )
        .outerjoin(services, services.c.agency_id == Agency.id)
        .outerjoin(periods, periods.c.agency_id == Agency.id)
        .outerjoin(points, points.c.agency_id == Agency.id)
        .where(*_wanted(tenant_id, agency_ids, state, search))
        .where(counts_here(Agency.id, tenant_id=tenant_id, agency_ids=agency_ids) if only_counted else true())
        .order_by(func.lower(Agency.name), Agency.id)
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    return [AgencyRow(*row) for row in session.execute(statement)]


def list_agency_names(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None, limit: int | None = None, offset: int = 0
) -> list[AgencyName]:
    """Active agencies by name, in the order of `list_agencies`, without counting what they have."""
    statement = (
        select(Agency.id, Agency.name)
        .where(*_wanted(tenant_id, agency_ids, ACTIVE, ""))
        .order_by(func.lower(Agency.name), Agency.id)
        .limit(limit)
        .offset(offset)
    )
    return [AgencyName(*row) for row in session.execute(statement)]


def count_agencies(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None, state: str = ACTIVE, search: str = ""
) -> int:
    """How many agencies the list has."""
    statement = select(func.count()).select_from(Agency).where(*_wanted(tenant_id, agency_ids, state, search))
    return session.scalar(statement) or 0


def find_agency(
    session: Session, *, tenant_id: int, agency_id: UUID, agency_ids: Collection[UUID] | None = None
) -> Agency | None:
    """One agency; None where it is another tenant's or not one of the officer's."""
    return session.scalar(
        select(Agency).where(Agency.tenant_id == tenant_id, Agency.id == agency_id, own(Agency.id, agency_ids))
    )


def list_services(session: Session, *, tenant_id: int, agency_id: UUID) -> Sequence[ServiceType]:
    """Service types of an agency in the order they were entered, archived ones last."""
    statement = (
        select(ServiceType)
        .where(ServiceType.tenant_id == tenant_id, ServiceType.agency_id == agency_id)
        .order_by(ServiceType.state, ServiceType.created_at, ServiceType.id)
    )
    return session.scalars(statement).all()


def find_service(session: Session, *, tenant_id: int, agency_id: UUID, service_type_id: UUID) -> ServiceType | None:
    """One service type of the agency."""
    return session.scalar(
        select(ServiceType).where(
            ServiceType.tenant_id == tenant_id, ServiceType.agency_id == agency_id, ServiceType.id == service_type_id
        )
    )


def _wanted(
    tenant_id: int, agency_ids: Collection[UUID] | None, state: str, search: str
) -> tuple[ColumnElement[bool], ...]:
    conditions = [Agency.tenant_id == tenant_id, Agency.state == state, own(Agency.id, agency_ids)]
    if search:
        pattern = f"%{search.replace('/', '//').replace('%', '/%').replace('_', '/_')}%"
        conditions.append(or_(Agency.name.ilike(pattern, escape="/"), Agency.short_name.ilike(pattern, escape="/")))
    return tuple(conditions)


def _service_counts(tenant_id: int) -> Any:
    without = func.count().filter(ServiceType.population.is_(None))
    return _counts(
        select(
            ServiceType.agency_id,
            func.count().label("services"),
            without.label("without_population"),
            func.sum(ServiceType.population).label("population"),
        ).where(ServiceType.tenant_id == tenant_id, ServiceType.state == ACTIVE),
        ServiceType.agency_id,
    )


def _period_counts(tenant_id: int) -> Any:
    return _counts(
        select(SurveyPeriod.agency_id, func.count().label("periods")).where(
            SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.state == "open"
        ),
        SurveyPeriod.agency_id,
    )


def _point_counts(tenant_id: int) -> Any:
    return _counts(
        select(CollectionPoint.agency_id, func.count().label("points")).where(
            CollectionPoint.tenant_id == tenant_id, CollectionPoint.state == ACTIVE
        ),
        CollectionPoint.agency_id,
    )


def _counts(statement: Select[*tuple[Any, ...]], key: Any) -> Any:
    return statement.group_by(key).subquery()
