"""Notes what became of an improvement item: its state, and what was done."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.followup_plan import DONE, IN_PROGRESS, PLANNED
from puas.domain.improvements import LONGEST_DESCRIPTION
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToRecordImprovement(Refusal):
    """`reason`: unknown-item, unknown-state, undescribed (done, without a word of what was done), too-long, or changed-meanwhile
    (then `seen_at` is when it was last changed).
    """

    def __init__(self, reason: str, seen_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.seen_at = seen_at


def record_improvement(
    *,
    session: Session,
    tenant_id: int,
    item_id: UUID,
    state: str,
    description: str,
    seen_at: datetime | None,
    account_id: UUID | None,
    now: datetime,
) -> None:
    """Save the progress of one item. `seen_at` is what the editor saw, None where it does not matter."""
    if state not in (PLANNED, IN_PROGRESS, DONE):
        raise UnableToRecordImprovement("unknown-state")
    if state == DONE and not description.strip():
        raise UnableToRecordImprovement("undescribed")
    if len(description) > LONGEST_DESCRIPTION:
        raise UnableToRecordImprovement("too-long")
    row = _locked(session, tenant_id, item_id)
    if seen_at is not None and seen_at != row.updated_at:
        raise UnableToRecordImprovement("changed-meanwhile", row.updated_at)
    row.state, row.description, row.updated_at = state, description, now
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="record_improvement",
        subject=f"improvement_item:{item_id}", now=now, detail={"state": state},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(row.source,))


def _locked(session: Session, tenant_id: int, item_id: UUID) -> ImprovementItem:
    statement = (
        select(ImprovementItem)
        .where(ImprovementItem.tenant_id == tenant_id, ImprovementItem.id == item_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise UnableToRecordImprovement("unknown-item")
    return row
