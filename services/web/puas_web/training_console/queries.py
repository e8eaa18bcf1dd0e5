"""What the console shows: the session, everybody in it and their progress, in four statements whatever the room's size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import abort

from puas.db.queries.room_progress import count_sent, list_marks, list_people
from puas.db.queries.training_rooms import state_of
from puas.db.queries.training_sessions import find_session
from puas.db.tables.training import TrainingSession
from puas.domain.curricula import EXERCISE, AgendaItem, from_plain
from puas.domain.exercises import EXERCISES
from puas.domain.room_progress import ExerciseSummary, Mark, Participant, Stuck, find_stuck, is_away, summarise
from puas.domain.training_room import RoomState, next_step
from puas.domain.training_tests import STEP_OF
from puas.runtime import clock
from puas_web.access import current_tenant
from puas_web.database import db


@dataclass(frozen=True)
class Console:
    """A room at one moment."""

    row: TrainingSession
    state: RoomState
    agenda: Sequence[AgendaItem]
    people: Sequence[Participant]
    marks: Mapping[tuple[UUID, str], Mark]
    exercises: Sequence[str]
    sent: Mapping[str, int]
    now: datetime

    @property
    def current(self) -> AgendaItem | None:
        """Where the room is."""
        return self._item(self.state.current_step)

    @property
    def following(self) -> AgendaItem | None:
        """What comes next."""
        return self._item(next_step(self.state))

    @property
    def summaries(self) -> list[ExerciseSummary]:
        """Every exercise of the agenda over the whole room."""
        return [summarise(exercise, self.people, self.marks.values()) for exercise in self.exercises]

    @property
    def tests(self) -> list[tuple[AgendaItem, int]]:
        """The tests and the evaluation of the agenda, each with how many have sent it."""
        return [(item, self.sent.get(item.kind, 0)) for item in self.agenda if item.kind in STEP_OF.values()]

    @property
    def stuck(self) -> tuple[Stuck, ...]:
        """Who may need help now."""
        return find_stuck(self.people, self.marks.values(), open_exercises=self.open_exercises, now=self.now)

    @property
    def open_exercises(self) -> frozenset[str]:
        return frozenset(item.topic for item in self.agenda if item.kind == EXERCISE and item.key in self.state.open_steps)

    @property
    def away(self) -> frozenset[UUID]:
        """Whose device is silent."""
        return frozenset(person.id for person in self.people if is_away(person, self.now))

    def mark(self, person: Participant, exercise: str) -> Mark | None:
        """One cell of the board."""
        return self.marks.get((person.id, exercise))

    def _item(self, key: str) -> AgendaItem | None:
        return next((item for item in self.agenda if item.key == key), None)


def console_or_404(session_id: UUID) -> Console:
    """The room of this tenant's session."""
    here = current_tenant()
    row = find_session(db.session(), tenant_id=here.id, session_id=session_id)
    if row is None:
        abort(404)
    agenda = from_plain(row.agenda)
    marks = list_marks(db.session(), tenant_id=here.id, session_id=session_id)
    return Console(
        row=row,
        state=state_of(row),
        agenda=agenda,
        people=list_people(db.session(), tenant_id=here.id, session_id=session_id),
        marks={(mark.participant_id, mark.exercise): mark for mark in marks},
        exercises=exercises_of(agenda),
        sent=count_sent(db.session(), tenant_id=here.id, session_id=session_id),
        now=clock.now(),
    )


def exercises_of(agenda: Sequence[AgendaItem]) -> list[str]:
    """The exercises of an agenda in its order, each once."""
    return list(dict.fromkeys(item.topic for item in agenda if item.kind == EXERCISE and item.topic in EXERCISES))
