"""Gives a participant of a training session a practice tenant: the group's, one that waits in the pool, or a new one."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.practice_tenants import find_template
from puas.db.tables.people import Membership
from puas.db.tables.training import PracticeTenant, TrainingParticipant, TrainingSession
from puas.domain.permissions import Role
from puas.domain.practice_stories import DEFAULT_CHECKPOINT
from puas.usecases._practice_clones import make_practice_tenant


class UnableToTakePractice(Exception):
    """`reason`: unknown-session, unknown-group (not of this session, or erased), over (its time has passed), or not-ready
    (no template of its story has been made yet: the worker makes it, a few seconds later it is there).
    """

    def __init__(self, reason: Literal["unknown-session", "unknown-group", "over", "not-ready"]) -> None:
        super().__init__(reason)
        self.reason = reason


def take_practice(
    *,
    session: Session,
    owner_id: int,
    session_id: UUID,
    participant_id: UUID,
    account_id: UUID,
    group_practice_id: int | None,
    now: datetime,
) -> int:
    """The practice tenant's number; the account is a trainee there from now on, and the participant's row names it.

    Who has one already keeps it. `group_practice_id` is the tenant of the participant's group, where that has one.
    """
    held = _held(session, owner_id, session_id, participant_id)
    number = held or _shared(session, owner_id, session_id, group_practice_id, now) or _waiting(session, owner_id, session_id, now)
    if number is None:
        number = _made_at_once(session, owner_id, session_id, now)
    with tenancy.inside(session, tenant_id=number):
        membership = insert(Membership).values(tenant_id=number, account_id=account_id, role=Role.TRAINEE, created_at=now)
        session.execute(membership.on_conflict_do_nothing())
    with tenancy.inside(session, tenant_id=owner_id):
        session.execute(
            update(TrainingParticipant)
            .where(TrainingParticipant.tenant_id == owner_id, TrainingParticipant.id == participant_id)
            .values(practice_tenant_id=number)
            .execution_options(synchronize_session="fetch")
        )
    return number


def _held(session: Session, owner_id: int, session_id: UUID, participant_id: UUID) -> int | None:
    """Theirs already; the row is locked, so that of two devices at once one waits for the other's choice."""
    with tenancy.inside(session, tenant_id=owner_id):
        mine = (
            TrainingParticipant.tenant_id == owner_id, TrainingParticipant.session_id == session_id,
            TrainingParticipant.id == participant_id,
        )  # fmt: skip
        number = session.scalar(select(TrainingParticipant.practice_tenant_id).where(*mine).with_for_update())
    if number is None:
        return None
    alive = select(PracticeTenant.tenant_id).where(PracticeTenant.tenant_id == number, PracticeTenant.gone_at.is_(None))
    return session.scalar(alive)


def _shared(session: Session, owner_id: int, session_id: UUID, wanted: int | None, now: datetime) -> int | None:
    if wanted is None:
        return None
    taken = session.scalar(
        update(PracticeTenant)
        .where(*_of_session(owner_id, session_id), PracticeTenant.tenant_id == wanted)
        .values(taken_at=func.coalesce(PracticeTenant.taken_at, now))
        .returning(PracticeTenant.tenant_id)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        raise UnableToTakePractice("unknown-group")
    return taken


def _waiting(session: Session, owner_id: int, session_id: UUID, now: datetime) -> int | None:
    """One of the pool, marked as taken in the same statement; what another takes at this moment is passed over."""
    free = (
        select(PracticeTenant.tenant_id)
        .where(*_of_session(owner_id, session_id), PracticeTenant.taken_at.is_(None), PracticeTenant.expires_at > now)
        .order_by(PracticeTenant.tenant_id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return session.scalar(
        update(PracticeTenant)
        .where(PracticeTenant.tenant_id == free, PracticeTenant.taken_at.is_(None))
        .values(taken_at=now)
        .returning(PracticeTenant.tenant_id)
        .execution_options(synchronize_session=False)
    )


def _made_at_once(session: Session, owner_id: int, session_id: UUID, now: datetime) -> int:
    with tenancy.inside(session, tenant_id=owner_id):
        statement = select(TrainingSession.story, TrainingSession.seed, TrainingSession.practice_until).where(
            TrainingSession.tenant_id == owner_id, TrainingSession.id == session_id
        )
        told = session.execute(statement).one_or_none()
    if told is None:
        raise UnableToTakePractice("unknown-session")
    if told.practice_until <= now:
        raise UnableToTakePractice("over")
    template = find_template(session, story=told.story)
    if template is None:
        raise UnableToTakePractice("not-ready")
    return make_practice_tenant(
        session, template=template, owner_id=owner_id, session_id=session_id, checkpoint=DEFAULT_CHECKPOINT, seed=told.seed,
        signing_key=None, expires_at=told.practice_until, taken_at=now, now=now,
    )  # fmt: skip


def _of_session(owner_id: int, session_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (PracticeTenant.owner_id == owner_id, PracticeTenant.session_id == session_id, PracticeTenant.gone_at.is_(None))
