"""Training sessions that need practice tenants, now or soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.practice_tenants import is_for_practice
from puas.db.tables.places import Tenant
from puas.db.tables.training import TrainingSession

# A template is made that long before the day, so that the first who joins finds one.
PREPARED_BEFORE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class PracticeRoom:
    """A session that is planned for one of the next days, or open."""

    session_id: UUID
    story: str
    is_open: bool


def list_owners(session: Session) -> list[int]:
    """Every tenant that may hold training sessions."""
    holds = (Tenant.state == "active", Tenant.kind.in_(("province", "demo")), ~is_for_practice())
    return list(session.scalars(select(Tenant.id).where(*holds).order_by(Tenant.id)))


def list_rooms(session: Session, *, tenant_id: int, now: datetime) -> list[PracticeRoom]:
    """The tenant's sessions that are open or come soon, and whose practice tenants may still be used."""
    wanted = (
        TrainingSession.tenant_id == tenant_id, TrainingSession.state.in_(("planned", "open")), TrainingSession.practice_until > now,
        TrainingSession.starts_on <= (now + PREPARED_BEFORE).date(),
    )  # fmt: skip
    columns = (TrainingSession.id, TrainingSession.story, TrainingSession.state == "open")
    return [PracticeRoom(*row) for row in session.execute(select(*columns).where(*wanted).order_by(TrainingSession.id))]


def story_of(session: Session, *, tenant_id: int, session_id: UUID) -> str | None:
    """The practice story of a session."""
    statement = select(TrainingSession.story).where(TrainingSession.tenant_id == tenant_id, TrainingSession.id == session_id)
    return session.scalar(statement)
