"""How far the reports of a province's regencies have come; read with the province's own log-in, across tenants.

A report counts as handed over once any round of it was: a correction on its way is no report that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, and_, case, func, or_, select
from sqlalchemy.orm import Session

from puas.db.tables.places import TenantContact, TenantProgress
from puas.db.tables.submissions import Submission
from puas.domain.reporting_scope import WHOLE_YEAR, ReportingScope, parts_with_periods
from puas.domain.submission_workflow import HANDED_OVER, PUBLISHED


@dataclass(frozen=True, slots=True)
class Window:
    """The periods of one regency with the same days: how many there are, and how many are not handed over."""

    tenant_id: int
    starts_on: date
    ends_on: date
    periods: int
    missing: int


@dataclass(frozen=True, slots=True)
class WindowList:
    """All windows of a province; also says which scopes have periods, as a choice of scope asks."""

    windows: Sequence[Window]

    @property
    def years(self) -> tuple[int, ...]:
        """Years in which a period ends, the newest first."""
        return tuple(sorted({each.ends_on.year for each in self.windows}, reverse=True))

    def parts_of(self, year: int) -> tuple[str, ...]:
        """Parts of a year that have periods."""
        return parts_with_periods(year, {(each.starts_on, each.ends_on) for each in self.windows})


@dataclass(frozen=True, slots=True)
class ReportingCounts:
    """A regency's periods of one scope. `agencies_reported` are those that handed over everything that is over, and anything at all."""

    tenant_id: int
    agencies: int
    agencies_reported: int
    periods: int
    handed_over: int
    published: int
    respondents: int
    sample_target: int
    promises: int
    promises_done: int
    promises_late: int

    @property
    def missing(self) -> int:
        return self.periods - self.handed_over


