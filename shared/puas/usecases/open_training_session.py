"""Opens a training session: from now on its code lets participants in. Also opens a closed one again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.domain.training_plan import OPEN
from puas.usecases._refusal import Refusal
from puas.usecases._training_sessions import locked, prepare_pool, remember_code
from puas.usecases.record_audit import record_audit


class UnableToOpenTrainingSession(Refusal):
    """`reason` is unknown-session, open-already or practice-over (its practice tenants are due to go: move the dates first)."""


def open_training_session(*, session: Session, tenant_id: int, session_id: UUID, account_id: UUID | None, now: datetime) -> None:
    """Let participants join. The room is at the agenda's first step, unless it has been further already."""
    row = locked(session, tenant_id=tenant_id, session_id=session_id)
    if row is None:
        raise UnableToOpenTrainingSession("unknown-session")
    if row.state == OPEN:
        raise UnableToOpenTrainingSession("open-already")
    if row.practice_until <= now:
        raise UnableToOpenTrainingSession("practice-over")
    if row.opened_at is None and row.agenda:
        row.current_step = str(row.agenda[0]["key"])
        row.open_steps = [row.current_step]
    row.state, row.opened_at, row.closed_at = OPEN, row.opened_at or now, None
    row.version += 1
    remember_code(session, row, expires_at=None)
    prepare_pool(session, row)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="open_training_session",
        subject=f"training_session:{session_id}", now=now, detail={"name": row.title},
    )  # fmt: skip
    session.flush()
