"""Uncovers the next hint of an exercise."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.exercise_tasks import find_task
from puas.db.queries.training_seats import Seat
from puas.usecases._exercise_progress import UnableToTakeExercise, locked_progress, open_room


def take_hint(*, session: Session, seat: Seat, exercise: str, seen: int, now: datetime) -> int:
    """Uncover the hint after those `seen`; returns how many are uncovered. A second click uncovers no second one."""
    room = open_room(session, seat, exercise)
    with tenancy.inside(session, tenant_id=seat.practice_tenant_id):
        task = find_task(session, seat=seat, room=room, now=now)
    if task is None:
        raise UnableToTakeExercise("nothing-to-ask")
    with tenancy.inside(session, tenant_id=seat.owner_id):
        row = locked_progress(session, seat, exercise, now)
        wanted = min(max(seen, 0) + 1, row.hints + 1, len(task.hints))
        if wanted > row.hints:
            row.hints, row.changed_at = wanted, now
        return row.hints
