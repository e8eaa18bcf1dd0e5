"""What anybody may read of standards and pledges: only what is in force, and of a standard only what is for citizens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.standards import ServicePledge, ServiceStandard
from puas.domain.service_standards import IN_FORCE, PUBLIC, points_of


@dataclass(frozen=True, slots=True)
class PublicComponent:
    """A component with its lines; without any it is not written yet."""

    slug: str
    name: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicStandard:
    """The standard of a service as citizens see it."""

    number: int
    components: tuple[PublicComponent, ...]
    decree_number: str
    decree_date: date | None
    hearing_on: date | None
    reviewed_on: date | None
    review_due_on: date | None
    in_force_since: datetime | None


@dataclass(frozen=True, slots=True)
class PublicPledge:
    """The maklumat of an agency."""

    body: str
    place: str
    dated_on: date
    signatory_name: str
    signatory_position: str


def find_public_standard(session: Session, *, tenant_id: int, service_type_id: UUID) -> PublicStandard | None:
    """What is in force; a draft never."""
    found = session.scalar(
        select(ServiceStandard).where(
            ServiceStandard.tenant_id == tenant_id, ServiceStandard.service_type_id == service_type_id, ServiceStandard.state == IN_FORCE
        )
    )
    if found is None:
        return None
    components = tuple(PublicComponent(each.slug, each.name, points_of(found.components.get(each.slug) or "")) for each in PUBLIC)
    return PublicStandard(
        found.number, components, found.decree_number, found.decree_date, found.hearing_on, found.reviewed_on, found.review_due_on,
        found.in_force_since,
    )  # fmt: skip


def services_with_standard(session: Session, *, tenant_id: int, service_type_ids: list[UUID]) -> set[UUID]:
    """Those of them that have a standard in force; one statement whatever their number."""
    statement = select(ServiceStandard.service_type_id).where(
        ServiceStandard.tenant_id == tenant_id, ServiceStandard.service_type_id.in_(service_type_ids), ServiceStandard.state == IN_FORCE
    )
    return set(session.scalars(statement)) if service_type_ids else set()


def find_public_pledge(session: Session, *, tenant_id: int, agency_id: UUID) -> PublicPledge | None:
    """The pledge in force."""
    row = session.execute(
        select(
            ServicePledge.body, ServicePledge.place, ServicePledge.dated_on, ServicePledge.signatory_name, ServicePledge.signatory_position
        ).where(ServicePledge.tenant_id == tenant_id, ServicePledge.agency_id == agency_id, ServicePledge.replaced_at.is_(None))
    ).one_or_none()
    return None if row is None else PublicPledge(*row)
