"""Notes that a participant's device is awake."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.training import TrainingParticipant

_OFTEN_ENOUGH = timedelta(minutes=1)


def note_presence(*, session: Session, owner_id: int, participant_id: UUID, now: datetime) -> None:
    """Once a minute is enough: forty phones that ask every five seconds must not write every time."""
    table = TrainingParticipant
    with tenancy.inside(session, tenant_id=owner_id):
        session.execute(
            update(table)
            .where(table.tenant_id == owner_id, table.id == participant_id, table.last_seen_at < now - _OFTEN_ENOUGH)
            .values(last_seen_at=now)
            .execution_options(synchronize_session=False)
        )
