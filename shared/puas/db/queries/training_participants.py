"""The people of a training session, and on which of its days they were there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.places import Region
from puas.db.tables.training import TrainingAttendance, TrainingParticipant


@dataclass(frozen=True, slots=True)
class Person:
    """A participant. `attended` are the days, each with who noted it: code or trainer."""

    id: UUID
    number: int
    name: str
    position: str
    agency_name: str
    region_code: str | None
    region_name: str | None
    group_name: str
    code: str
    account_id: UUID | None
    practice_tenant_id: int | None
    joined_at: datetime
    last_seen_at: datetime
    attended: dict[date, str] = field(default_factory=dict)


_COLUMNS: tuple[Any, ...] = (
    TrainingParticipant.id, TrainingParticipant.number, TrainingParticipant.name, TrainingParticipant.position,
    TrainingParticipant.agency_name, TrainingParticipant.region_code, Region.name, TrainingParticipant.group_name,
    TrainingParticipant.code, TrainingParticipant.account_id, TrainingParticipant.practice_tenant_id, TrainingParticipant.joined_at,
    TrainingParticipant.last_seen_at,
)  # fmt: skip


def list_people(session: Session, *, tenant_id: int, session_id: UUID) -> list[Person]:
    """Everybody of a session by number, with the days they were there; two statements."""
    statement = (
        select(*_COLUMNS)
        .outerjoin(Region, Region.code == TrainingParticipant.region_code)
        .where(TrainingParticipant.tenant_id == tenant_id, TrainingParticipant.session_id == session_id)
        .order_by(TrainingParticipant.number)
    )
    people = {row[0]: Person(*row) for row in session.execute(statement)}
    attended = select(TrainingAttendance.participant_id, TrainingAttendance.held_on, TrainingAttendance.marked_by).where(
        TrainingAttendance.tenant_id == tenant_id, TrainingAttendance.session_id == session_id
    )
    for participant_id, day, marked_by in session.execute(attended):
        people[participant_id].attended[day] = marked_by
    return list(people.values())


def find_person(session: Session, *, tenant_id: int, session_id: UUID, participant_id: UUID) -> Person | None:
    """One of them."""
    statement = (
        select(*_COLUMNS)
        .outerjoin(Region, Region.code == TrainingParticipant.region_code)
        .where(TrainingParticipant.tenant_id == tenant_id, TrainingParticipant.session_id == session_id)
        .where(TrainingParticipant.id == participant_id)
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else Person(*row)
