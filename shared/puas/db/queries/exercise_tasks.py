"""The task of a participant: made of the session's seed, or read from what the practice tenant holds at this moment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from puas.db.queries.exercise_rooms import ExerciseRoom
from puas.db.queries.training_seats import Seat
from puas.domain import exercises
from puas.domain.exercises.task import Task
from puas.domain.regulation.registry import edition


def find_task(session: Session, *, seat: Seat, room: ExerciseRoom, now: datetime, again: int = 0) -> Task | None:
    """None where the practice tenant holds nothing yet that could be asked about."""
    if not exercises.EXERCISES[room.exercise].is_generated:
        return None
    seed = exercises.seed_text(room.seed, seat.number, room.exercise, again)
    return exercises.generated_task(room.exercise, seed, edition(room.edition_id))
