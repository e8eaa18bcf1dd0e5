"""Sends a test: its answers are counted and never change again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.training_seats import Seat
from puas.domain.question_bank import count_right
from puas.domain.training_tests import unanswered
from puas.usecases._room_tests import keep_answers, locked_test, open_test_room


def send_test(
    *, session: Session, seat: Seat, kind: str, places: Mapping[int, str], may_be_incomplete: bool, now: datetime
) -> tuple[int, ...]:
    """Nothing where it was sent; else the numbers of the questions still open, and then the answers are kept and not sent.

    `places` as for `save_test`. Raises UnableToTakeTest: sent-already to the second of two who send at once.
    """
    open_test_room(session, seat, kind)
    with tenancy.inside(session, tenant_id=seat.owner_id):
        row = locked_test(session, seat, kind)
        questions = keep_answers(row, places)
        still_open = unanswered(questions, row.answers)
        if still_open and not may_be_incomplete:
            return still_open
        row.correct = count_right([each.key for each in questions], row.answers)
        row.finished_at = now
    return ()
