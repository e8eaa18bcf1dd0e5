"""Signs an account out everywhere."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.people import Account
from puas.usecases.record_account_event import record_account_event


def end_sessions(*, session: Session, account_id: UUID, now: datetime) -> int:
    """Raise the account's session version; cookies that name an older one are refused. Returns the new version."""
    raised = {"session_version": Account.session_version + 1}
    statement = update(Account).where(Account.id == account_id).values(raised).returning(Account.session_version)
    version = session.scalars(statement).one()
    record_account_event(session=session, account_id=account_id, action="end_sessions", now=now)
    return version
