"""Corrects how a participant is written down: a name as it belongs on a certificate, an agency, a group."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.people import Account
from puas.db.tables.places import Region
from puas.db.tables.training import TrainingParticipant
from puas.domain.training_people import ParticipantDetails, fault_of_details, tidied
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToCorrectParticipant(Refusal):
    """`reason`: unknown-participant, no-name, unprintable, too-long, unknown-region."""


def correct_participant(
    *,
    session: Session,
    tenant_id: int,
    session_id: UUID,
    participant_id: UUID,
    details: ParticipantDetails,
    account_id: UUID | None,
    now: datetime,
) -> None:
    """Write the details. A certificate that was given keeps the name it was given to; another group keeps the place to practise."""
    details = tidied(details)
    if fault := fault_of_details(details):
        raise UnableToCorrectParticipant(fault)
    if details.region_code and session.scalar(select(Region.code).where(Region.code == details.region_code)) is None:
        raise UnableToCorrectParticipant("unknown-region")
    statement = select(TrainingParticipant).where(
        TrainingParticipant.tenant_id == tenant_id, TrainingParticipant.session_id == session_id, TrainingParticipant.id == participant_id
    )
    row = session.scalars(statement.with_for_update(key_share=True)).one_or_none()
    if row is None:
        raise UnableToCorrectParticipant("unknown-participant")
    row.name, row.position, row.agency_name = details.name, details.position, details.agency_name
    row.region_code, row.group_name = details.region_code, details.group_name
    if row.account_id is not None:
        session.execute(update(Account).where(Account.id == row.account_id).values(name=details.name))
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="correct_participant",
        subject=f"training_participant:{participant_id}", now=now,
    )  # fmt: skip
    session.flush()
