"""Standards of services for lists and pages. `agency_ids` narrows to an officer's own agencies; None means all of the tenant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies import ACTIVE, counts_here, own
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.standards import ServicePledge, ServiceStandard
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.service_standards import COMPONENTS, DRAFT, IN_FORCE
from puas.domain.yardsticks import STANDARDS


@dataclass(frozen=True, slots=True)
class AgencyStandards:
    """How many services of an agency have a standard, and how far the others are; `pledged_on` is the date of its maklumat."""

    id: UUID
    name: str
    short_name: str
    owner: str
    services: int
    in_force: int
    complete: int
    shown: int
    overdue: int
    drafts: int
    pledged_on: date | None


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service with the standard in force and the draft beside it, where there are."""

    service: ServiceType
    agency: Agency
    in_force: ServiceStandard | None
    draft: ServiceStandard | None

    @property
    def is_active(self) -> bool:
        """An archived service keeps its standard, but gets no new one."""
        return self.service.state == ACTIVE and self.agency.state == ACTIVE


def has_all_components(standard: Any = ServiceStandard) -> ColumnElement[bool]:
    """All fourteen are written; blank ones are never stored."""
    slugs = [each.slug for each in COMPONENTS]
    found: ColumnElement[bool] = standard.components.has_all(cast(slugs, ARRAY(TEXT)))
    return found


def is_shown(standard: Any = ServiceStandard) -> ColumnElement[bool]:
    """Somebody recorded where it hangs or is printed besides Puas."""
    return func.jsonb_array_length(standard.media) > 0


