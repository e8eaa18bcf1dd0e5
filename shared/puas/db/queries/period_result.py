"""The result of one period as its tallies give it now: what closing freezes, and what is shown before as provisional."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.tallies import profile_counts, service_tallies
from puas.db.queries.tenant_frame import TenantFrame, tenant_frame
from puas.db.tables.agencies import Agency
from puas.db.tables.responses import Response
from puas.db.tables.surveys import PeriodService, SurveyPeriod
from puas.domain.regulation.registry import edition
from puas.domain.result_builder import Frame, ServiceInput, build_agency_result
from puas.domain.result_snapshot import AgencyIdentity, PeriodIdentity, ResultSnapshot
from puas.domain.tally import Tally


class NoSuchPeriod(LookupError):
    """The tenant has no period with this id."""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period with its agency as frozen at opening."""

    period: SurveyPeriod
    agency_short_name: str

    @property
    def agency(self) -> AgencyIdentity:
        return AgencyIdentity(str(self.period.agency_id), self.period.agency_name, self.agency_short_name)


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
    row = _read_period(session, tenant_id=tenant_id, period_id=period_id)
    tenant = frame or tenant_frame(session, tenant_id=tenant_id)
    uncounted = uncounted_responses(session, tenant_id=tenant_id, period_ids=[period_id])
    period = row.period
    services = _services(session, tenant_id=tenant_id, period_id=period_id)
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
        agency=row.agency,
        services=services,
        population=sum(populations) if populations else None,
        sample_target=period.sample_target or None,
        profile=profile_counts(session, tenant_id=tenant_id, period_ids=[period_id]),
    )


def uncounted_responses(session: Session, *, tenant_id: int, period_ids: Sequence[UUID]) -> dict[str, int]:
    """How many answers stay out of the count, by state (quarantined, late)."""
    statement = (
        select(Response.state, func.count())
        .where(Response.tenant_id == tenant_id, Response.period_id.in_(period_ids), Response.state != "counted")
        .group_by(Response.state)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _read_period(session: Session, *, tenant_id: int, period_id: UUID) -> PeriodRow:
    statement = (
        select(SurveyPeriod, Agency.short_name)
        .join(Agency, (Agency.tenant_id == SurveyPeriod.tenant_id) & (Agency.id == SurveyPeriod.agency_id))
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise NoSuchPeriod(period_id)
    return PeriodRow(row[0], row[1])


def _services(session: Session, *, tenant_id: int, period_id: UUID) -> list[ServiceInput]:
    """The list of services frozen at opening, each with what was counted for it."""
    tallies = service_tallies(session, tenant_id=tenant_id, period_id=period_id)
    statement = (
        select(PeriodService.service_type_id, PeriodService.name, PeriodService.population, PeriodService.sample_target)
        .where(PeriodService.tenant_id == tenant_id, PeriodService.period_id == period_id)
        .order_by(PeriodService.position, PeriodService.name)
    )
    return [
        ServiceInput(str(service_id), name, tallies.get(service_id, Tally.empty()), population, target or None)
        for service_id, name, population, target in session.execute(statement)
    ]
