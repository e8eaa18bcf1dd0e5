"""Begins a participant's test before or after the training: draws the questions, which then stay the same on every device."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.training_seats import Seat
from puas.db.tables.training import TrainingTest
from puas.domain.training_tests import drawn_for, to_plain
from puas.usecases._room_tests import open_test_room


def begin_test(*, session: Session, seat: Seat, kind: str, now: datetime) -> None:
    """Begin it; one that was begun before stays as it is. Raises UnableToTakeTest while it is not open."""
    room = open_test_room(session, seat, kind)
    values = {
        "tenant_id": seat.owner_id, "session_id": seat.session_id, "participant_id": seat.participant_id, "kind": kind,
        "questions": to_plain(drawn_for(room.seed, seat.number, kind)), "started_at": now,
    }  # fmt: skip
    with tenancy.inside(session, tenant_id=seat.owner_id):
        session.execute(insert(TrainingTest).values(values).on_conflict_do_nothing())
