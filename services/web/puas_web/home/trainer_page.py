"""The trainer's start page: which training is on or comes next, and who waits for help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, url_for
from sqlalchemy.orm import Session

from puas.db.queries.training_sessions import RUNNING, UPCOMING, SessionRow, count_stuck, list_sessions

_SHOWN = 5
_CONSOLE = "training_console.show"


@dataclass(frozen=True, slots=True)
class RunningSession:
    """A session that is open, and how many in it have tried something often without solving it."""

    row: SessionRow
    stuck: int
    url: str


def trainer_page(session: Session, *, tenant_id: int, today: date) -> dict[str, Any]:
    """Three statements."""
    running = list_sessions(session, tenant_id=tenant_id, states=RUNNING, limit=_SHOWN)
    stuck = count_stuck(session, tenant_id=tenant_id, session_ids=[row.id for row in running]) if running else {}
    upcoming = list_sessions(session, tenant_id=tenant_id, states=UPCOMING, limit=_SHOWN)
    return {"running": _with_stuck(running, stuck), "upcoming": upcoming, "today": today}


def _with_stuck(rows: Sequence[SessionRow], stuck: dict[Any, int]) -> list[RunningSession]:
    endpoint = _CONSOLE if _CONSOLE in current_app.view_functions else "training.show"
    return [RunningSession(row, stuck.get(row.id, 0), url_for(endpoint, session_id=row.id)) for row in rows]
