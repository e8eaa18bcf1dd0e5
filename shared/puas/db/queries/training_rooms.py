"""A room as its session's row keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from puas.db.tables.training import TrainingSession
from puas.domain.training_room import RoomState, Screen


def state_of(row: TrainingSession) -> RoomState:
    """Where the room is."""
    return RoomState(
        steps=tuple(str(item["key"]) for item in row.agenda),
        open_steps=frozenset(row.open_steps),
        current_step=row.current_step,
        timer_ends_at=row.timer_ends_at,
        screen=screen_of(row.shown),
        version=row.version,
    )


def screen_of(shown: Mapping[str, Any]) -> Screen | None:
    """What is shown to everybody; None where each works alone."""
    return Screen(**shown) if shown else None
