"""Improvement items for lists and pages: promises that come from another yardstick than the survey.

`agency_ids` narrows to an officer's own; None means all of the tenant. Where a promise stands and when it is late is the rule of
`domain.followup_plan`, as for the plans after a survey.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.queries.followup_lists import count_by_standing, is_late, late_from
from puas.db.tables.agencies import Agency
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.followup_plan import DONE, IN_PROGRESS, OVERDUE, PLANNED, Counts, Due, due_of, standing


@dataclass(frozen=True, slots=True)
class Improvement:
    """An item, whose it is, and where it stands."""

    item: ImprovementItem
    agency_name: str
    standing: str

    @property
    def due(self) -> Due | None:
        """The month or quarter it is due in."""
        return due_of(self.item.due_on, self.item.due_precision)


@dataclass(frozen=True, slots=True)
class WantedImprovements:
    """What a list is narrowed to; empty means everything."""

    agency_id: UUID | None = None
    source: str = ""
    standing: str = ""


def list_improvements(
    session: Session,
    *,
    tenant_id: int,
    agency_ids: Collection[UUID] | None,
    today: date,
    wanted: WantedImprovements,
    limit: int,
    offset: int = 0,
) -> list[Improvement]:
    """Agency by agency, those with something overdue first; within an agency what is late, then the next due, what is done last."""
    late_here = func.count().filter(is_late(today, ImprovementItem)).over(partition_by=ImprovementItem.agency_id)
    statement = (
        _improvements(tenant_id, agency_ids, today, wanted)
        .order_by(
            case((late_here > 0, 0), else_=1), func.lower(Agency.name), Agency.id,
            ImprovementItem.state == DONE, late_from(ImprovementItem).nulls_last(), ImprovementItem.position, ImprovementItem.id,
        )
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    return _read(session, statement, today)


def count_improvements(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, today: date, wanted: WantedImprovements
) -> Counts:
    """By standing, whatever standing the list is narrowed to."""
    everything = WantedImprovements(wanted.agency_id, wanted.source)
    return count_by_standing(session, _improvements(tenant_id, agency_ids, today, everything), _standing(today))


def improvements_of(
    session: Session, *, tenant_id: int, source: str, source_id: UUID, today: date, part: str | None = None
) -> list[Improvement]:
    """All items that come from one entry of a register, or from one part of it, in the order they were made."""
    statement = _improvements(tenant_id, None, today, WantedImprovements(source=source)).where(ImprovementItem.source_id == source_id)
    if part is not None:
        statement = statement.where(ImprovementItem.source_part == part)
    return _read(session, statement.order_by(ImprovementItem.position, ImprovementItem.created_at, ImprovementItem.id), today)


def find_improvement(
    session: Session, *, tenant_id: int, item_id: UUID, agency_ids: Collection[UUID] | None, today: date
) -> Improvement | None:
    """One item the person may see."""
    statement = _improvements(tenant_id, agency_ids, today, WantedImprovements()).where(ImprovementItem.id == item_id)
    return next(iter(_read(session, statement, today)), None)


def agencies_with_improvements(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None) -> list[tuple[UUID, str]]:
    """Agencies that ever promised something, by name; for the choice above a list."""
    statement = (
        select(Agency.id, Agency.name)
        .where(
            Agency.tenant_id == tenant_id, own(Agency.id, agency_ids),
            select(ImprovementItem.id).where(ImprovementItem.tenant_id == tenant_id, ImprovementItem.agency_id == Agency.id).exists(),
        )
        .order_by(func.lower(Agency.name), Agency.id)
    )  # fmt: skip
    return [(row.id, row.name) for row in session.execute(statement)]


def count_late_improvements(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, today: date) -> int:
    """How many are past their month or quarter."""
    statement = (
        select(func.count())
        .select_from(ImprovementItem)
        .where(ImprovementItem.tenant_id == tenant_id, own(ImprovementItem.agency_id, agency_ids), is_late(today, ImprovementItem))
    )
    return session.scalar(statement) or 0


def _standing(today: date) -> ColumnElement[str]:
    return case(
        (ImprovementItem.state == DONE, DONE),
        (is_late(today, ImprovementItem), OVERDUE),
        (ImprovementItem.state == IN_PROGRESS, IN_PROGRESS),
        else_=PLANNED,
    )


def _improvements(
    tenant_id: int, agency_ids: Collection[UUID] | None, today: date, wanted: WantedImprovements
) -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = (
        select(ImprovementItem, Agency.name)
        .join(Agency, and_(Agency.tenant_id == ImprovementItem.tenant_id, Agency.id == ImprovementItem.agency_id))
        .where(ImprovementItem.tenant_id == tenant_id, own(ImprovementItem.agency_id, agency_ids))
    )
    if wanted.agency_id is not None:
        statement = statement.where(ImprovementItem.agency_id == wanted.agency_id)
    if wanted.source:
        statement = statement.where(ImprovementItem.source == wanted.source)
    if wanted.standing:
        statement = statement.where(_standing(today) == wanted.standing)
    return statement


def _read(session: Session, statement: Select[*tuple[Any, ...]], today: date) -> list[Improvement]:
    return [
        Improvement(item, name, standing(item.state, due_of(item.due_on, item.due_precision), today))
        for item, name in session.execute(statement)
    ]
