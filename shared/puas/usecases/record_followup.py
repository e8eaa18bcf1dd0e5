"""Notes what became of a promise: its state, what was done, what stood in the way, and the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.reports import FollowupItem
from puas.domain.report_snapshot import FOLLOW_UP_STATES
from puas.usecases.record_audit import record_audit


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an item is. `documents` name the evidence, one per line of the form."""

    item_id: UUID
    state: str
    description: str
    obstacle: str
    documents: Sequence[str]


class UnableToRecordFollowup(Exception):
    """`reason`: unknown-item or unknown-state."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def record_followup(
    *, session: Session, tenant_id: int, period_id: UUID, progress: Progress, account_id: UUID | None, now: datetime
) -> None:
    """Save the progress of one item of the period's plan."""
    if progress.state not in FOLLOW_UP_STATES:
        raise UnableToRecordFollowup("unknown-state")
    found = session.execute(
        update(FollowupItem)
        .where(FollowupItem.tenant_id == tenant_id, FollowupItem.period_id == period_id, FollowupItem.id == progress.item_id)
        .values(
            state=progress.state,
            description=progress.description,
            evidence={"documents": list(progress.documents), "obstacle": progress.obstacle},
            updated_at=now,
        )
        .returning(FollowupItem.id)
    ).one_or_none()
    if found is None:
        raise UnableToRecordFollowup("unknown-item")
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="record_followup",
        subject=f"followup_item:{progress.item_id}", now=now, detail={"state": progress.state},
    )  # fmt: skip
