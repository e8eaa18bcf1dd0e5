"""Signs an account out of one session; its cookie opens nothing any more, whoever holds it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.identifiers import made_at
from puas.db.tables.people import Locator
from puas.domain.session_patience import SESSION_LIFETIME
from puas.usecases.record_account_event import record_account_event


def end_session(*, session: Session, account_id: UUID, session_id: UUID, now: datetime) -> None:
    """Remember the session as ended for as long as its cookie could be good."""
    ended = {
        "kind": locators.ENDED_SESSION,
        "key_hash": locators.key_hash(str(session_id)),
        "target": str(account_id),
        "expires_at": made_at(session_id) + SESSION_LIFETIME,
    }
    # Twice at the same moment is once.
    session.execute(insert(Locator).values(ended).on_conflict_do_nothing())
    record_account_event(session=session, account_id=account_id, action="log_out", now=now)
