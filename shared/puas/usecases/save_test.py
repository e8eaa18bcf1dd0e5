"""Keeps the answers of a test that is not sent yet, so that it can be finished later or on another device."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.training_seats import Seat
from puas.usecases._room_tests import keep_answers, locked_test, open_test_room


def save_test(*, session: Session, seat: Seat, kind: str, places: Mapping[int, str]) -> None:
    """`places` are those that changed: which option, counted from 1 in the order drawn, by the question's number.

    Raises UnableToTakeTest; then nothing is kept of them.
    """
    open_test_room(session, seat, kind)
    with tenancy.inside(session, tenant_id=seat.owner_id):
        keep_answers(locked_test(session, seat, kind), places)
