"""A training session as a row, without what happens when one is planned: for what only reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.training import TrainingSession
from puas.domain.curricula import AgendaItem, to_plain
from puas.domain.regulation.registry import DEFAULT_EDITION_ID
from tests.factories.training_sources import HALF_DAY_AGENDA

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def add_session_row(session: Session, tenant_id: int, *, agenda: tuple[AgendaItem, ...] = HALF_DAY_AGENDA, **changes: Any) -> UUID:
    """The id of the session."""
    session_id = new_id()
    values = {
        "title": "Bimtek SKM Gelombang 1", "starts_on": date(2026, 11, 25), "ends_on": date(2026, 11, 25), "place": "Aula",
        "story": "kabupaten", "edition": DEFAULT_EDITION_ID, "seed": 20261125, "seats": 3, "hours": 5, "code": "K7MWQ2F", "state": "open",
        "practice_until": datetime(2026, 12, 9, tzinfo=UTC), "created_at": NOW, **changes,
    }  # fmt: skip
    with tenancy.inside(session, tenant_id=tenant_id):
        session.add(TrainingSession(tenant_id=tenant_id, id=session_id, agenda=to_plain(agenda), **values))
        session.flush()
    return session_id
