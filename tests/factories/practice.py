"""A training session, people in it, and practice tenants for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.erasure import GUEST_DOMAIN
from puas.db.identifiers import new_id
from puas.db.tables.people import Account
from puas.db.tables.training import TrainingParticipant, TrainingSession
from puas.domain.practice_stories import PUSKESMAS
from puas.domain.regulation.registry import DEFAULT_EDITION_ID
from puas.runtime.file_store import FileStore
from puas.runtime.signing_key import SigningKey
from puas.usecases.build_practice_story import build_practice_story
from puas.usecases.take_practice import take_practice

KEY = SigningKey("a secret of the practice tests, long enough for a key")
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
UNTIL = NOW + timedelta(days=7)


def add_training(
    session: Session, *, owner_id: int, story: str = PUSKESMAS, seats: int = 3, seed: int = 42, state: str = "open", until: datetime = UNTIL
) -> UUID:
    """A session of one day, open; its number."""
    session_id = new_id()
    with tenancy.inside(session, tenant_id=owner_id):
        session.add(
            TrainingSession(
                tenant_id=owner_id, id=session_id, title="Bimtek SKM", starts_on=NOW.date(), ends_on=NOW.date(), agenda=[], story=story,
                edition=DEFAULT_EDITION_ID, seed=seed, seats=seats, hours=4, state=state, code="BCDFGHJ", practice_until=until,
                created_at=NOW,
            )
        )  # fmt: skip
    return session_id


def add_participant(session: Session, *, owner_id: int, session_id: UUID, number: int = 1) -> tuple[UUID, UUID]:
    """Somebody who joined by code: participant and account."""
    account = Account(id=new_id(), email=f"{new_id().hex}@{GUEST_DOMAIN}", name=f"Peserta {number}", created_at=NOW)
    session.add(account)
    session.flush()
    participant_id = new_id()
    with tenancy.inside(session, tenant_id=owner_id):
        session.add(
            TrainingParticipant(
                tenant_id=owner_id, id=participant_id, session_id=session_id, number=number, name=account.name, code=f"P{number:06}",
                account_id=account.id, joined_at=NOW, last_seen_at=NOW,
            )
        )  # fmt: skip
    return participant_id, account.id


def build_story(session: Session, store: FileStore, story: str = PUSKESMAS, now: datetime = NOW) -> int:
    return build_practice_story(session=session, store=store, signing_key=KEY, story=story, now=now)


def take(
    session: Session, *, owner_id: int, session_id: UUID, number: int = 1, group_practice_id: int | None = None, now: datetime = NOW
) -> int:
    """A new participant takes a practice tenant."""
    participant_id, account_id = add_participant(session, owner_id=owner_id, session_id=session_id, number=number)
    return take_practice(
        session=session, owner_id=owner_id, session_id=session_id, participant_id=participant_id, account_id=account_id,
        group_practice_id=group_practice_id, now=now,
    )  # fmt: skip