def list_agency_standards(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, today: date, limit: int | None = None, offset: int = 0
) -> list[AgencyStandards]:
    """Agencies at work by name; one statement whatever their number."""
    counted = _counted(tenant_id, today).subquery()
    statement = (
        select(
            Agency.id, Agency.name, Agency.short_name, Agency.owner,
            *(func.coalesce(counted.c[name], 0) for name in ("services", "in_force", "complete", "shown", "overdue", "drafts")),
            ServicePledge.dated_on,
        )
        .outerjoin(counted, counted.c.agency_id == Agency.id)
        .outerjoin(
            ServicePledge,
            and_(
                ServicePledge.tenant_id == Agency.tenant_id, ServicePledge.agency_id == Agency.id, ServicePledge.replaced_at.is_(None)
            ),
        )
        .where(Agency.tenant_id == tenant_id, Agency.state == ACTIVE, own(Agency.id, agency_ids))
        .order_by(func.lower(Agency.name), Agency.id)
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    return [AgencyStandards(*row) for row in session.execute(statement)]


@dataclass(frozen=True, slots=True)
class Sums:
    """The counts of several agencies together."""

    services: int
    in_force: int
    complete: int
    shown: int
    overdue: int
    drafts: int


def sum_of_standards(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, today: date) -> Sums:
    """Of the agencies at work that the person may see; of the whole regency its own alone."""
    counted = _counted(tenant_id, today).subquery()
    statement = (
        select(*(func.coalesce(func.sum(counted.c[each.name]), 0) for each in fields(Sums)))
        .join(Agency, and_(Agency.tenant_id == tenant_id, Agency.id == counted.c.agency_id))
        .where(Agency.state == ACTIVE, counts_here(Agency.id, tenant_id=tenant_id, agency_ids=agency_ids))
    )
    return Sums(*(int(each) for each in session.execute(statement).one()))


def services_of_agency(session: Session, *, tenant_id: int, agency_id: UUID) -> list[ServiceLine]:
    """Services in the order they were entered, archived ones last."""
    statement = _lines(tenant_id).where(Agency.id == agency_id)
    return [ServiceLine(*row) for row in session.execute(statement.order_by(ServiceType.state, ServiceType.created_at, ServiceType.id))]


def find_service_line(
    session: Session, *, tenant_id: int, service_type_id: UUID, agency_ids: Collection[UUID] | None
) -> ServiceLine | None:
    """One service; None where it is another tenant's or not one of the officer's."""
    statement = _lines(tenant_id).where(ServiceType.id == service_type_id, own(Agency.id, agency_ids))
    row = session.execute(statement).one_or_none()
    return None if row is None else ServiceLine(*row)


def all_service_lines(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None) -> list[ServiceLine]:
    """Every service of the agencies the person may see; of two of one name the one at work is the last."""
    statement = _lines(tenant_id).where(own(Agency.id, agency_ids)).order_by(ServiceType.state.desc(), ServiceType.id)
    return [ServiceLine(*row) for row in session.execute(statement)]


def versions_of(session: Session, *, tenant_id: int, service_type_id: UUID, limit: int = 30) -> Sequence[ServiceStandard]:
    """Every version that was or is in force, the newest first."""
    statement = (
        select(ServiceStandard)
        .where(
            ServiceStandard.tenant_id == tenant_id, ServiceStandard.service_type_id == service_type_id, ServiceStandard.state != DRAFT
        )
        .order_by(ServiceStandard.number.desc())
        .limit(limit)
    )
    return session.scalars(statement).all()


def find_version(session: Session, *, tenant_id: int, service_type_id: UUID, number: int) -> ServiceStandard | None:
    """A version that was or is in force."""
    return session.scalar(
        select(ServiceStandard).where(
            ServiceStandard.tenant_id == tenant_id, ServiceStandard.service_type_id == service_type_id,
            ServiceStandard.number == number, ServiceStandard.state != DRAFT,
        )
    )  # fmt: skip


def pledges_of(session: Session, *, tenant_id: int, agency_id: UUID, limit: int = 20) -> Sequence[ServicePledge]:
    """The maklumat of an agency, that in force first, then those it replaced."""
    statement = (
        select(ServicePledge)
        .where(ServicePledge.tenant_id == tenant_id, ServicePledge.agency_id == agency_id)
        .order_by(ServicePledge.replaced_at.desc().nulls_first(), ServicePledge.decided_at.desc())
        .limit(limit)
    )
    return session.scalars(statement).all()


def _lines(tenant_id: int) -> Any:
    in_force, draft = aliased(ServiceStandard), aliased(ServiceStandard)

    def of(standard: Any, state: str) -> ColumnElement[bool]:
        return and_(
            standard.tenant_id == ServiceType.tenant_id, standard.service_type_id == ServiceType.id, standard.state == state
        )  # fmt: skip

    return (
        select(ServiceType, Agency, in_force, draft)
        .join(Agency, and_(Agency.tenant_id == ServiceType.tenant_id, Agency.id == ServiceType.agency_id))
        .outerjoin(in_force, of(in_force, IN_FORCE))
        .outerjoin(draft, of(draft, DRAFT))
        .where(ServiceType.tenant_id == tenant_id)
    )


def _counted(tenant_id: int, today: date) -> Any:
    """Per agency: services at work, and what stands of each."""
    rules = and_(
        ServiceStandard.tenant_id == ServiceType.tenant_id, ServiceStandard.service_type_id == ServiceType.id,
        ServiceStandard.state.in_((IN_FORCE, DRAFT)),
    )  # fmt: skip
    in_force = ServiceStandard.state == IN_FORCE
    return (
        select(
            ServiceType.agency_id.label("agency_id"),
            func.count(ServiceType.id.distinct()).label("services"),
            func.count(ServiceStandard.id).filter(in_force).label("in_force"),
            func.count(ServiceStandard.id).filter(in_force, has_all_components()).label("complete"),
            func.count(ServiceStandard.id).filter(in_force, is_shown()).label("shown"),
            func.count(ServiceStandard.id).filter(in_force, ServiceStandard.review_due_on < today).label("overdue"),
            func.count(ServiceStandard.id).filter(ServiceStandard.state == DRAFT).label("drafts"),
        )
        .outerjoin(ServiceStandard, rules)
        .where(ServiceType.tenant_id == tenant_id, ServiceType.state == ACTIVE)
        .group_by(ServiceType.agency_id)
    )


@dataclass(frozen=True, slots=True)
class YearOfStandards:
    """How many services had a complete standard in force at the end of a year (of this year: today), of so many offered now."""

    year: int
    complete: int
    services: int


def years_of_standards(session: Session, *, tenant_id: int, unit_id: UUID) -> list[YearOfStandards]:
    """What the register told of an agency, or of the regency (the nil id), the oldest year first."""
    statement = (
        select(YardstickFigure.year, YardstickFigure.counts)
        .where(YardstickFigure.tenant_id == tenant_id, YardstickFigure.yardstick == STANDARDS, YardstickFigure.unit_id == unit_id)
        .order_by(YardstickFigure.year)
    )
    return [YearOfStandards(year, counts["complete"], counts["services"]) for year, counts in session.execute(statement)]


def seen_of(standard: ServiceStandard | None) -> str:
    """What a form remembers of the version it shows."""
    return "0.0" if standard is None else f"{standard.number}.{standard.version}"
