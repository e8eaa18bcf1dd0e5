"""Opens the worked solution of an exercise to a participant."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.training_seats import Seat
from puas.usecases._exercise_progress import UnableToTakeExercise, any_room, locked_progress


def show_solution(*, session: Session, seat: Seat, exercise: str, now: datetime) -> None:
    """Note that the solution was looked at: from then on attempts give no points, unless it was solved before."""
    room = any_room(session, seat, exercise)
    if room.progress is None:
        raise UnableToTakeExercise("not-begun")
    if not room.may_see_solution:
        raise UnableToTakeExercise("too-early")
    with tenancy.inside(session, tenant_id=seat.owner_id):
        row = locked_progress(session, seat, exercise, now)
        if row.state not in ("solved", "shown"):
            row.state, row.changed_at = "shown", now
