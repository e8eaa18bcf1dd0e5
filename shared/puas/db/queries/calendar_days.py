"""Days of a calendar that nobody sets by hand: survey windows that close, promises that fall due, what is owed to a province."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Text, cast, exists, func, select
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies import counts_here
from puas.db.queries.deadlines import OWED_FOR
from puas.db.tables.reports import FollowupItem
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.followup_plan import DONE, Due


@dataclass(frozen=True, slots=True)
class ClosingWindow:
    """Periods of one name that end on one day; the name of an agency is meant where there is one period only."""

    ends_on: date
    label: str
    periods: int
    open_periods: int
    agency_name: str
    period_id: UUID


@dataclass(frozen=True, slots=True)
class DuePromises:
    """Open promises of one month or quarter."""

    due: Due
    items: int


@dataclass(frozen=True, slots=True)
class OwedToProvince:
    """Reports of one regency and one window that have not reached the province."""

    tenant_id: int
    starts_on: date
    ends_on: date
    reports: int


def closing_windows(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, first: date, last: date
) -> list[ClosingWindow]:
    """Survey windows that end between two days."""
    statement = (
        select(
            SurveyPeriod.ends_on, SurveyPeriod.label, func.count(), func.count().filter(SurveyPeriod.state == "open"),
            func.min(SurveyPeriod.agency_name), func.min(cast(SurveyPeriod.id, Text)),
        )
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.ends_on.between(first, last))
        .where(counts_here(SurveyPeriod.agency_id, tenant_id=tenant_id, agency_ids=agency_ids))
        .group_by(SurveyPeriod.ends_on, SurveyPeriod.label)
        .order_by(SurveyPeriod.ends_on, SurveyPeriod.label)
    )  # fmt: skip
    return [ClosingWindow(*row[:-1], period_id=UUID(row[-1])) for row in session.execute(statement)]


def due_promises(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, year: int) -> list[DuePromises]:
    """Promises of a year that are neither done nor taken up by a later plan, by month or quarter."""
    successor = aliased(FollowupItem)
    statement = (
        select(FollowupItem.due_on, FollowupItem.due_precision, func.count())
        .join(SurveyPeriod, (SurveyPeriod.tenant_id == FollowupItem.tenant_id) & (SurveyPeriod.id == FollowupItem.period_id))
        .where(
            FollowupItem.tenant_id == tenant_id, FollowupItem.state != DONE,
            counts_here(SurveyPeriod.agency_id, tenant_id=tenant_id, agency_ids=agency_ids),
            FollowupItem.due_on.between(date(year, 1, 1), date(year, 12, 31)),
            ~exists().where(successor.tenant_id == tenant_id, successor.carried_from == FollowupItem.id),
        )
        .group_by(FollowupItem.due_on, FollowupItem.due_precision)
    )  # fmt: skip
    return [DuePromises(Due(due_on, precision), items) for due_on, precision, items in session.execute(statement) if due_on]


def owed_to_province(session: Session, *, today: date) -> list[OwedToProvince]:
    """Across the regencies of the province whose log-in the session is of."""
    statement = (
        select(Submission.tenant_id, Submission.starts_on, Submission.ends_on, func.count())
        .where(Submission.state != "handed_over", Submission.handed_over_at.is_(None), Submission.ends_on >= today - OWED_FOR)
        .group_by(Submission.tenant_id, Submission.starts_on, Submission.ends_on)
    )
    return [OwedToProvince(*row) for row in session.execute(statement)]
