"""What a trainer reads from the progress of a room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from puas.domain.room_progress import Mark, Participant, find_stuck, is_away, summarise

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
PEOPLE = [Participant(UUID(int=number), number, f"Peserta {number}", "", "", NOW) for number in range(1, 6)]


def _mark(number: int, state: str, *, attempts: int = 1, minutes: int = 1, points: int = 50, faults: tuple[str, ...] = ()) -> Mark:
    return Mark(UUID(int=number), "count", state, attempts, 0, points, faults, NOW - timedelta(minutes=minutes))


BEGUN = _mark(4, "begun", attempts=0, points=0)


def test_everybody_is_counted_once() -> None:
    found = summarise("count", PEOPLE, [_mark(1, "solved", points=100), _mark(2, "shown", points=40), _mark(3, "tried"), BEGUN])
    assert (found.solved, found.shown, found.working, found.untouched, found.people) == (1, 1, 2, 1, 5)
    # Of those who handed something in: (100 + 40 + 50) / 3.
    assert found.mean_points == 63
    assert summarise("count", PEOPLE, [BEGUN]).mean_points is None
    assert summarise("other", PEOPLE, [_mark(1, "solved")]).untouched == 5
    assert summarise("count", PEOPLE, []).mean_points is None


def test_common_faults_are_those_still_made_each_person_once() -> None:
    marks = [
        _mark(1, "solved", faults=("weight",)),
        _mark(2, "tried", faults=("weight", "weight", "letter")),
        _mark(3, "tried", faults=("weight",)),
        _mark(4, "tried", faults=("blank", "rounding")),
    ]
    assert summarise("count", PEOPLE, marks).faults == (("weight", 2), ("blank", 1), ("letter", 1))


def test_stuck_is_who_tried_often_or_fell_silent_at_an_open_exercise() -> None:
    marks = [
        _mark(1, "tried", attempts=3),
        _mark(2, "tried", attempts=2),
        _mark(3, "begun", attempts=0, minutes=9),
        _mark(4, "solved", attempts=9, minutes=30),
        _mark(9, "tried", attempts=9),
    ]
    found = find_stuck(PEOPLE, marks, open_exercises=frozenset({"count"}), now=NOW)
    assert [(stuck.person.number, stuck.reason) for stuck in found] == [(3, "silence"), (1, "many-attempts")]
    assert find_stuck(PEOPLE, marks, open_exercises=frozenset(), now=NOW) == ()


def test_a_silent_device_is_away() -> None:
    assert not is_away(PEOPLE[0], NOW + timedelta(minutes=3))
    assert is_away(PEOPLE[0], NOW + timedelta(minutes=3, seconds=1))
