"""Promises of follow-up plans (RTL) for lists and pages. `agency_ids` narrows to an officer's own; None means all of the tenant."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies import counts_here, own
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import FollowupItem
from puas.db.tables.results import Result
from puas.db.tables.surveys import SurveyPeriod
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.followup_plan import (
    CARRIED,
    DONE,
    IN_PROGRESS,
    MONTH,
    OVERDUE,
    PLANNED,
    QUARTER,
    STANDINGS,
    Counts,
    Due,
    due_of,
    month_of,
    quarter_of,
    standing,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """An item with the plan it belongs to and where it stands."""

    item: FollowupItem
    period: SurveyPeriod
    standing: str
    carried_to: str
    """Label of the period whose plan took it up; empty where none did."""

    @property
    def due(self) -> Due | None:
        """The month or quarter it is due in."""
        return due_of(self.item.due_on, self.item.due_precision)

    @property
    def obstacle(self) -> str:
        """What stood in the way."""
        return str(self.item.evidence.get("obstacle", ""))

    @property
    def documents(self) -> list[str]:
        """Names of the evidence, one line each."""
        return [str(each) for each in self.item.evidence.get("documents", [])]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty means everything."""

    agency_id: UUID | None = None
    unsur: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class LatestPeriod:
    """The closed period whose plan is to be made first."""

    id: UUID
    agency_name: str
    label: str


_successor = aliased(FollowupItem)
_later = aliased(SurveyPeriod)


