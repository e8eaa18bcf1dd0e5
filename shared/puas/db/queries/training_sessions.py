"""Training sessions of the tenant that holds them: the list, one with its days, and where a code leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.tables.places import Region, Tenant
from puas.db.tables.training import Curriculum, TrainingAttendance, TrainingDay, TrainingParticipant, TrainingProgress, TrainingSession
from puas.domain.room_progress import ATTEMPTS_UNTIL_STUCK
from puas.domain.training_plan import CLOSED, OPEN, PLANNED


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as lists show it; `region_name` is empty for one that is for everybody."""

    id: UUID
    title: str
    state: str
    starts_on: date
    ends_on: date
    place: str
    link: str
    region_name: str | None
    seats: int
    joined: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of a session, its code, and how many were there."""

    held_on: date
    code: str
    present: int


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A session as somebody sees it who has its code. `province_code` is the owner's; empty for the operator's training house."""

    owner_id: int
    owner_name: str
    province_code: str | None
    time_zone: str
    id: UUID
    title: str
    state: str
    starts_on: date
    ends_on: date
    place: str
    region_code: str | None
    code: str


def list_sessions(session: Session, *, tenant_id: int, states: Sequence[str], limit: int, offset: int = 0) -> list[SessionRow]:
    """Sessions in these states; what was held last stands first, what is planned in the order of its days."""
    order = TrainingSession.starts_on.asc() if PLANNED in states else TrainingSession.starts_on.desc()
    statement = _rows(tenant_id).where(TrainingSession.state.in_(states)).order_by(order, TrainingSession.id).limit(limit).offset(offset)
    return [SessionRow(*row) for row in session.execute(statement)]


def count_sessions(session: Session, *, tenant_id: int, states: Sequence[str]) -> int:
    """How many `list_sessions` has in all."""
    statement = select(func.count()).where(TrainingSession.tenant_id == tenant_id, TrainingSession.state.in_(states))
    return session.scalar(statement) or 0


def find_session(session: Session, *, tenant_id: int, session_id: UUID) -> TrainingSession | None:
    """One session."""
    statement = select(TrainingSession).where(TrainingSession.tenant_id == tenant_id, TrainingSession.id == session_id)
    return session.scalars(statement).one_or_none()


def list_days(session: Session, *, tenant_id: int, session_id: UUID) -> list[DayRow]:
    """The days of a session in order."""
    present = (
        select(func.count())
        .where(TrainingAttendance.tenant_id == TrainingDay.tenant_id, TrainingAttendance.session_id == TrainingDay.session_id)
        .where(TrainingAttendance.held_on == TrainingDay.held_on)
        .scalar_subquery()
    )
    statement = (
        select(TrainingDay.held_on, TrainingDay.code, present)
        .where(TrainingDay.tenant_id == tenant_id, TrainingDay.session_id == session_id)
        .order_by(TrainingDay.held_on)
    )
    return [DayRow(*row) for row in session.execute(statement)]


def find_door(session: Session, *, code: str, now: datetime) -> OpenDoor | None:
    """The session a code leads to, whatever its state. The caller's tenant is entered again afterwards."""
    found = locators.locate(session, kind=locators.TRAINING, key=code, now=now)
    if found is None or found.tenant_id is None:
        return None
    columns: tuple[Any, ...] = (
        Tenant.id, Tenant.name, Tenant.province_code, Tenant.time_zone, TrainingSession.id, TrainingSession.title, TrainingSession.state,
        TrainingSession.starts_on, TrainingSession.ends_on, TrainingSession.place, TrainingSession.region_code, TrainingSession.code,
    )  # fmt: skip
    statement = (
        select(*columns)
        .join(Tenant, Tenant.id == TrainingSession.tenant_id)
        .where(TrainingSession.tenant_id == found.tenant_id, TrainingSession.id == UUID(found.target), Tenant.state == "active")
    )
    with tenancy.inside(session, tenant_id=found.tenant_id):
        row = session.execute(statement).one_or_none()
    return None if row is None else OpenDoor(*row)


def list_curricula(session: Session, *, tenant_id: int) -> list[Curriculum]:
    """The tenant's own curricula by title."""
    statement = select(Curriculum).where(Curriculum.tenant_id == tenant_id).order_by(func.lower(Curriculum.title), Curriculum.id)
    return list(session.scalars(statement))


def find_curriculum(session: Session, *, tenant_id: int, curriculum_id: UUID) -> Curriculum | None:
    """One of them."""
    statement = select(Curriculum).where(Curriculum.tenant_id == tenant_id, Curriculum.id == curriculum_id)
    return session.scalars(statement).one_or_none()


def count_stuck(session: Session, *, tenant_id: int, session_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Participants of each session who have tried something often and not solved it."""
    statement = (
        select(TrainingProgress.session_id, func.count(TrainingProgress.participant_id.distinct()).label("stuck"))
        .where(TrainingProgress.tenant_id == tenant_id, TrainingProgress.session_id.in_(session_ids))
        .where(TrainingProgress.state == "tried", TrainingProgress.attempts >= ATTEMPTS_UNTIL_STUCK)
        .group_by(TrainingProgress.session_id)
    )
    return {row.session_id: row.stuck for row in session.execute(statement)}


def _rows(tenant_id: int) -> Select[*tuple[Any, ...]]:
    joined = (
        select(func.count())
        .where(TrainingParticipant.tenant_id == TrainingSession.tenant_id, TrainingParticipant.session_id == TrainingSession.id)
        .scalar_subquery()
    )
    return (
        select(
            TrainingSession.id,
            TrainingSession.title,
            TrainingSession.state,
            TrainingSession.starts_on,
            TrainingSession.ends_on,
            TrainingSession.place,
            TrainingSession.link,
            Region.name,
            TrainingSession.seats,
            joined,
        )  # fmt: skip
        .outerjoin(Region, Region.code == TrainingSession.region_code)
        .where(TrainingSession.tenant_id == tenant_id)
    )


UPCOMING, RUNNING, PAST = (PLANNED,), (OPEN,), (CLOSED,)
