"""Takes back an improvement item nobody has begun with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.yardsticks import EvidenceFile, ImprovementItem
from puas.domain.followup_plan import PLANNED
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToRemoveImprovement(Refusal):
    """`reason`: unknown-item, or begun (what was begun is noted, not forgotten)."""


def remove_improvement(*, session: Session, tenant_id: int, item_id: UUID, account_id: UUID | None, now: datetime) -> None:
    """Remove a planned item; its evidence is hidden at once and its files are erased by the sweeper."""
    mine = (ImprovementItem.tenant_id == tenant_id, ImprovementItem.id == item_id)
    statement = select(ImprovementItem).where(*mine).with_for_update().execution_options(populate_existing=True)
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise UnableToRemoveImprovement("unknown-item")
    if row.state != PLANNED:
        raise UnableToRemoveImprovement("begun")
    source, topic = row.source, row.topic
    evidence = (EvidenceFile.tenant_id == tenant_id, EvidenceFile.subject == "improvement", EvidenceFile.subject_id == item_id)
    session.execute(update(EvidenceFile).where(*evidence, EvidenceFile.removed_at.is_(None)).values(removed_at=now))
    session.delete(row)
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="remove_improvement",
        subject=f"improvement_item:{item_id}", now=now, detail={"topic": topic},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(source,))
