"""What a participant's exercise depends on in the tenant that holds the session: its seed, its steps, and the progress so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.training_seats import Seat
from puas.db.tables.training import TrainingProgress, TrainingSession
from puas.domain import exercises
from puas.domain.curricula import AgendaItem, from_plain
from puas.domain.training_room import SOLUTION


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the participant has come. `answers` are what was sent last, by field."""

    state: str
    attempts: int
    hints: int
    points: int
    answers: Mapping[str, Sequence[str]]
    started_at: datetime
    solved_at: datetime | None

    @property
    def is_over(self) -> bool:
        """Whether points no longer change: it is solved, or the solution was looked at."""
        return self.state in ("solved", "shown")


@dataclass(frozen=True, slots=True)
class ExerciseRoom:
    """The session as one exercise sees it."""

    exercise: str
    seed: int
    edition_id: str
    state: str
    steps: tuple[AgendaItem, ...]
    open_steps: frozenset[str]
    is_solution_open: bool
    progress: Progress | None

    @property
    def refusal(self) -> str:
        """Why nothing may be handed in now: session-closed, not-on-agenda, step-closed; empty where it may."""
        if self.state != "open":
            return "session-closed"
        if not self.steps:
            return "not-on-agenda"
        return "" if any(step.key in self.open_steps for step in self.steps) else "step-closed"

    @property
    def may_see_solution(self) -> bool:
        """Whether the worked solution may be opened: after enough attempts, at the trainer's word, or when all is over."""
        done = self.progress
        if done is None:
            return False
        tried = done.is_over or done.attempts >= exercises.ENOUGH_ATTEMPTS
        return tried or self.is_solution_open or self.state == "closed"


def read_exercise_room(session: Session, *, seat: Seat, exercise: str) -> ExerciseRoom | None:
    """The session and the seat's progress, in one statement; the caller's tenant is entered again afterwards."""
    mine = and_(
        TrainingProgress.tenant_id == TrainingSession.tenant_id,
        TrainingProgress.session_id == TrainingSession.id,
        TrainingProgress.participant_id == seat.participant_id,
        TrainingProgress.exercise == exercise,
    )
    statement = (
        select(
            TrainingSession.seed, TrainingSession.edition, TrainingSession.state, TrainingSession.agenda, TrainingSession.open_steps,
            TrainingSession.shown, TrainingProgress.state, TrainingProgress.attempts, TrainingProgress.hints, TrainingProgress.points,
            TrainingProgress.answers, TrainingProgress.started_at, TrainingProgress.solved_at,
        )
        .outerjoin(TrainingProgress, mine)
        .where(TrainingSession.tenant_id == seat.owner_id, TrainingSession.id == seat.session_id)
    )  # fmt: skip
    with tenancy.inside(session, tenant_id=seat.owner_id):
        row = session.execute(statement).one_or_none()
    if row is None:
        return None
    seed, edition_id, state, agenda, open_steps, shown, *progress = row
    return ExerciseRoom(
        exercise, seed, edition_id, state, exercises.steps_with(exercise, from_plain(agenda)), frozenset(open_steps),
        _shows_solution(shown, exercise), Progress(*progress) if progress[0] is not None else None,
    )  # fmt: skip


def _shows_solution(shown: Mapping[str, Any], exercise: str) -> bool:
    return shown.get("kind") == SOLUTION and shown.get("exercise") == exercise
