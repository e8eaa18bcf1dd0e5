"""What a trainer does with a room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from puas.domain.training_room import (
    BOARD,
    MESSAGE,
    SOLUTION,
    STEP,
    RoomState,
    Screen,
    UnableToSteer,
    close_step,
    go_to,
    next_step,
    open_step,
    set_timer,
    show,
)

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
ROOM = RoomState(steps=("welcome", "count", "report"), open_steps=frozenset({"welcome"}), current_step="welcome", version=7)


def test_an_open_step_does_not_move_the_room() -> None:
    after = open_step(ROOM, "report")
    assert (after.open_steps, after.current_step, after.version) == (frozenset({"welcome", "report"}), "welcome", 8)


def test_going_on_opens_the_step_and_clears_timer_and_screen() -> None:
    busy = show(set_timer(ROOM, 10, NOW), Screen(MESSAGE, words="Istirahat"), exercises=())
    after = go_to(busy, "count")
    assert (after.current_step, "count" in after.open_steps, after.timer_ends_at, after.screen) == ("count", True, None, None)
    assert after.version == busy.version + 1


def test_the_room_is_at_no_closed_step() -> None:
    assert close_step(ROOM, "welcome").current_step == ""
    assert close_step(open_step(ROOM, "count"), "count").current_step == "welcome"


@pytest.mark.parametrize(("current", "expected"), [("", "welcome"), ("welcome", "count"), ("report", ""), ("gone", "welcome")])
def test_what_comes_next(current: str, expected: str) -> None:
    assert next_step(RoomState(steps=ROOM.steps, current_step=current)) == expected
    assert next_step(RoomState(steps=())) == ""


def test_a_timer_runs_from_now_and_is_taken_away_by_nought() -> None:
    running = set_timer(ROOM, 25, NOW)
    assert running.timer_ends_at == NOW + timedelta(minutes=25)
    assert set_timer(running, 0, NOW).timer_ends_at is None


def test_an_act_that_changes_nothing_wakes_no_phone() -> None:
    assert open_step(ROOM, "welcome").version == ROOM.version
    assert show(ROOM, None, exercises=()).version == ROOM.version


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda room: open_step(room, "lunch"), "unknown-step"),
        (lambda room: close_step(room, "lunch"), "unknown-step"),
        (lambda room: go_to(room, ""), "unknown-step"),
        (lambda room: set_timer(room, 241, NOW), "wrong-minutes"),
        (lambda room: set_timer(room, -1, NOW), "wrong-minutes"),
        (lambda room: show(room, Screen("film"), exercises=()), "unknown-screen"),
        (lambda room: show(room, Screen(STEP, step="lunch"), exercises=()), "unknown-step"),
        (lambda room: show(room, Screen(BOARD, exercise="dance"), exercises=("report",)), "unknown-screen"),
        (lambda room: show(room, Screen(SOLUTION), exercises=("report",)), "unknown-screen"),
        (lambda room: show(room, Screen(MESSAGE, words="  "), exercises=()), "no-words"),
        (lambda room: show(room, Screen(MESSAGE, words="a" * 301), exercises=()), "too-long"),
    ],
)
def test_what_makes_no_sense_is_refused(act: Callable[[RoomState], RoomState], reason: str) -> None:
    with pytest.raises(UnableToSteer) as refused:
        act(ROOM)
    assert refused.value.reason == reason
