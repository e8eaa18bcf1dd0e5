"""The result of one period as its tallies give it now: what closing freezes, and what is shown before as provisional."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.period_lists import PeriodLine, find_period
from puas.db.queries.tallies import CountedPeriods, count_periods
from puas.db.queries.tenant_frame import TenantFrame, tenant_frame
from puas.db.tables.responses import Response
from puas.db.tables.surveys import PeriodService
from puas.domain.regulation.registry import edition
from puas.domain.result_builder import Frame, ServiceInput, build_agency_result
from puas.domain.result_snapshot import AgencyIdentity, PeriodIdentity, ResultSnapshot


class NoSuchPeriod(LookupError):
    """The tenant has no period with this id."""


def compute_period_result(
    session: Session,
    *,
    tenant_id: int,
    period_id: UUID,
    now: datetime,
    version: int = 1,
    version_reason: str = "",
    frame: TenantFrame | None = None,
) -> ResultSnapshot:
    """The snapshot the tallies of a period give at this moment, under the tenant's present policies."""
    period = find_period(session, tenant_id=tenant_id, period_id=period_id)
    if period is None:
        raise NoSuchPeriod(period_id)
    tenant = frame or tenant_frame(session, tenant_id=tenant_id)
    return compute_result_of(
        session, tenant_id=tenant_id, period=period, tenant=tenant, now=now, version=version, version_reason=version_reason
    )


def compute_result_of(
    session: Session,
    *,
    tenant_id: int,
    period: PeriodLine,
    tenant: TenantFrame,
    now: datetime,
    version: int = 1,
    version_reason: str = "",
) -> ResultSnapshot:
    """The same for a period and a tenant that were read already."""
    uncounted = uncounted_responses(session, tenant_id=tenant_id, period_ids=[period.id])
    counted = count_periods(session, tenant_id=tenant_id, period_ids=[period.id])
    services = _services(session, tenant_id=tenant_id, period_id=period.id, counted=counted)
    populations = [each.population for each in services if each.population is not None]
    return build_agency_result(
        edition=edition(period.edition),
        frame=Frame(
            tenant=tenant.identity,
            period=PeriodIdentity(period.kind, period.label, period.starts_on.year, period.starts_on, period.ends_on, tenant.time_zone),
            frozen_at=now,
            policies=replace(tenant.policies, sample_size=period.sample_policy),
            version=version,
            version_reason=version_reason,
            sample_data=tenant.is_sample,
            quarantined=uncounted.get("quarantined", 0),
            late=uncounted.get("late", 0),
        ),
        agency=AgencyIdentity(str(period.agency_id), period.agency_name, period.agency_short_name),
        services=services,
        population=sum(populations) if populations else None,
        sample_target=period.sample_target or None,
        profile=counted.profile,
    )


def uncounted_responses(session: Session, *, tenant_id: int, period_ids: Sequence[UUID]) -> dict[str, int]:
    """How many answers stay out of the count, by state (quarantined, late)."""
    statement = (
        select(Response.state, func.count())
        .where(Response.tenant_id == tenant_id, Response.period_id.in_(period_ids), Response.state != "counted")
        .group_by(Response.state)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _services(session: Session, *, tenant_id: int, period_id: UUID, counted: CountedPeriods) -> list[ServiceInput]:
    """The list of services frozen at opening, each with what was counted for it."""
    statement = (
        select(PeriodService.service_type_id, PeriodService.name, PeriodService.population, PeriodService.sample_target)
        .where(PeriodService.tenant_id == tenant_id, PeriodService.period_id == period_id)
        .order_by(PeriodService.position, PeriodService.name)
    )
    return [
        ServiceInput(str(service_id), name, counted.tally_of(service_id), population, target or None)
        for service_id, name, population, target in session.execute(statement)
    ]
