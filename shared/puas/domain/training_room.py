"""What a trainer does with a room: open and close steps, say where it is, set a timer, show one thing to everybody.

Pure: a state and an act give the next state. Every act a participant's page has to notice raises the version by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

LONGEST_TIMER = 240
LONGEST_MESSAGE = 300

# What can be shown to everybody. A step shows its title, solution and board are about the exercise named, a message says words.
CODE, STEP, SOLUTION, BOARD, MESSAGE = "code", "step", "solution", "board", "message"
SCREENS = (CODE, STEP, SOLUTION, BOARD, MESSAGE)


@dataclass(frozen=True, slots=True)
class Screen:
    """One thing everybody sees: a step, the solution or board of an exercise, the words of a message."""

    kind: str
    step: str = ""
    exercise: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class RoomState:
    """Where a room is. `steps` are the agenda's keys in order."""

    steps: tuple[str, ...]
    open_steps: frozenset[str] = frozenset()
    current_step: str = ""
    timer_ends_at: datetime | None = None
    screen: Screen | None = None
    version: int = 1


class UnableToSteer(ValueError):
    """`reason`: unknown-step, wrong-minutes, unknown-screen, no-words or too-long."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def open_step(state: RoomState, step: str) -> RoomState:
    """Let participants work on a step; the room stays where it is."""
    return _changed(state, open_steps=state.open_steps | {_known(state, step)})


def close_step(state: RoomState, step: str) -> RoomState:
    """Take a step back; what was worked there is kept. The room is at no closed step."""
    current = "" if state.current_step == step else state.current_step
    return _changed(state, open_steps=state.open_steps - {_known(state, step)}, current_step=current)


def go_to(state: RoomState, step: str) -> RoomState:
    """The room is at this step now: open for everybody, the timer of the one before is off, and nothing is shown over it."""
    return _changed(
        state, open_steps=state.open_steps | {_known(state, step)}, current_step=step, timer_ends_at=None, screen=None,
    )  # fmt: skip


def next_step(state: RoomState) -> str:
    """The step after the present one; the first where there is none, empty after the last."""
    if state.current_step not in state.steps:
        return state.steps[0] if state.steps else ""
    after = state.steps[state.steps.index(state.current_step) + 1 :]
    return after[0] if after else ""


def set_timer(state: RoomState, minutes: int, now: datetime) -> RoomState:
    """Give the room so many minutes from now; 0 takes the timer away."""
    if not 0 <= minutes <= LONGEST_TIMER:
        raise UnableToSteer("wrong-minutes")
    return _changed(state, timer_ends_at=now + timedelta(minutes=minutes) if minutes else None)


def show(state: RoomState, screen: Screen | None, *, exercises: Sequence[str]) -> RoomState:
    """Show one thing to everybody, or None: each works alone again."""
    if screen is not None:
        _check(state, screen, exercises)
    return _changed(state, screen=screen)


def _check(state: RoomState, screen: Screen, exercises: Sequence[str]) -> None:
    if screen.kind not in SCREENS:
        raise UnableToSteer("unknown-screen")
    if screen.kind == STEP:
        _known(state, screen.step)
    if screen.kind in (SOLUTION, BOARD) and screen.exercise not in exercises:
        raise UnableToSteer("unknown-screen")
    if screen.kind == MESSAGE and not screen.words.strip():
        raise UnableToSteer("no-words")
    if len(screen.words) > LONGEST_MESSAGE:
        raise UnableToSteer("too-long")


def _known(state: RoomState, step: str) -> str:
    if step not in state.steps:
        raise UnableToSteer("unknown-step")
    return step


def _changed(state: RoomState, **changes: object) -> RoomState:
    changed = replace(state, **changes)  # type: ignore[arg-type]
    return state if changed == state else replace(changed, version=state.version + 1)
