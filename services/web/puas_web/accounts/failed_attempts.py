"""Wrong passwords, as the owner of the account is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Response, make_response

from puas.db.queries.account_events import latest_moments
from puas.runtime.clock import now
from puas.usecases.note_failed_log_in import ACTION, note_failed_log_in
from puas_web.access import current_account_id
from puas_web.database import db
from puas_web.notes_afterwards import noted_afterwards

SHOWN = 5
SHOWN_FOR = timedelta(days=30)


def attempt_noted(answer: tuple[str, int], email: str) -> Response:
    """The answer, and the note once it has been sent: how long the answer takes must not tell whether there is an account."""
    return noted_afterwards(make_response(answer), lambda session: note_failed_log_in(session=session, email=email, now=now()))


def failed_attempts() -> Sequence[datetime]:
    """When somebody last failed to sign in as the person asking."""
    return latest_moments(db.session(), account_id=current_account_id(), action=ACTION, since=now() - SHOWN_FOR, limit=SHOWN)
