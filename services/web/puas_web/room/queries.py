"""The room's own figures, read in the tenant that holds the session."""

from __future__ import annotations

from uuid import UUID

from puas.db import tenancy
from puas.db.queries.room_progress import list_marks, list_people
from puas.domain.room_progress import Mark, Participant
from puas_web.database import db


def read_board(*, owner_id: int, session_id: UUID) -> tuple[list[Participant], list[Mark]]:
    """Everybody and their progress; who shows it says no name."""
    with tenancy.inside(db.session(), tenant_id=owner_id):
        return (
            list_people(db.session(), tenant_id=owner_id, session_id=session_id),
            list_marks(db.session(), tenant_id=owner_id, session_id=session_id),
        )