@dataclass(frozen=True, slots=True)
class PeriodState:
    """Where one period of an agency stands, without any figure."""

    period_id: UUID
    agency_id: UUID
    agency_name: str
    agency_kind: str
    label: str
    starts_on: date
    ends_on: date
    state: str
    round: int
    respondents: int
    sample_target: int
    promises: int
    promises_done: int
    promises_late: int
    published_at: datetime | None
    handed_over_at: datetime | None

    @property
    def is_handed_over(self) -> bool:
        return self.handed_over_at is not None or self.state == HANDED_OVER


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """How far a regency's set-up has come."""

    tenant_id: int
    agencies: int
    services: int
    agencies_surveyed: int
    open_periods: int
    points: int
    printed_points: int
    members: int
    respondents: int
    first_answer_on: date | None
    last_answer_on: date | None
    counted_at: datetime


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Whom to call."""

    name: str
    position: str
    phone: str
    email: str


def list_windows(session: Session, *, province_code: str) -> WindowList:
    """Every window of every regency; a few hundred rows even for a large province, whatever the number of agencies."""
    statement = (
        select(
            Submission.tenant_id, Submission.starts_on, Submission.ends_on, func.count(),
            func.count().filter(~_is_handed_over()),
        )
        .where(Submission.province_code == province_code)
        .group_by(Submission.tenant_id, Submission.starts_on, Submission.ends_on)
        .order_by(Submission.tenant_id, Submission.starts_on)
    )  # fmt: skip
    return WindowList([Window(*row) for row in session.execute(statement)])


def count_reporting(session: Session, *, province_code: str, scope: ReportingScope, today: date) -> dict[int, ReportingCounts]:
    """The counts of each regency that has periods in the scope."""
    nothing_owed = func.bool_and(or_(_is_handed_over(), Submission.ends_on >= today))
    of_agency = (
        select(
            Submission.tenant_id, Submission.agency_id, and_(nothing_owed, func.bool_or(_is_handed_over())).label("has_reported"),
            func.count().label("periods"), _number(_is_handed_over()).label("handed_over"), _number(_is_published()).label("published"),
            *(func.sum(column).label(column.key) for column in _SUMS),
        )
        .where(Submission.province_code == province_code, *inside(scope))
        .group_by(Submission.tenant_id, Submission.agency_id)
        .subquery()
    )  # fmt: skip
    columns = of_agency.c
    statement = select(
        columns.tenant_id, func.count(), _number(columns.has_reported),
        *(_sum(columns[name]) for name in ("periods", "handed_over", "published", *(each.key for each in _SUMS))),
    ).group_by(columns.tenant_id)  # fmt: skip
    return {row[0]: ReportingCounts(*row) for row in session.execute(statement)}


def list_period_states(
    session: Session, *, province_code: str, tenant_id: int, scope: ReportingScope | None = None, agency_id: UUID | None = None
) -> list[PeriodState]:
    """The periods of one regency by agency, the newest first."""
    statement = select(*_STATE_COLUMNS).where(Submission.province_code == province_code, Submission.tenant_id == tenant_id)
    if scope is not None:
        statement = statement.where(*inside(scope))
    if agency_id is not None:
        statement = statement.where(Submission.agency_id == agency_id)
    ordered = statement.order_by(func.lower(Submission.agency_name), Submission.ends_on.desc(), Submission.period_id)
    rows: Any = session.execute(ordered)
    return [PeriodState(*row) for row in rows]


def list_progress(session: Session, *, province_code: str, tenant_id: int | None = None) -> dict[int, ProgressLine]:
    """Set-up progress by tenant."""
    statement = select(*_PROGRESS_COLUMNS).where(TenantProgress.province_code == province_code)
    if tenant_id is not None:
        statement = statement.where(TenantProgress.tenant_id == tenant_id)
    rows: Any = session.execute(statement)
    return {row[0]: ProgressLine(*row) for row in rows}


def list_contacts_of(session: Session, *, province_code: str, tenant_id: int) -> list[ContactLine]:
    """The contact persons of one regency, the first one to call first."""
    statement = (
        select(TenantContact.name, TenantContact.position, TenantContact.phone, TenantContact.email)
        .where(TenantContact.province_code == province_code, TenantContact.tenant_id == tenant_id)
        .order_by(TenantContact.place, TenantContact.name)
    )
    return [ContactLine(*row) for row in session.execute(statement)]


def inside(scope: ReportingScope) -> Iterable[ColumnElement[bool]]:
    """The same as `ReportingScope.takes_in`, for the database."""
    window = scope.window
    conditions: list[ColumnElement[bool]] = [Submission.ends_on.between(window.starts_on, window.ends_on)]
    if scope.part != WHOLE_YEAR:
        conditions.append(Submission.starts_on >= window.starts_on)
    return conditions


def _is_handed_over() -> ColumnElement[bool]:
    return or_(Submission.state == HANDED_OVER, Submission.handed_over_at.is_not(None))


def _is_published() -> ColumnElement[bool]:
    return or_(Submission.state.in_((PUBLISHED, HANDED_OVER)), Submission.published_at.is_not(None))


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0), type_=Integer)


def _sum(column: ColumnElement[Any]) -> ColumnElement[int]:
    # Sums of bigints are numeric in the database.
    return func.sum(column).cast(Integer)


_SUMS = (
    Submission.respondents, Submission.sample_target, Submission.promises, Submission.promises_done, Submission.promises_late,
)  # fmt: skip
_STATE_COLUMNS = (
    Submission.period_id, Submission.agency_id, Submission.agency_name, Submission.agency_kind, Submission.label, Submission.starts_on,
    Submission.ends_on, Submission.state, Submission.round, Submission.respondents, Submission.sample_target, Submission.promises,
    Submission.promises_done, Submission.promises_late, Submission.published_at, Submission.handed_over_at,
)  # fmt: skip
_PROGRESS_COLUMNS = (
    TenantProgress.tenant_id, TenantProgress.agencies, TenantProgress.services, TenantProgress.agencies_surveyed,
    TenantProgress.open_periods, TenantProgress.points, TenantProgress.printed_points, TenantProgress.members,
    TenantProgress.respondents, TenantProgress.first_answer_on, TenantProgress.last_answer_on, TenantProgress.counted_at,
)  # fmt: skip
