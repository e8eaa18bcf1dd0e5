"""What the start pages of a regency ask: how far the set-up is, and which periods still lack a report or a plan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies import ACTIVE, counts_here
from puas.db.queries.followup_lists import is_late
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.reports import FollowupItem, Report
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain.report_snapshot import FINAL

SKM_REPORT = "skm_report"


@dataclass(frozen=True, slots=True)
class SetUpFacts:
    """How far the way to the first answer has been walked."""

    agencies: int
    services: int
    periods: int
    points: int
    printed_points: int
    has_answers: bool


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """A closed period without a report."""

    id: UUID
    agency_id: UUID
    agency_name: str
    label: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class DuePlan:
    """Promises of a period's plan that are overdue."""

    period_id: UUID
    agency_name: str
    label: str
    items: int


def set_up_facts(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None) -> SetUpFacts:
    """Everything the checklist asks, in one query."""
    whose = partial(counts_here, tenant_id=tenant_id, agency_ids=agency_ids)
    points = _count(CollectionPoint, tenant_id, whose(CollectionPoint.agency_id))
    printed = points.where(CollectionPoint.printed_at.is_not(None))
    answered = exists().where(
        tally.c.tenant_id == tenant_id,
        tally.c.respondents > 0,
        SurveyPeriod.tenant_id == tally.c.tenant_id,
        SurveyPeriod.id == tally.c.period_id,
        whose(SurveyPeriod.agency_id),
    )
    statement = select(
        _count(Agency, tenant_id, Agency.state == ACTIVE, whose(Agency.id)).scalar_subquery(),
        _count(ServiceType, tenant_id, ServiceType.state == ACTIVE, whose(ServiceType.agency_id)).scalar_subquery(),
        _count(SurveyPeriod, tenant_id, whose(SurveyPeriod.agency_id)).scalar_subquery(),
        points.scalar_subquery(),
        printed.scalar_subquery(),
        answered,
    )
    return SetUpFacts(*session.execute(statement).one())


def closed_without_report(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None, since: date, limit: int
) -> list[ClosedPeriod]:
    """Closed periods that ended since a day and for which no final report was ever finished or is on its way."""
    has_report = exists().where(
        Report.tenant_id == tenant_id,
        Report.period_id == SurveyPeriod.id,
        Report.document == SKM_REPORT,
        # A draft is no report that was handed in.
        Report.stage == FINAL,
        Report.state != "failed",
    )
    statement = (
        select(SurveyPeriod.id, SurveyPeriod.agency_id, SurveyPeriod.agency_name, SurveyPeriod.label, SurveyPeriod.ends_on)
        .where(
            SurveyPeriod.tenant_id == tenant_id,
            SurveyPeriod.state == "closed",
            SurveyPeriod.ends_on >= since,
            counts_here(SurveyPeriod.agency_id, tenant_id=tenant_id, agency_ids=agency_ids),
            ~has_report,
        )
        .order_by(SurveyPeriod.ends_on, SurveyPeriod.agency_name)
        .limit(limit)
    )
    return [ClosedPeriod(*row) for row in session.execute(statement)]


def due_plans(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None, today: date, limit: int
) -> list[DuePlan]:
    """Plans with promises whose month or quarter is over and that are neither done nor taken up by a later plan."""
    successor = aliased(FollowupItem)
    statement = (
        select(SurveyPeriod.id, SurveyPeriod.agency_name, SurveyPeriod.label, func.count())
        .join(
            FollowupItem,
            (FollowupItem.tenant_id == SurveyPeriod.tenant_id) & (FollowupItem.period_id == SurveyPeriod.id),
        )
        .where(
            SurveyPeriod.tenant_id == tenant_id,
            counts_here(SurveyPeriod.agency_id, tenant_id=tenant_id, agency_ids=agency_ids),
            is_late(today),
            ~exists().where(successor.tenant_id == tenant_id, successor.carried_from == FollowupItem.id),
        )
        .group_by(SurveyPeriod.id, SurveyPeriod.agency_name, SurveyPeriod.label)
        .order_by(func.min(FollowupItem.due_on), SurveyPeriod.agency_name)
        .limit(limit)
    )
    return [DuePlan(*row) for row in session.execute(statement)]


def _count(table: Any, tenant_id: int, *conditions: Any) -> Any:
    return select(func.count()).select_from(table).where(table.tenant_id == tenant_id, *conditions)
