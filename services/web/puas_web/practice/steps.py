"""The steps of a training as one participant meets them: done, open, or still to come, and the one to take now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from puas.db.queries.practice_home import PracticeHome
from puas.db.queries.training_seats import Room
from puas.domain.curricula import EVALUATION, EXERCISE, TEST_AFTER, TEST_BEFORE, AgendaItem, from_plain

DONE, NOW, OPEN, PAST, LATER = "done", "now", "open", "past", "later"
SOLVED = frozenset({"solved", "shown"})

# Kind of an agenda item → the page that does it, and its argument.
_PAGES = {
    EXERCISE: ("exercises.show", "exercise"),
    TEST_BEFORE: ("room_tests.show", "kind"),
    TEST_AFTER: ("room_tests.show", "kind"),
    EVALUATION: ("room_tests.evaluate", ""),
}
_TEST_KINDS = {TEST_BEFORE: "before", TEST_AFTER: "after"}


@dataclass(frozen=True, slots=True)
class Step:
    """One agenda item; `url` is empty where there is nothing to do on a page, or it is not open."""

    item: AgendaItem
    state: str
    url: str


def steps_of(room: Room, home: PracticeHome) -> list[Step]:
    """Every step in order. Now is where the room is, if it is open and not done; else the first that is open."""
    items = from_plain(room.agenda)
    keys = [item.key for item in items]
    reached = keys.index(room.current_step) if room.current_step in keys else -1
    now = _now(items, room, home)
    return [_step(item, number, reached, now, room, home) for number, item in enumerate(items)]


def next_step(steps: Sequence[Step]) -> Step | None:
    """The one to show large."""
    return next((step for step in steps if step.state == NOW), None)


def _now(items: Sequence[AgendaItem], room: Room, home: PracticeHome) -> str:
    if room.state != "open":
        return ""
    waiting = [item.key for item in items if item.key in room.open_steps and not _is_done(item, home)]
    return room.current_step if room.current_step in waiting else (waiting or [""])[0]


def _step(item: AgendaItem, number: int, reached: int, now: str, room: Room, home: PracticeHome) -> Step:
    is_open = item.key in room.open_steps
    url = _url(item) if is_open else ""
    if _is_done(item, home):
        return Step(item, DONE, url)
    if item.key == now:
        return Step(item, NOW, url)
    if is_open:
        return Step(item, OPEN, url)
    return Step(item, PAST if number < reached else LATER, "")


def _is_done(item: AgendaItem, home: PracticeHome) -> bool:
    if item.kind == EXERCISE:
        return home.progress.get(item.topic) in SOLVED
    if item.kind in _TEST_KINDS:
        return _TEST_KINDS[item.kind] in home.tests_finished
    return item.kind == EVALUATION and home.is_evaluated


def _url(item: AgendaItem) -> str:
    endpoint, argument = _PAGES.get(item.kind, ("", ""))
    if endpoint not in current_app.view_functions:
        return ""
    value = _TEST_KINDS.get(item.kind, item.topic)
    values: dict[str, Any] = {argument: value} if argument else {}
    return url_for(endpoint, **values)
