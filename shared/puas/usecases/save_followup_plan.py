"""Saves the follow-up plan (RTL) of a period: what is promised on which unsur, by when and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.reports import FollowupItem
from puas.db.tables.scores import UNSUR_COLUMNS
from puas.db.tables.surveys import SurveyPeriod
from puas.usecases.record_audit import record_audit

MOST_ITEMS = 40
LONGEST_ACTION = 2_000


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One row of the plan. Without an id it is new; `due_on` is the first day of its month."""

    unsur: str
    action: str
    due_on: date | None
    person_in_charge: str
    id: UUID | None = None


class UnableToSaveFollowupPlan(Exception):
    """`reason`: unknown-period, unknown-unsur, too-many or too-long."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def save_followup_plan(
    *, session: Session, tenant_id: int, period_id: UUID, items: Sequence[PlannedItem], account_id: UUID | None, now: datetime
) -> None:
    """Make the plan what `items` say, in their order. Items that are kept keep their state and evidence."""
    _refuse_nonsense(items)
    period = select(SurveyPeriod.id).where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id)
    if session.scalar(period.with_for_update()) is None:
        raise UnableToSaveFollowupPlan("unknown-period")
    mine = (FollowupItem.tenant_id == tenant_id, FollowupItem.period_id == period_id)
    known = {row.id: row for row in session.scalars(select(FollowupItem).where(*mine))}
    kept = {item.id for item in items if item.id in known}
    session.execute(delete(FollowupItem).where(*mine, FollowupItem.id.not_in(kept)))
    for position, item in enumerate(items):
        row = known[item.id] if item.id in kept and item.id is not None else _new(session, tenant_id, period_id)
        row.unsur, row.action, row.due_on, row.person_in_charge = item.unsur, item.action, item.due_on, item.person_in_charge
        row.position, row.updated_at = position, now
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_followup_plan",
        subject=f"survey_period:{period_id}", now=now, detail={"items": len(items)},
    )  # fmt: skip


def _new(session: Session, tenant_id: int, period_id: UUID) -> FollowupItem:
    row = FollowupItem(tenant_id=tenant_id, id=new_id(), period_id=period_id, unsur="", action="")
    session.add(row)
    return row


def _refuse_nonsense(items: Sequence[PlannedItem]) -> None:
    if len(items) > MOST_ITEMS:
        raise UnableToSaveFollowupPlan("too-many")
    if any(item.unsur not in UNSUR_COLUMNS for item in items):
        raise UnableToSaveFollowupPlan("unknown-unsur")
    if any(len(item.action) > LONGEST_ACTION for item in items):
        raise UnableToSaveFollowupPlan("too-long")
