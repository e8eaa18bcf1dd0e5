"""Hands a form to the use case, once more where the connection turned out to be dead: the id makes that harmless."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from puas.usecases.submit_response import FilledForm, Receipt, UnableToSubmitResponse, submit_response
from puas_web.responding.queries import Point

log = logging.getLogger(__name__)


class NothingAsked(Exception):
    """The office asks nothing (about this service) any more; the answer was not stored."""


def store(session: Session, point: Point, filled: FilledForm, now: datetime) -> Receipt:
    """Store the form in the session's transaction."""
    try:
        return _submit(session, point, filled, now)
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        log.warning("database connection was dead, answer is stored through another")
        session.rollback()
        return _submit(session, point, filled, now)


def _submit(session: Session, point: Point, filled: FilledForm, now: datetime) -> Receipt:
    try:
        return submit_response(session=session, tenant_id=point.tenant_id, time_zone=point.time_zone, form=filled, now=now)
    except UnableToSubmitResponse as refusal:
        raise NothingAsked from refusal
