"""Takes a participant out of a session, with attendance, progress and tests; their place is free again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from puas.db.tables.people import Account
from puas.db.tables.training import Certificate, PracticeTenant, TrainingParticipant
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToRemoveParticipant(Refusal):
    """`reason`: unknown-participant, or certified (a certificate was given, which has to stay verifiable)."""


def remove_participant(
    *, session: Session, tenant_id: int, session_id: UUID, participant_id: UUID, account_id: UUID | None, now: datetime
) -> None:
    """Nothing the guest's devices hold opens anything afterwards. A practice tenant nobody is left in goes with the next sweep,
    and the guest's account with it.
    """
    mine = (
        TrainingParticipant.tenant_id == tenant_id, TrainingParticipant.session_id == session_id, TrainingParticipant.id == participant_id
    )  # fmt: skip
    row = session.scalars(select(TrainingParticipant).where(*mine).with_for_update()).one_or_none()
    if row is None:
        raise UnableToRemoveParticipant("unknown-participant")
    certified = exists().where(Certificate.tenant_id == tenant_id, Certificate.participant_id == participant_id)
    if session.scalar(select(certified)):
        raise UnableToRemoveParticipant("certified")
    guest, practice = row.account_id, row.practice_tenant_id
    session.execute(delete(TrainingParticipant).where(*mine))
    if guest is not None:
        session.execute(update(Account).where(Account.id == guest).values(session_version=Account.session_version + 1))
    if practice is not None:
        _let_go(session, tenant_id, practice, now)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="remove_participant",
        subject=f"training_participant:{participant_id}", now=now,
    )  # fmt: skip
    session.flush()
    session.expire_all()


def _let_go(session: Session, tenant_id: int, practice_tenant_id: int, now: datetime) -> None:
    """Due at once, unless others of the group work in it."""
    others = exists().where(TrainingParticipant.tenant_id == tenant_id, TrainingParticipant.practice_tenant_id == practice_tenant_id)
    if not session.scalar(select(others)):
        session.execute(
            update(PracticeTenant)
            .where(PracticeTenant.tenant_id == practice_tenant_id, PracticeTenant.owner_id == tenant_id)
            .values(expires_at=now)
        )
