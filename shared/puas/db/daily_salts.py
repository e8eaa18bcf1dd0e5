"""The random salt network addresses are hashed with on one day; without it the hashes say nothing, so it is thrown away."""

from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.tables.responses import DailySalt

SALT_BYTES = 32


def find_salt(session: Session, *, day: date) -> bytes | None:
    """The salt of the day, if there is one yet."""
    return session.scalar(select(DailySalt.salt).where(DailySalt.day == day))


def make_salt(session: Session, *, day: date) -> bytes:
    """Make the salt of the day, or take the one that somebody else has made at the same moment."""
    session.execute(insert(DailySalt).values(day=day, salt=secrets.token_bytes(SALT_BYTES)).on_conflict_do_nothing())
    salt: bytes = session.scalars(select(DailySalt.salt).where(DailySalt.day == day)).one()
    return salt


def forget_salts_before(session: Session, *, day: date) -> int:
    """Delete the salts of earlier days; how many there were."""
    return len(session.scalars(delete(DailySalt).where(DailySalt.day < day).returning(DailySalt.day)).all())
