"""Notes that a participant has begun an exercise."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.training_seats import Seat
from puas.usecases._exercise_progress import locked_progress, open_room


def begin_exercise(*, session: Session, seat: Seat, exercise: str, now: datetime) -> None:
    """Make the seat's progress in the tenant that holds the session. Beginning again changes nothing."""
    open_room(session, seat, exercise)
    with tenancy.inside(session, tenant_id=seat.owner_id):
        locked_progress(session, seat, exercise, now)
