"""Brings a participant back by their personal code, on the same device or another; nothing they did is lost.

Where the place to practise is gone, or the trainer wrote them down without one, and the session is open, they get one now.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.tables.people import Account
from puas.db.tables.training import TrainingParticipant, TrainingSession
from puas.domain.training_people import Seated, plain
from puas.domain.training_plan import OPEN
from puas.usecases._refusal import Refusal
from puas.usecases._training_seats import hold, is_there, list_present, practice_of_group, seat
from puas.usecases.take_practice import UnableToTakePractice


class UnableToReturnToTraining(Refusal):
    """`reason`: unknown-code (of the session), wrong-code (the personal one), not-open, practice-over,
    or one of `take_practice`: not-ready (in a few seconds it is), over."""


def return_to_training(*, session: Session, code: str, personal_code: str, now: datetime) -> Seated:
    """Whom to sign in, and where."""
    found = locators.locate(session, kind=locators.TRAINING, key=code, now=now)
    if found is None or found.tenant_id is None:
        raise UnableToReturnToTraining("unknown-code")
    with tenancy.inside(session, tenant_id=found.tenant_id):
        participant = _participant(session, found.tenant_id, UUID(found.target), locators.tidy_code(personal_code))
        participant.last_seen_at = now
        if (seated := _own_place(session, participant)) is None:
            seated = _new_place(session, participant, now)
        session.flush()
    return seated


def _participant(session: Session, tenant_id: int, session_id: UUID, personal_code: str) -> TrainingParticipant:
    statement = select(TrainingParticipant).where(
        TrainingParticipant.tenant_id == tenant_id, TrainingParticipant.session_id == session_id, TrainingParticipant.code == personal_code
    )
    # Two devices at once: the second waits, then finds the place the first has got.
    participant = session.scalars(statement.with_for_update(key_share=True)).one_or_none()
    if participant is None:
        raise UnableToReturnToTraining("wrong-code")
    return participant


def _own_place(session: Session, participant: TrainingParticipant) -> Seated | None:
    if participant.account_id is None or participant.practice_tenant_id is None:
        return None
    version = session.scalar(select(Account.session_version).where(Account.id == participant.account_id))
    if version is None or not is_there(session, participant.practice_tenant_id):
        return None
    return Seated(participant.account_id, version, participant.practice_tenant_id, participant.id)


def _new_place(session: Session, participant: TrainingParticipant, now: datetime) -> Seated:
    statement = select(TrainingSession).where(
        TrainingSession.tenant_id == participant.tenant_id, TrainingSession.id == participant.session_id
    )
    row = session.scalars(statement).one()
    if row.state != OPEN:
        raise UnableToReturnToTraining("practice-over" if row.opened_at else "not-open")
    if participant.group_name:
        hold(session, "group", row.id, plain(participant.group_name))
    shared = practice_of_group(session, list_present(session, row), participant.group_name)
    try:
        account, practice = seat(
            session, row, participant_id=participant.id, name=participant.name, group_practice_id=shared, now=now
        )
    except UnableToTakePractice as refusal:
        raise UnableToReturnToTraining(refusal.reason) from refusal
    participant.account_id, participant.practice_tenant_id = account.id, practice
    return Seated(account.id, account.session_version, practice, participant.id)
