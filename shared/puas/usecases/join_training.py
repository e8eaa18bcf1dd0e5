"""Lets a person into a training session by its code: a number in the room, a guest's account, a practice tenant.

Nothing but the last step waits for others: the practice tenant is taken first, then the session's row is locked for the
moment in which the seat is counted. What was taken for somebody who then finds the room full is given back by the rollback.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.tables.people import Account
from puas.db.tables.places import Region
from puas.db.tables.training import TrainingParticipant, TrainingSession
from puas.domain.training_people import ParticipantDetails, Seated, fault_of_details, is_same, plain, tidied
from puas.domain.training_plan import OPEN, PLANNED
from puas.usecases._refusal import Refusal
from puas.usecases._training_seats import (
    Present,
    hold,
    list_present,
    new_participant,
    next_number,
    practice_of_group,
    seat,
)
from puas.usecases._training_sessions import locked
from puas.usecases.take_practice import UnableToTakePractice


class UnableToJoinTraining(Refusal):
    """`reason`: unknown-code, not-open, closed, full, same-name (somebody of this name is there), no-name, unprintable, too-long,
    unknown-region, or one of `take_practice`: not-ready (in a few seconds it is), over.
    """


def join_training(
    *,
    session: Session,
    code: str,
    details: ParticipantDetails,
    participant_id: UUID,
    is_another: bool,
    now: datetime,
) -> Seated:
    """Seat the person. `participant_id` was made with the form, so that the same form sent twice is one participant.

    `is_another`: they said that they are not the one of the same name who is already there.
    """
    details = tidied(details)
    found = locators.locate(session, kind=locators.TRAINING, key=code, now=now)
    if found is None or found.tenant_id is None:
        raise UnableToJoinTraining("unknown-code")
    hold(session, "join", participant_id)
    with tenancy.inside(session, tenant_id=found.tenant_id):
        row = _session(session, found.tenant_id, UUID(found.target))
        if (known := _sent_before(session, row, participant_id, details)) is not None:
            return known
        if details.group_name:
            hold(session, "group", row.id, plain(details.group_name))
        present = list_present(session, row)
        _refuse(session, row, details, present, is_another)
        shared = practice_of_group(session, present, details.group_name)
        try:
            account, practice = seat(
                session, row, participant_id=participant_id, name=details.name, group_practice_id=shared, now=now
            )
        except UnableToTakePractice as refusal:
            raise UnableToJoinTraining(refusal.reason) from refusal
        row = locked(session, tenant_id=row.tenant_id, session_id=row.id) or row
        _refuse(session, row, details, list_present(session, row), is_another)
        participant = new_participant(row, details, number=next_number(session, row), now=now, id=participant_id)
        participant.account_id, participant.practice_tenant_id = account.id, practice
        session.add(participant)
        session.flush()
    return Seated(account.id, account.session_version, practice, participant_id)


def _session(session: Session, tenant_id: int, session_id: UUID) -> TrainingSession:
    statement = select(TrainingSession).where(TrainingSession.tenant_id == tenant_id, TrainingSession.id == session_id)
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise UnableToJoinTraining("unknown-code")
    return row


def _sent_before(session: Session, row: TrainingSession, participant_id: UUID, details: ParticipantDetails) -> Seated | None:
    """The seat the same form has already got: a phone sends twice when a finger taps twice."""
    statement = (
        select(TrainingParticipant, Account.session_version)
        .join(Account, Account.id == TrainingParticipant.account_id)
        .where(TrainingParticipant.tenant_id == row.tenant_id, TrainingParticipant.session_id == row.id)
        .where(TrainingParticipant.id == participant_id)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        return None
    known, version = found
    if known.account_id is None or known.practice_tenant_id is None or not is_same(known.name, details.name):
        return None
    return Seated(known.account_id, version, known.practice_tenant_id, participant_id)


def _refuse(session: Session, row: TrainingSession, details: ParticipantDetails, present: list[Present], is_another: bool) -> None:
    if row.state != OPEN:
        raise UnableToJoinTraining("not-open" if row.state == PLANNED else "closed")
    if fault := fault_of_details(details):
        raise UnableToJoinTraining(fault)
    if details.region_code and session.scalar(select(Region.code).where(Region.code == details.region_code)) is None:
        raise UnableToJoinTraining("unknown-region")
    # Somebody who is there already is told so even where the room is full.
    if not is_another and any(is_same(each.name, details.name) for each in present):
        raise UnableToJoinTraining("same-name")
    if len(present) >= row.seats:
        raise UnableToJoinTraining("full")
