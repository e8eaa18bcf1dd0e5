"""Judges what a participant handed in, and keeps it: right or wrong, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.exercise_tasks import find_task
from puas.db.queries.training_seats import Seat
from puas.db.tables.training import TrainingProgress
from puas.domain.exercises.task import LONGEST_ANSWER, Checked, Given, Task
from puas.usecases._exercise_progress import UnableToTakeExercise, locked_progress, open_room

_MOST_VALUES = 20


def check_exercise(
    *, session: Session, seat: Seat, exercise: str, given: Given, attempts_seen: int | None, now: datetime
) -> Checked:
    """Judge the answers by what the practice tenant holds now, and count the attempt in the tenant that holds the session.

    `attempts_seen` is how many attempts the page knew of: the same answers from a page that knew of fewer are a second click and
    count once; other answers are another device's attempt. Answers that cannot be read, and none at all, are kept but not
    counted. What is solved stays solved, and points are those of the best attempt.
    """
    room = open_room(session, seat, exercise)
    with tenancy.inside(session, tenant_id=seat.practice_tenant_id):
        task = find_task(session, seat=seat, room=room, now=now)
    if task is None:
        raise UnableToTakeExercise("nothing-to-ask")
    answers = _kept(task, given)
    checked = task.check(answers)
    with tenancy.inside(session, tenant_id=seat.owner_id):
        _note(locked_progress(session, seat, exercise, now), task, answers, checked, attempts_seen, now)
    return checked


def _note(
    row: TrainingProgress, task: Task, answers: Mapping[str, list[str]], checked: Checked, attempts_seen: int | None, now: datetime
) -> None:
    is_second_click = attempts_seen is not None and attempts_seen < row.attempts and row.answers == answers
    row.answers, row.changed_at = dict(answers), now
    if checked.is_unreadable or checked.is_empty:
        return
    row.faults = list(task.faults(checked))
    if not is_second_click:
        row.attempts += 1
    if row.state == "shown":
        return
    row.points = max(row.points, checked.points)
    if checked.is_solved:
        row.solved_at = row.solved_at or now
    row.state = "solved" if row.solved_at is not None else "tried"


def _kept(task: Task, given: Given) -> dict[str, list[str]]:
    """What was sent for the fields there are, each no longer than anybody types."""
    return {each.key: [text[:LONGEST_ANSWER] for text in list(given[each.key])[:_MOST_VALUES]] for each in task.fields if each.key in given}
