"""Notes what became of a promise: its state, what was done, what stood in the way, and the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.reports import FollowupItem
from puas.domain.report_snapshot import FOLLOW_UP_STATES
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

LONGEST_TEXT = 2_000
MOST_DOCUMENTS = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an item is. `documents` name the evidence, one per line of the form."""

    item_id: UUID
    state: str
    description: str
    obstacle: str
    documents: Sequence[str]


class UnableToRecordFollowup(Refusal):
    """`reason`: unknown-item, unknown-state, too-long, or changed-meanwhile (then `noted_at` is when it was last changed)."""

    def __init__(self, reason: str, noted_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.noted_at = noted_at


def record_followup(
    *,
    session: Session,
    tenant_id: int,
    period_id: UUID,
    progress: Progress,
    noted_at: datetime | None,
    account_id: UUID | None,
    now: datetime,
) -> None:
    """Save the progress of one item of the period's plan. `noted_at` is what the editor saw, None where it does not matter."""
    _refuse_nonsense(progress)
    row = _locked(session, tenant_id, period_id, progress.item_id)
    if noted_at is not None and noted_at != row.updated_at:
        raise UnableToRecordFollowup("changed-meanwhile", row.updated_at)
    row.state, row.description = progress.state, progress.description
    row.evidence = {"documents": list(progress.documents), "obstacle": progress.obstacle}
    row.updated_at = now
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="record_followup",
        subject=f"followup_item:{progress.item_id}", now=now, detail={"state": progress.state},
    )  # fmt: skip


def _refuse_nonsense(progress: Progress) -> None:
    if progress.state not in FOLLOW_UP_STATES:
        raise UnableToRecordFollowup("unknown-state")
    texts = (progress.description, progress.obstacle, *progress.documents)
    if len(progress.documents) > MOST_DOCUMENTS or any(len(text) > LONGEST_TEXT for text in texts):
        raise UnableToRecordFollowup("too-long")


def _locked(session: Session, tenant_id: int, period_id: UUID, item_id: UUID) -> FollowupItem:
    statement = (
        select(FollowupItem)
        .where(FollowupItem.tenant_id == tenant_id, FollowupItem.period_id == period_id, FollowupItem.id == item_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise UnableToRecordFollowup("unknown-item")
    return row
