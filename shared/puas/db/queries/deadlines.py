"""Deadlines of a tenant, and the periods that are measured by them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.tables.calendar import Deadline
from puas.db.tables.people import Account
from puas.db.tables.submissions import Submission
from puas.domain.deadlines import DueDay, Obligation, deadline_for, is_settled, obligation
from puas.domain.reporting_scope import PARTS, reporting_scope

# What ended longer ago is history, not work.
OWED_FOR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class SetDeadline:
    """A deadline as it was set, and by whom; in a regency nobody's name stands beside one of the province."""

    id: UUID
    due: DueDay
    note: str
    set_at: datetime
    set_by: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A period whose report has not taken a step yet, with where it stands towards the deadline."""

    period_id: UUID
    agency_id: UUID
    agency_name: str
    label: str
    starts_on: date
    ends_on: date
    state: str
    obligation: Obligation


def list_deadlines(session: Session, *, tenant_id: int, year: int | None = None) -> list[SetDeadline]:
    """The tenant's own and its province's, the next first."""
    statement = (
        select(
            Deadline.id, Deadline.year, Deadline.part, Deadline.step, Deadline.due_on, Deadline.origin, Deadline.note, Deadline.set_at,
            Account.name,
        )
        .outerjoin(Account, Account.id == Deadline.set_by)
        .where(Deadline.tenant_id == tenant_id)
        .order_by(Deadline.due_on, Deadline.step.desc(), Deadline.part, Deadline.origin)
    )  # fmt: skip
    if year is not None:
        statement = statement.where(Deadline.year == year)
    return [
        SetDeadline(row.id, _due_day(row.year, row.part, row.step, row.due_on, row.origin), row.note, row.set_at, row.name or "")
        for row in session.execute(statement)
        if row.part in PARTS
    ]


def list_due_days(session: Session, *, tenant_id: int) -> list[DueDay]:
    """The same without who set them."""
    rows = session.execute(_due_days(), {"tenant_id": tenant_id})
    return [_due_day(*row) for row in rows if row.part in PARTS]


@cache
def _due_days() -> Select[int, str, str, date, str]:
    return select(Deadline.year, Deadline.part, Deadline.step, Deadline.due_on, Deadline.origin).where(
        Deadline.tenant_id == bindparam("tenant_id")
    )


def list_owed(
    session: Session,
    *,
    tenant_id: int,
    agency_ids: Collection[UUID] | None = None,
    step: str,
    deadlines: Iterable[DueDay],
    today: date,
    limit: int | None = None,
) -> list[Owed]:
    """Periods whose report has not taken the step, the latest in time first: those that passed their deadline longest, then the next due.

    A correction of what was reported once is none of them.
    """
    known = [each for each in deadlines if each.step == step]
    statement = (
        select(
            Submission.period_id, Submission.agency_id, Submission.agency_name, Submission.label, Submission.starts_on,
            Submission.ends_on, Submission.state, Submission.round, Submission.handed_over_at,
        )
        .where(
            Submission.tenant_id == tenant_id, own(Submission.agency_id, agency_ids),
            Submission.state != "handed_over", Submission.ends_on >= today - OWED_FOR,
        )
        .order_by(Submission.ends_on, Submission.agency_name, Submission.period_id)
    )  # fmt: skip
    found = []
    for period_id, agency_id, agency_name, label, starts_on, ends_on, state, round_number, handed_over_at in session.execute(statement):
        if is_settled(step, state=state, round_number=round_number, is_handed_over=handed_over_at is not None):
            continue
        due = deadline_for(known, step=step, starts_on=starts_on, ends_on=ends_on)
        where = obligation(step, is_done=False, ends_on=ends_on, due=due, today=today)
        found.append(Owed(period_id, agency_id, agency_name, label, starts_on, ends_on, state, where))
    # Both count days of the calendar: the day a step was due, or the day the period ended.
    found.sort(key=lambda each: each.obligation.due.due_on if each.obligation.due else each.ends_on)
    return found if limit is None else found[:limit]


def list_unreported(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None, step: str, today: date
) -> list[Owed]:
    """`Belum lapor`: what is owed and late, in two statements."""
    deadlines = list_due_days(session, tenant_id=tenant_id)
    owed = list_owed(session, tenant_id=tenant_id, agency_ids=agency_ids, step=step, deadlines=deadlines, today=today)
    return [each for each in owed if each.obligation.is_unreported]


def _due_day(year: int, part: str, step: str, due_on: date, origin: str) -> DueDay:
    return DueDay(reporting_scope(year, part), step, due_on, origin)
