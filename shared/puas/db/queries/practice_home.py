"""What a participant's own page knows of them: kept by the tenant that holds the session, read from the practice tenant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.places import Tenant
from puas.db.tables.training import TrainingAttendance, TrainingDay, TrainingParticipant, TrainingProgress, TrainingTest


@dataclass(frozen=True, slots=True)
class PracticeHome:
    """`days` tells of each day of the session whether the person was there; `progress` the state of each exercise begun."""

    code: str
    group_name: str
    is_evaluated: bool
    time_zone: str
    days: Mapping[date, bool]
    progress: Mapping[str, str]
    tests_finished: frozenset[str]


def read_practice_home(session: Session, *, owner_id: int, session_id: UUID, participant_id: UUID) -> PracticeHome:
    """Four statements, then the caller's tenant is entered again."""
    person = (
        select(TrainingParticipant.code, TrainingParticipant.group_name, TrainingParticipant.evaluated_at.is_not(None), Tenant.time_zone)
        .join(Tenant, Tenant.id == TrainingParticipant.tenant_id)
        .where(TrainingParticipant.tenant_id == owner_id, TrainingParticipant.id == participant_id)
    )
    was_there = and_(
        TrainingAttendance.tenant_id == TrainingDay.tenant_id, TrainingAttendance.session_id == TrainingDay.session_id,
        TrainingAttendance.held_on == TrainingDay.held_on, TrainingAttendance.participant_id == participant_id,
    )  # fmt: skip
    days = (
        select(TrainingDay.held_on, TrainingAttendance.participant_id.is_not(None).label("was_there"))
        .outerjoin(TrainingAttendance, was_there)
        .where(TrainingDay.tenant_id == owner_id, TrainingDay.session_id == session_id)
        .order_by(TrainingDay.held_on)
    )
    progress = select(TrainingProgress.exercise, TrainingProgress.state).where(
        TrainingProgress.tenant_id == owner_id, TrainingProgress.participant_id == participant_id
    )
    tests = select(TrainingTest.kind).where(
        TrainingTest.tenant_id == owner_id, TrainingTest.participant_id == participant_id, TrainingTest.finished_at.is_not(None)
    )
    with tenancy.inside(session, tenant_id=owner_id):
        return PracticeHome(
            *session.execute(person).one(),
            days={row.held_on: row.was_there for row in session.execute(days)},
            progress={row.exercise: row.state for row in session.execute(progress)},
            tests_finished=frozenset(session.scalars(tests)),
        )