def list_promises(
    session: Session,
    *,
    tenant_id: int,
    agency_ids: Collection[UUID] | None,
    today: date,
    wanted: Wanted,
    limit: int,
    offset: int = 0,
) -> list[Promise]:
    """Plan by plan, that with the next open time first; within a plan the next due first and what is done last."""
    is_open = FollowupItem.state != DONE
    next_due = func.min(late_from(FollowupItem)).filter(is_open).over(partition_by=FollowupItem.period_id)
    statement = (
        _promises(tenant_id, agency_ids, today, wanted)
        .where(counts_here(SurveyPeriod.agency_id, tenant_id=tenant_id, agency_ids=agency_ids))
        .order_by(
            next_due.nulls_last(), SurveyPeriod.starts_on.desc(), SurveyPeriod.agency_name, SurveyPeriod.id,
            FollowupItem.state == DONE, late_from(FollowupItem).nulls_last(), FollowupItem.position, FollowupItem.id,
        )
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    return _read(session, statement, today)


def count_promises(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, today: date, wanted: Wanted) -> Counts:
    """By standing, whatever standing the list is narrowed to."""
    everything = Wanted(wanted.agency_id, wanted.unsur)
    listed = _promises(tenant_id, agency_ids, today, everything).where(
        counts_here(SurveyPeriod.agency_id, tenant_id=tenant_id, agency_ids=agency_ids)
    )
    return count_by_standing(session, listed, _standing(today))


def promises_of(session: Session, *, tenant_id: int, period_id: UUID, today: date) -> list[Promise]:
    """The plan of a period in its order."""
    statement = _promises(tenant_id, None, today, Wanted()).where(FollowupItem.period_id == period_id)
    return _read(session, statement.order_by(FollowupItem.position, FollowupItem.id), today)


def find_promise(session: Session, *, tenant_id: int, item_id: UUID, agency_ids: Collection[UUID] | None, today: date) -> Promise | None:
    """One promise the person may see."""
    statement = _promises(tenant_id, agency_ids, today, Wanted()).where(FollowupItem.id == item_id)
    return next(iter(_read(session, statement, today)), None)


def still_open_before(session: Session, *, tenant_id: int, agency_id: UUID, before: date, today: date) -> list[Promise]:
    """Promises of all earlier plans of an agency that are neither done nor taken up by a later plan, the oldest first."""
    statement = _promises(tenant_id, None, today, Wanted(agency_id)).where(
        SurveyPeriod.starts_on < before, FollowupItem.state != DONE, _successor.id.is_(None)
    )
    return _read(session, statement.order_by(SurveyPeriod.starts_on, FollowupItem.position, FollowupItem.id), today)


def agencies_with_promises(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None) -> list[tuple[UUID, str]]:
    """Agencies that ever made a plan, by name; for the choice above a list."""
    statement = (
        select(Agency.id, Agency.name)
        .where(
            Agency.tenant_id == tenant_id, counts_here(Agency.id, tenant_id=tenant_id, agency_ids=agency_ids),
            select(FollowupItem.id)
            .join(SurveyPeriod, and_(SurveyPeriod.tenant_id == FollowupItem.tenant_id, SurveyPeriod.id == FollowupItem.period_id))
            .where(FollowupItem.tenant_id == tenant_id, SurveyPeriod.agency_id == Agency.id)
            .exists(),
        )
        .order_by(func.lower(Agency.name), Agency.id)
    )  # fmt: skip
    return [(row.id, row.name) for row in session.execute(statement)]


def latest_closed_period(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None) -> LatestPeriod | None:
    """The last period with a frozen result, whose plan can be made."""
    statement = (
        select(SurveyPeriod.id, SurveyPeriod.agency_name, SurveyPeriod.label)
        .join(Result, and_(Result.tenant_id == SurveyPeriod.tenant_id, Result.period_id == SurveyPeriod.id))
        .where(
            SurveyPeriod.tenant_id == tenant_id, counts_here(SurveyPeriod.agency_id, tenant_id=tenant_id, agency_ids=agency_ids),
            Result.scope == "period", Result.superseded_at.is_(None),
        )
        .order_by(SurveyPeriod.ends_on.desc(), SurveyPeriod.agency_name)
        .limit(1)
    )  # fmt: skip
    row = session.execute(statement).one_or_none()
    return None if row is None else LatestPeriod(*row)


def late_from(item: type[FollowupItem] | type[ImprovementItem]) -> ColumnElement[Any]:
    """The first day after the month or quarter of a promise: a quarter ends later than its first month."""
    return item.due_on + func.make_interval(0, case((item.due_precision == QUARTER, 3), else_=1))


def count_by_standing(session: Session, listed: Select[*tuple[Any, ...]], standing: ColumnElement[str]) -> Counts:
    """The promises of a list by where they stand."""
    rows = listed.with_only_columns(standing.label("standing")).subquery()
    counted = select(rows.c.standing, func.count().label("number")).group_by(rows.c.standing)
    found = {row.standing: row.number for row in session.execute(counted)}
    return Counts(**{each: found.get(each, 0) for each in STANDINGS})


def is_late(today: date, item: type[FollowupItem] | type[ImprovementItem] = FollowupItem) -> ColumnElement[bool]:
    """The same as the domain's rule, for the database: the month or quarter of an open promise is over."""
    return and_(
        item.state != DONE,
        or_(
            and_(item.due_precision == MONTH, item.due_on < month_of(today).first_day),
            and_(item.due_precision == QUARTER, item.due_on < quarter_of(today).first_day),
        ),
    )


def _standing(today: date) -> ColumnElement[str]:
    return case(
        (FollowupItem.state == DONE, DONE),
        (_successor.id.is_not(None), CARRIED),
        (is_late(today), OVERDUE),
        (FollowupItem.state == IN_PROGRESS, IN_PROGRESS),
        else_=PLANNED,
    )


def _promises(tenant_id: int, agency_ids: Collection[UUID] | None, today: date, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = (
        select(FollowupItem, SurveyPeriod, _later.label)
        .join(SurveyPeriod, and_(SurveyPeriod.tenant_id == FollowupItem.tenant_id, SurveyPeriod.id == FollowupItem.period_id))
        .outerjoin(_successor, and_(_successor.tenant_id == FollowupItem.tenant_id, _successor.carried_from == FollowupItem.id))
        .outerjoin(_later, and_(_later.tenant_id == _successor.tenant_id, _later.id == _successor.period_id))
        .where(FollowupItem.tenant_id == tenant_id, own(SurveyPeriod.agency_id, agency_ids))
    )
    if wanted.agency_id is not None:
        statement = statement.where(SurveyPeriod.agency_id == wanted.agency_id)
    if wanted.unsur:
        statement = statement.where(FollowupItem.unsur == wanted.unsur)
    if wanted.standing:
        statement = statement.where(_standing(today) == wanted.standing)
    return statement


def _read(session: Session, statement: Select[*tuple[Any, ...]], today: date) -> list[Promise]:
    return [_promise(item, period, later, today) for item, period, later in session.execute(statement)]


def _promise(item: FollowupItem, period: SurveyPeriod, carried_to: str | None, today: date) -> Promise:
    due = due_of(item.due_on, item.due_precision)
    return Promise(item, period, standing(item.state, due, today, is_carried=carried_to is not None), carried_to or "")
