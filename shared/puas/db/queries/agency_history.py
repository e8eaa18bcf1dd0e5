"""Agencies that merged: which goes on with whose work since when, and what a merger would touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from puas.db.queries.merging_registers import plan_merging_registers
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.people import AgencyAssignment
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.domain.agency_merger import MergingService, ServiceOutcome, plan_services
from puas.domain.agency_owners import OWN
from puas.domain.register_merger import RegisterPlan


@dataclass(frozen=True, slots=True)
class MergedAgency:
    """The other one of a merger, and when it was."""

    id: UUID
    name: str
    merged_at: datetime | None


@dataclass(frozen=True, slots=True)
class AgencyHistory:
    """Where an agency went, and which came to it; both empty for most."""

    into: MergedAgency | None
    joined: tuple[MergedAgency, ...]


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """An open period, with the answers counted so far."""

    id: UUID
    label: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class MergerPreview:
    """What merging would do, before anybody decides."""

    services: tuple[ServiceOutcome, ...]
    periods_to_close: tuple[OpenWindow, ...]
    periods_going_on: tuple[OpenWindow, ...]
    points: int
    officers: int
    registers: RegisterPlan


def agency_history(session: Session, *, tenant_id: int, agency: Agency) -> AgencyHistory:
    """Both directions of an agency's mergers, in two queries."""
    into = None
    if agency.merged_into_id is not None:
        name = session.scalar(select(Agency.name).where(Agency.tenant_id == tenant_id, Agency.id == agency.merged_into_id))
        into = MergedAgency(agency.merged_into_id, name or "", agency.merged_at)
    came = (
        select(Agency.id, Agency.name, Agency.merged_at)
        .where(Agency.tenant_id == tenant_id, Agency.merged_into_id == agency.id)
        .order_by(Agency.merged_at, Agency.id)
    )
    return AgencyHistory(into, tuple(MergedAgency(*row) for row in session.execute(came)))


def list_possible_targets(session: Session, *, tenant_id: int, agency_id: UUID) -> Sequence[tuple[UUID, str]]:
    """Active agencies that may go on with this one's work, by name: such as count for the regency as this one does, or does not."""
    ending = aliased(Agency)
    statement = (
        select(Agency.id, Agency.name)
        .join(ending, (ending.tenant_id == Agency.tenant_id) & (ending.id == agency_id))
        .where(Agency.tenant_id == tenant_id, Agency.state == "active", Agency.id != agency_id)
        .where((Agency.owner == OWN) == (ending.owner == OWN))
        .order_by(func.lower(Agency.name), Agency.id)
    )
    return [(row.id, row.name) for row in session.execute(statement)]


def is_surveyed(session: Session, *, tenant_id: int, agency_id: UUID) -> bool:
    """Whether it ever had a period."""
    found = exists().where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.agency_id == agency_id)
    return bool(session.scalar(select(found)))


def merging_services(session: Session, *, tenant_id: int, agency_id: UUID) -> list[MergingService]:
    """An agency's services in the order they were entered."""
    statement = (
        select(
            ServiceType.id, ServiceType.name, ServiceType.population, ServiceType.is_free, ServiceType.is_online,
            ServiceType.state == "archived",
        )
        .where(ServiceType.tenant_id == tenant_id, ServiceType.agency_id == agency_id)
        .order_by(ServiceType.created_at, ServiceType.id)
    )  # fmt: skip
    return [MergingService(*row) for row in session.execute(statement)]


def open_windows(session: Session, *, tenant_id: int, agency_id: UUID) -> tuple[OpenWindow, ...]:
    """The open periods of an agency, the earliest first."""
    statement = (
        select(SurveyPeriod.id, SurveyPeriod.label, SurveyPeriod.ends_on)
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.agency_id == agency_id, SurveyPeriod.state == "open")
        .order_by(SurveyPeriod.starts_on)
    )
    return tuple(OpenWindow(*row) for row in session.execute(statement))


def preview_merger(session: Session, *, tenant_id: int, agency_id: UUID, into_id: UUID, today: date) -> MergerPreview:
    """What would become of services, periods, stickers, officers and registers."""
    points = select(func.count()).select_from(CollectionPoint).where(
        CollectionPoint.tenant_id == tenant_id, CollectionPoint.agency_id == agency_id, CollectionPoint.state == "active"
    )  # fmt: skip
    officers = select(func.count()).select_from(AgencyAssignment).where(
        AgencyAssignment.tenant_id == tenant_id, AgencyAssignment.agency_id == agency_id
    )  # fmt: skip
    services = plan_services(
        merging_services(session, tenant_id=tenant_id, agency_id=agency_id),
        merging_services(session, tenant_id=tenant_id, agency_id=into_id),
    )
    return MergerPreview(
        services=services,
        periods_to_close=open_windows(session, tenant_id=tenant_id, agency_id=agency_id),
        periods_going_on=open_windows(session, tenant_id=tenant_id, agency_id=into_id),
        points=session.scalar(points) or 0,
        officers=session.scalar(officers) or 0,
        registers=plan_merging_registers(
            session, tenant_id=tenant_id, agency_id=agency_id, into_id=into_id, services=services, today=today
        ),
    )
