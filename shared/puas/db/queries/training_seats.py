"""Whose place a practice tenant is: the way from it to the session it belongs to, which another tenant holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.training import PracticeTenant, TrainingParticipant, TrainingSession


@dataclass(frozen=True, slots=True)
class Seat:
    """A participant in a session, working in a practice tenant. `owner_id` is the tenant that holds the session."""

    owner_id: int
    session_id: UUID
    participant_id: UUID
    number: int
    name: str
    practice_tenant_id: int
    story: str
    checkpoint: str
    seed: int
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Room:
    """What the session says to all its participants right now."""

    title: str
    state: str
    code: str
    edition: str
    agenda: list[dict[str, object]]
    open_steps: list[str]
    current_step: str
    timer_ends_at: datetime | None
    shown: dict[str, object]
    version: int


def find_seat(session: Session, *, practice_tenant_id: int, account_id: UUID) -> Seat | None:
    """The seat of a person in a practice tenant; None where the tenant is no such, or the person no participant."""
    practice = session.execute(
        select(
            PracticeTenant.owner_id, PracticeTenant.session_id, PracticeTenant.story, PracticeTenant.checkpoint, PracticeTenant.seed,
            PracticeTenant.expires_at,
        ).where(PracticeTenant.tenant_id == practice_tenant_id, PracticeTenant.gone_at.is_(None))
    ).one_or_none()  # fmt: skip
    if practice is None or practice.owner_id is None or practice.session_id is None:
        return None
    with tenancy.inside(session, tenant_id=practice.owner_id):
        person = session.execute(
            select(TrainingParticipant.id, TrainingParticipant.number, TrainingParticipant.name).where(
                TrainingParticipant.tenant_id == practice.owner_id,
                TrainingParticipant.session_id == practice.session_id,
                TrainingParticipant.account_id == account_id,
                TrainingParticipant.practice_tenant_id == practice_tenant_id,
            )
        ).one_or_none()
    if person is None:
        return None
    return Seat(
        practice.owner_id, practice.session_id, person.id, person.number, person.name, practice_tenant_id, practice.story,
        practice.checkpoint, practice.seed, practice.expires_at,
    )  # fmt: skip


def read_room(session: Session, *, owner_id: int, session_id: UUID) -> Room | None:
    """The session as its participants see it; the caller's tenant is entered again afterwards."""
    columns = (
        TrainingSession.title, TrainingSession.state, TrainingSession.code, TrainingSession.edition, TrainingSession.agenda,
        TrainingSession.open_steps, TrainingSession.current_step, TrainingSession.timer_ends_at, TrainingSession.shown,
        TrainingSession.version,
    )  # fmt: skip
    with tenancy.inside(session, tenant_id=owner_id):
        row = session.execute(
            select(*columns).where(TrainingSession.tenant_id == owner_id, TrainingSession.id == session_id)
        ).one_or_none()
    return None if row is None else Room(*row)
