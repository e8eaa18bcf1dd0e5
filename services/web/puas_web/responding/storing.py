"""Hands a form to the use case."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from puas.db.answer_store import DirectAnswers
from puas.usecases.submit_response import FilledForm, Receipt, UnableToSubmitResponse, submit_response
from puas_web.responding.queries import Point


class NothingAsked(Exception):
    """The office asks nothing (about this service) any more; the answer was not stored."""


def store(session: Session | DirectAnswers, point: Point, filled: FilledForm, now: datetime) -> Receipt:
    """Store the form where the session says."""
    try:
        return submit_response(session=session, tenant_id=point.tenant_id, time_zone=point.time_zone, form=filled, now=now)
    except UnableToSubmitResponse as refusal:
        raise NothingAsked from refusal
