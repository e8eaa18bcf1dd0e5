"""A trainer's act on the room of an open session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.training_rooms import state_of
from puas.db.tables.training import TrainingSession
from puas.domain.training_room import RoomState, UnableToSteer

Act = Callable[[RoomState], RoomState]


def steer_room(*, session: Session, tenant_id: int, session_id: UUID, act: Act) -> RoomState:
    """Change the room by one of the acts of `domain.training_room`, one after the other where two trainers act at once.

    Raises UnableToSteer: the act's own reasons, unknown-session, or not-open.
    """
    row = session.scalars(
        select(TrainingSession)
        .where(TrainingSession.tenant_id == tenant_id, TrainingSession.id == session_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise UnableToSteer("unknown-session")
    if row.state != "open":
        raise UnableToSteer("not-open")
    state = act(state_of(row))
    # In the agenda's order, so that the same state is always the same row.
    row.open_steps = [step for step in state.steps if step in state.open_steps]
    row.current_step, row.timer_ends_at, row.version = state.current_step, state.timer_ends_at, state.version
    row.shown = {} if state.screen is None else asdict(state.screen)
    session.flush()
    return state
