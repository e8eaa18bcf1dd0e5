"""Writes a participant down for the trainer: somebody without a phone at hand. Their code gives them a place to practise later."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.places import Region
from puas.domain.training_people import ParticipantDetails, fault_of_details, is_same, tidied
from puas.domain.training_plan import CLOSED
from puas.usecases._refusal import Refusal
from puas.usecases._training_seats import list_present, new_participant, next_number
from puas.usecases._training_sessions import locked
from puas.usecases.record_audit import record_audit


class UnableToAddParticipant(Refusal):
    """`reason`: unknown-session, closed, full, same-name, no-name, unprintable, too-long, unknown-region."""


def add_participant(
    *, session: Session, tenant_id: int, session_id: UUID, details: ParticipantDetails, account_id: UUID | None, now: datetime
) -> UUID:
    """The participant's id."""
    details = tidied(details)
    if fault := fault_of_details(details):
        raise UnableToAddParticipant(fault)
    if details.region_code and session.scalar(select(Region.code).where(Region.code == details.region_code)) is None:
        raise UnableToAddParticipant("unknown-region")
    row = locked(session, tenant_id=tenant_id, session_id=session_id)
    if row is None:
        raise UnableToAddParticipant("unknown-session")
    present = list_present(session, row)
    if row.state == CLOSED:
        raise UnableToAddParticipant("closed")
    if any(is_same(each.name, details.name) for each in present):
        raise UnableToAddParticipant("same-name")
    if len(present) >= row.seats:
        raise UnableToAddParticipant("full")
    participant = new_participant(row, details, number=next_number(session, row), now=now, id=new_id())
    session.add(participant)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="add_participant",
        subject=f"training_participant:{participant.id}", now=now,
    )  # fmt: skip
    session.flush()
    return participant.id
