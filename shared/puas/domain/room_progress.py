"""What a trainer reads from the progress of a room: how many are through, who is stuck where, and on what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

SOLVED, SHOWN, TRIED, BEGUN = "solved", "shown", "tried", "begun"
DONE = frozenset({SOLVED, SHOWN})

ATTEMPTS_UNTIL_STUCK = 3
SILENCE_UNTIL_STUCK = timedelta(minutes=8)
AWAY_AFTER = timedelta(minutes=3)
MOST_FAULTS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """One participant's progress with one exercise."""

    participant_id: UUID
    exercise: str
    state: str
    attempts: int
    hints: int
    points: int
    faults: tuple[str, ...]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in the room."""

    id: UUID
    number: int
    name: str
    agency_name: str
    group_name: str
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class ExerciseSummary:
    """How a room does with one exercise. `faults` are the commonest mistakes with how many made them, `mean_points` is of those who
    handed something in.
    """

    exercise: str
    solved: int
    shown: int
    working: int
    untouched: int
    faults: tuple[tuple[str, int], ...]
    mean_points: int | None

    @property
    def people(self) -> int:
        return self.solved + self.shown + self.working + self.untouched


@dataclass(frozen=True, slots=True)
class Stuck:
    """Somebody who may need help, and why: many-attempts or silence."""

    person: Participant
    mark: Mark
    reason: str


def is_away(person: Participant, now: datetime) -> bool:
    """Whether their device has been silent: closed, asleep, or without signal."""
    return now - person.last_seen_at > AWAY_AFTER


def summarise(exercise: str, people: Sequence[Participant], marks: Iterable[Mark]) -> ExerciseSummary:
    """One exercise over the whole room."""
    own = [mark for mark in marks if mark.exercise == exercise]
    states = Counter(mark.state for mark in own)
    faults = Counter(fault for mark in own if mark.state not in DONE for fault in set(mark.faults))
    tried = [mark.points for mark in own if mark.attempts]
    working = states[TRIED] + states[BEGUN]
    return ExerciseSummary(
        exercise=exercise,
        solved=states[SOLVED],
        shown=states[SHOWN],
        working=working,
        untouched=len(people) - states[SOLVED] - states[SHOWN] - working,
        faults=tuple(sorted(faults.items(), key=lambda item: (-item[1], item[0]))[:MOST_FAULTS]),
        mean_points=round(sum(tried) / len(tried)) if tried else None,
    )


def find_stuck(people: Sequence[Participant], marks: Iterable[Mark], *, open_exercises: frozenset[str], now: datetime) -> tuple[Stuck, ...]:
    """Those who tried an open exercise often, or have long said nothing while at it; the longest silence first."""
    by_id = {person.id: person for person in people}
    found = [
        Stuck(by_id[mark.participant_id], mark, reason)
        for mark in marks
        if mark.participant_id in by_id and mark.exercise in open_exercises and (reason := _why(mark, now))
    ]
    return tuple(sorted(found, key=lambda stuck: (stuck.mark.changed_at, stuck.person.number)))


def _why(mark: Mark, now: datetime) -> str:
    if mark.state in DONE:
        return ""
    if mark.attempts >= ATTEMPTS_UNTIL_STUCK:
        return "many-attempts"
    return "silence" if now - mark.changed_at > SILENCE_UNTIL_STUCK else ""
