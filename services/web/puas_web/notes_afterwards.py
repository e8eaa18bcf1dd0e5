"""What is noted once an answer has been sent, in a transaction of its own: neither a GET nor a refused form commits anything."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Response
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from puas.db.session import make_session_factory, unit_of_work
from puas_web.database import db

log = logging.getLogger(__name__)


def noted_afterwards(response: Response, note: Callable[[Session], object]) -> Response:
    """The answer; the note takes nothing from it, neither time nor, where it cannot be written, success."""
    factory = make_session_factory(db.engine)

    def write() -> None:
        try:
            with unit_of_work(factory) as session:
                note(session)
        except SQLAlchemyError:
            log.warning("note after an answer not written", exc_info=True)

    response.call_on_close(write)
    return response
