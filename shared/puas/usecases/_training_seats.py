"""How a person gets a place in a training room: a guest's account, a practice tenant, a number and a code of their own."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.erasure import GUEST_DOMAIN
from puas.db.identifiers import new_id
from puas.db.tables.people import Account
from puas.db.tables.training import PracticeTenant, TrainingParticipant, TrainingSession
from puas.domain.training_people import ParticipantDetails, is_same
from puas.usecases.take_practice import take_practice

PERSONAL_CODE_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is in the room already."""

    id: UUID
    number: int
    name: str
    group_name: str
    practice_tenant_id: int | None


def hold(session: Session, *words: object) -> None:
    """An advisory lock for one transaction, so that the same thing asked for twice at a moment happens one after the other."""
    digest = hashlib.sha256("|".join(str(word) for word in words).encode()).digest()
    key = int.from_bytes(digest[:8], "big", signed=True)
    session.connection().exec_driver_sql(f"SELECT pg_advisory_xact_lock({key})")


def list_present(session: Session, row: TrainingSession) -> list[Present]:
    """Everybody in the room, by number."""
    columns = (
        TrainingParticipant.id, TrainingParticipant.number, TrainingParticipant.name, TrainingParticipant.group_name,
        TrainingParticipant.practice_tenant_id,
    )  # fmt: skip
    statement = (
        select(*columns)
        .where(TrainingParticipant.tenant_id == row.tenant_id, TrainingParticipant.session_id == row.id)
        .order_by(TrainingParticipant.number)
    )
    return [Present(*each) for each in session.execute(statement)]


def new_participant(row: TrainingSession, details: ParticipantDetails, *, number: int, now: datetime, id: UUID) -> TrainingParticipant:
    """The participant's row, without a place to practise yet."""
    return TrainingParticipant(
        tenant_id=row.tenant_id, id=id, session_id=row.id, number=number, name=details.name, position=details.position,
        agency_name=details.agency_name, region_code=details.region_code, group_name=details.group_name,
        code=locators.new_code(PERSONAL_CODE_LENGTH), joined_at=now, last_seen_at=now,
    )  # fmt: skip


def next_number(session: Session, row: TrainingSession) -> int:
    """One more than anybody has had who is still there; call it with the session's row locked."""
    statement = select(func.max(TrainingParticipant.number)).where(
        TrainingParticipant.tenant_id == row.tenant_id, TrainingParticipant.session_id == row.id
    )
    return (session.scalar(statement) or 0) + 1


def make_guest(session: Session, name: str, now: datetime) -> Account:
    """An account without a password, at an address no mail can reach."""
    account = Account(id=new_id(), email=f"{secrets.token_hex(12)}@{GUEST_DOMAIN}", name=name, session_version=1, created_at=now)
    session.add(account)
    session.flush()
    return account


def is_there(session: Session, practice_tenant_id: int) -> bool:
    """Whether the practice tenant has not been erased."""
    statement = select(PracticeTenant.tenant_id).where(PracticeTenant.tenant_id == practice_tenant_id, PracticeTenant.gone_at.is_(None))
    return session.scalar(statement) is not None


def practice_of_group(session: Session, present: Sequence[Present], group_name: str) -> int | None:
    """The practice tenant people of this group share, None where there is none yet, or none any more."""
    if not group_name:
        return None
    shared = next((each.practice_tenant_id for each in present if each.practice_tenant_id and is_same(each.group_name, group_name)), None)
    return shared if shared is not None and is_there(session, shared) else None


def seat(
    session: Session, row: TrainingSession, *, participant_id: UUID, name: str, group_practice_id: int | None, now: datetime
) -> tuple[Account, int]:
    """A guest's account, and the practice tenant it may work in."""
    account = make_guest(session, name, now)
    practice = take_practice(
        session=session, owner_id=row.tenant_id, session_id=row.id, participant_id=participant_id, account_id=account.id,
        group_practice_id=group_practice_id, now=now,
    )  # fmt: skip
    return account, practice
