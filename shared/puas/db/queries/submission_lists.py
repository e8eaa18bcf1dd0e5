"""Reports on their way to the province, for lists and pages. `agency_ids` narrows to an officer's own; None means all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.tables.agencies import Agency
from puas.db.tables.results import Result
from puas.db.tables.submissions import ReviewRemark, Submission
from puas.domain.reporting_scope import ReportingScope, parts_with_periods
from puas.domain.submission_workflow import STATES


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """A period's report as a line of a list. `open_remarks` are those the agency has not answered."""

    period_id: UUID
    agency_id: UUID
    agency_name: str
    label: str
    starts_on: date
    ends_on: date
    state: str
    round: int
    version: int
    respondents: int
    sample_target: int
    submitted_by: UUID | None
    submitted_at: datetime | None
    published_at: datetime | None
    handed_over_at: datetime | None
    changed_at: datetime | None
    open_remarks: int


@dataclass(frozen=True, slots=True)
class SubmissionFilter:
    """What a list is narrowed to; empty means everything."""

    scope: ReportingScope
    agency_id: UUID | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class ReportWindows:
    """The days of all periods with a report on its way, for the choice of year and part."""

    windows: tuple[tuple[date, date], ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Years in which a period ends, the newest first."""
        return tuple(sorted({ends_on.year for _, ends_on in self.windows}, reverse=True))

    def parts_of(self, year: int) -> tuple[str, ...]:
        """Parts of a year that have periods."""
        return parts_with_periods(year, self.windows)


@dataclass(frozen=True, slots=True)
class PublishableLine:
    """A report that can be published or handed over, with the index that will be shown."""

    period_id: UUID
    agency_name: str
    label: str
    respondents: int
    nik: Decimal | None
    mutu: str


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A report that waits for somebody, as start pages name it."""

    period_id: UUID
    agency_name: str
    label: str
    state: str
    round: int
    submitted_by: UUID | None


OPEN_REMARKS = (
    select(func.count())
    .where(ReviewRemark.tenant_id == Submission.tenant_id, ReviewRemark.period_id == Submission.period_id, ReviewRemark.answer == "")
    .correlate(Submission)
    .scalar_subquery()
)
LINE = (
    Submission.period_id, Submission.agency_id, Submission.agency_name, Submission.label, Submission.starts_on, Submission.ends_on,
    Submission.state, Submission.round, Submission.version, Submission.respondents, Submission.sample_target, Submission.submitted_by,
    Submission.submitted_at, Submission.published_at, Submission.handed_over_at, Submission.changed_at, OPEN_REMARKS,
)  # fmt: skip


def report_windows(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None) -> ReportWindows:
    """Every pair of first and last day once."""
    statement = (
        select(Submission.starts_on, Submission.ends_on)
        .where(Submission.tenant_id == tenant_id, own(Submission.agency_id, agency_ids))
        .distinct()
    )
    return ReportWindows(tuple((row.starts_on, row.ends_on) for row in session.execute(statement)))


def list_submissions(
    session: Session,
    *,
    tenant_id: int,
    agency_ids: Collection[UUID] | None,
    wanted: SubmissionFilter,
    order: Sequence[str],
    limit: int,
    offset: int = 0,
) -> list[SubmissionLine]:
    """In the order of states that `order` gives; within a state what ended last first."""
    rank = case({state: number for number, state in enumerate(order)}, value=Submission.state, else_=len(order))
    statement: Any = (
        select(*LINE)
        .where(*_wanted(tenant_id, agency_ids, wanted))
        .order_by(rank, Submission.ends_on.desc(), Submission.agency_name, Submission.period_id)
        .limit(limit)
        .offset(offset)
    )
    return [SubmissionLine(*row) for row in session.execute(statement)]


def count_by_state(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, wanted: SubmissionFilter) -> dict[str, int]:
    """How many reports stand in each state, whatever state the list is narrowed to."""
    everything = SubmissionFilter(wanted.scope, wanted.agency_id)
    statement = select(Submission.state, func.count()).where(*_wanted(tenant_id, agency_ids, everything)).group_by(Submission.state)
    found = {row[0]: row[1] for row in session.execute(statement)}
    return {state: found.get(state, 0) for state in STATES}


def agencies_on_the_way(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None) -> list[tuple[UUID, str]]:
    """Agencies with a report on its way, by the name they bear now; for the choice above a list."""
    on_the_way = select(Submission.period_id).where(Submission.tenant_id == tenant_id, Submission.agency_id == Agency.id)
    statement = (
        select(Agency.id, Agency.name)
        .where(Agency.tenant_id == tenant_id, own(Agency.id, agency_ids), on_the_way.exists())
        .order_by(func.lower(Agency.name), Agency.id)
    )
    return [(row.id, row.name) for row in session.execute(statement)]


def list_in_state(
    session: Session, *, tenant_id: int, state: str, scope: ReportingScope | None = None, period_ids: Collection[UUID] | None = None
) -> list[PublishableLine]:
    """Every report in one state, by agency; with the index of the result in force."""
    statement: Any = (
        select(Submission.period_id, Submission.agency_name, Submission.label, Result.respondents, Result.nik, Result.mutu)
        .join(Result, _in_force())
        .where(Submission.tenant_id == tenant_id, Submission.state == state)
        .order_by(Submission.agency_name, Submission.ends_on, Submission.period_id)
    )
    if scope is not None:
        statement = statement.where(*_inside(scope))
    if period_ids is not None:
        statement = statement.where(Submission.period_id.in_(period_ids))
    return [PublishableLine(*row) for row in session.execute(statement)]


def list_waiting(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None, states: Collection[str], limit: int
) -> list[WaitingReport]:
    """Reports in these states, those that have waited longest first."""
    statement: Any = (
        select(Submission.period_id, Submission.agency_name, Submission.label, Submission.state, Submission.round, Submission.submitted_by)
        .where(Submission.tenant_id == tenant_id, own(Submission.agency_id, agency_ids), Submission.state.in_(states))
        .order_by(Submission.changed_at, Submission.agency_name, Submission.period_id)
        .limit(limit)
    )
    return [WaitingReport(*row) for row in session.execute(statement)]


def _wanted(tenant_id: int, agency_ids: Collection[UUID] | None, wanted: SubmissionFilter) -> list[ColumnElement[bool]]:
    conditions = [Submission.tenant_id == tenant_id, own(Submission.agency_id, agency_ids), *_inside(wanted.scope)]
    if wanted.agency_id is not None:
        conditions.append(Submission.agency_id == wanted.agency_id)
    if wanted.state:
        conditions.append(Submission.state == wanted.state)
    return conditions


def _inside(scope: ReportingScope) -> list[ColumnElement[bool]]:
    """The same as `ReportingScope.takes_in`, for the database."""
    window = scope.window
    inside: list[ColumnElement[bool]] = [Submission.ends_on.between(window.starts_on, window.ends_on)]
    # A period belongs to the year it ends in, and to a smaller part only when it lies wholly inside it.
    return inside if scope.takes_in(date.min, window.ends_on) else [*inside, Submission.starts_on >= window.starts_on]


def _in_force() -> ColumnElement[bool]:
    return and_(
        Result.tenant_id == Submission.tenant_id,
        Result.period_id == Submission.period_id,
        Result.scope == "period",
        Result.superseded_at.is_(None),
    )
