"""Opening and closing the session of a person who proved themselves: by a password, an invitation, or the code of a training."""

from __future__ import annotations

from uuid import UUID

from flask_login import current_user

from puas.db.identifiers import new_id
from puas.db.queries.access import find_account
from puas.runtime import clock
from puas.usecases.end_session import end_session
from puas_web.access_sources import as_logged_in
from puas_web.database import db
from puas_web.login import forget_session, start_session


def open_session(account_id: UUID, session_version: int) -> None:
    """Sign the browser in; everything it held before is dropped."""
    db.session.flush()
    row = find_account(db.session(), account_id=account_id, session_version=session_version)
    if row is None:
        raise LookupError("The account that just proved itself is gone")
    start_session(as_logged_in(row, new_id()))


def close_session() -> None:
    """Sign the browser out, and every copy of its cookie."""
    end_session(session=db.session(), account_id=current_user.account_id, session_id=current_user.session_id, now=clock.now())
    forget_session()


def is_guest() -> bool:
    """Whether who is signed in came by the code of a training, without an account of their own."""
    return bool(current_user.is_authenticated and current_user.is_guest)
