"""Saves a promise that comes from another yardstick than the survey: what, on which indicator, by when and by whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.db.tables.performance import PerformanceAssessment
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.followup_plan import DONE, Due
from puas.domain.improvements import (
    LONGEST_ACTION,
    LONGEST_PART,
    LONGEST_PERSON,
    LONGEST_TOPIC,
    MOST_OF_AN_AGENCY,
    SOURCES,
)
from puas.domain.yardsticks import PERFORMANCE
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


@dataclass(frozen=True, slots=True)
class PlannedImprovement:
    """What is promised. The id is made with the form, so that a form sent twice makes one item; `due` is None where no time is set."""

    id: UUID
    agency_id: UUID
    source: str
    source_id: UUID | None
    source_part: str
    topic: str
    year: int
    action: str
    due: Due | None
    person_in_charge: str


class UnableToSaveImprovement(Refusal):
    """`reason`: unknown-agency, unknown-source, unknown-item, empty, too-long, too-many, or changed-meanwhile (then `seen_at` is
    when it was last changed).
    """

    def __init__(self, reason: str, seen_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.seen_at = seen_at


def save_improvement(
    *,
    session: Session,
    tenant_id: int,
    item: PlannedImprovement,
    seen_at: datetime | None,
    account_id: UUID | None,
    now: datetime,
    agency_ids: Collection[UUID] | None = None,
) -> None:
    """Make or change one item. `seen_at` is when the editor saw it changed last; None makes a new one, and one made twice stays one.

    An item that is changed stays with its agency and its source: those say what it is about. `agency_ids` are those of an officer,
    None for all: an assessment shows and counts what was promised from it, so nobody promises from that of another agency.
    """
    _refuse_nonsense(item)
    _locked_agency(session, tenant_id, item.agency_id)
    row = _locked(session, tenant_id, item.id)
    if seen_at is None and row is not None:
        return
    if seen_at is not None:
        if row is None or row.agency_id != item.agency_id:
            raise UnableToSaveImprovement("unknown-item")
        if seen_at != row.updated_at:
            raise UnableToSaveImprovement("changed-meanwhile", row.updated_at)
    if row is None:
        _refuse_foreign_source(session, tenant_id, item, agency_ids)
        row = _new(session, tenant_id, item, account_id, now)
    row.topic, row.action, row.person_in_charge, row.year = item.topic, item.action, item.person_in_charge, item.year
    row.due_on = item.due.first_day if item.due else None
    row.due_precision = item.due.precision if item.due else row.due_precision
    row.updated_at = now
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_improvement",
        subject=f"improvement_item:{item.id}", now=now, detail={"topic": item.topic},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(row.source,))


def _refuse_nonsense(item: PlannedImprovement) -> None:
    if item.source not in SOURCES:
        raise UnableToSaveImprovement("unknown-source")
    if not item.topic or not item.action:
        raise UnableToSaveImprovement("empty")
    limits = (
        (item.topic, LONGEST_TOPIC), (item.action, LONGEST_ACTION),
        (item.person_in_charge, LONGEST_PERSON), (item.source_part, LONGEST_PART),
    )  # fmt: skip
    if any(len(text) > most for text, most in limits):
        raise UnableToSaveImprovement("too-long")


def _refuse_foreign_source(session: Session, tenant_id: int, item: PlannedImprovement, agency_ids: Collection[UUID] | None) -> None:
    if agency_ids is None or item.source != PERFORMANCE or item.source_id is None:
        return
    mine = (PerformanceAssessment.tenant_id == tenant_id, PerformanceAssessment.id == item.source_id)
    if session.scalar(select(PerformanceAssessment.agency_id).where(*mine)) not in agency_ids:
        raise UnableToSaveImprovement("unknown-source")


def _locked_agency(session: Session, tenant_id: int, agency_id: UUID) -> None:
    """The agency is held while its promises are counted; of two who add the last one, one waits."""
    statement = select(Agency.id).where(Agency.tenant_id == tenant_id, Agency.id == agency_id).with_for_update()
    if session.scalar(statement) is None:
        raise UnableToSaveImprovement("unknown-agency")


def _locked(session: Session, tenant_id: int, item_id: UUID) -> ImprovementItem | None:
    statement = (
        select(ImprovementItem)
        .where(ImprovementItem.tenant_id == tenant_id, ImprovementItem.id == item_id)
        .with_for_update()
        # What this session read before it had the lock may be old.
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def _new(session: Session, tenant_id: int, item: PlannedImprovement, account_id: UUID | None, now: datetime) -> ImprovementItem:
    mine = (ImprovementItem.tenant_id == tenant_id, ImprovementItem.agency_id == item.agency_id)
    still_open = select(func.count()).select_from(ImprovementItem).where(*mine, ImprovementItem.state != DONE)
    if (session.scalar(still_open) or 0) >= MOST_OF_AN_AGENCY:
        raise UnableToSaveImprovement("too-many")
    last = session.scalar(select(func.max(ImprovementItem.position)).where(*mine))
    row = ImprovementItem(
        tenant_id=tenant_id, id=item.id, agency_id=item.agency_id, source=item.source, source_id=item.source_id,
        source_part=item.source_part, position=0 if last is None else last + 1, created_by=account_id, created_at=now,
        due_precision="month",
    )  # fmt: skip
    session.add(row)
    return row
