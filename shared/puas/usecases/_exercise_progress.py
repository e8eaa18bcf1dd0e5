"""What the acts of a participant share: the exercise as it stands, and its progress row locked in the owner's tenant."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.queries.exercise_rooms import ExerciseRoom, read_exercise_room
from puas.db.queries.training_seats import Seat
from puas.db.tables.training import TrainingProgress
from puas.domain.exercises import EXERCISES
from puas.usecases._refusal import Refusal


class UnableToTakeExercise(Refusal):
    """`reason`: unknown-exercise, session-closed, not-on-agenda, step-closed, nothing-to-ask (the practice tenant has no figures
    yet), not-begun, or too-early (the solution, before enough attempts).
    """


def open_room(session: Session, seat: Seat, exercise: str) -> ExerciseRoom:
    """The room of an exercise that may be worked at now."""
    room = any_room(session, seat, exercise)
    if room.refusal:
        raise UnableToTakeExercise(room.refusal)
    return room


def any_room(session: Session, seat: Seat, exercise: str) -> ExerciseRoom:
    """The room of an exercise, open or not."""
    room = read_exercise_room(session, seat=seat, exercise=exercise) if exercise in EXERCISES else None
    if room is None:
        raise UnableToTakeExercise("unknown-exercise")
    return room


def locked_progress(session: Session, seat: Seat, exercise: str, now: datetime) -> TrainingProgress:
    """The seat's row, made where there is none, and locked: of two devices one waits for the other. Inside the owner's tenant."""
    key = {
        "tenant_id": seat.owner_id, "session_id": seat.session_id, "participant_id": seat.participant_id, "exercise": exercise,
    }  # fmt: skip
    session.execute(insert(TrainingProgress).values(**key, started_at=now, changed_at=now).on_conflict_do_nothing())
    statement = (
        select(TrainingProgress)
        .where(
            TrainingProgress.tenant_id == seat.owner_id,
            TrainingProgress.session_id == seat.session_id,
            TrainingProgress.participant_id == seat.participant_id,
            TrainingProgress.exercise == exercise,
        )
        .with_for_update()
        # What this session read before it had the lock may be old.
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one()
