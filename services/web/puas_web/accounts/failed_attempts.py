"""Wrong passwords, as the owner of the account is told of them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Response, make_response
from sqlalchemy.exc import SQLAlchemyError

from puas.db.queries.account_events import latest_moments
from puas.db.session import make_session_factory, unit_of_work
from puas.runtime.clock import now
from puas.usecases.note_failed_log_in import ACTION, note_failed_log_in
from puas_web.access import current_account_id
from puas_web.database import db

log = logging.getLogger(__name__)

SHOWN = 5
SHOWN_FOR = timedelta(days=30)


def noted_afterwards(answer: tuple[str, int], email: str) -> Response:
    """The answer, and the note once it has been sent: how long the answer takes must not tell whether there is an account.

    A refused form commits nothing, so the note has a transaction of its own.
    """
    response = make_response(answer)
    factory = make_session_factory(db.engine)

    def note() -> None:
        try:
            with unit_of_work(factory) as session:
                note_failed_log_in(session=session, email=email, now=now())
        except SQLAlchemyError:
            log.warning("failed log-in not noted", exc_info=True)

    response.call_on_close(note)
    return response


def failed_attempts() -> Sequence[datetime]:
    """When somebody last failed to sign in as the person asking."""
    return latest_moments(db.session(), account_id=current_account_id(), action=ACTION, since=now() - SHOWN_FOR, limit=SHOWN)
