"""Closes a training session: nobody joins any more, nothing more is handed in; practice goes on until its time is over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.domain.training_plan import CLOSED, OPEN
from puas.usecases._refusal import Refusal
from puas.usecases._training_sessions import locked, remember_code
from puas.usecases.record_audit import record_audit


class UnableToCloseTrainingSession(Refusal):
    """`reason` is unknown-session or not-open."""


def close_training_session(*, session: Session, tenant_id: int, session_id: UUID, account_id: UUID | None, now: datetime) -> None:
    """Close it. Its code still brings participants back to their practice tenant while that is there."""
    row = locked(session, tenant_id=tenant_id, session_id=session_id)
    if row is None:
        raise UnableToCloseTrainingSession("unknown-session")
    if row.state != OPEN:
        raise UnableToCloseTrainingSession("not-open")
    row.state, row.closed_at = CLOSED, now
    row.timer_ends_at, row.shown = None, {}
    row.version += 1
    remember_code(session, row, expires_at=row.practice_until)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="close_training_session",
        subject=f"training_session:{session_id}", now=now, detail={"name": row.title},
    )  # fmt: skip
    session.flush()
