"""Locks of the practice rooms: a template is made once, and a session's pool is filled by one at a time."""

from __future__ import annotations

import hashlib
from uuid import UUID

from sqlalchemy.orm import Session


def hold_story(session: Session, *, story: str) -> None:
    """Let nobody else make templates of this story until this transaction ends; waits for whoever does."""
    _hold(session, f"practice story {story}")


def hold_pool(session: Session, *, session_id: UUID) -> None:
    """Let nobody else add to the pool of this training session until this transaction ends; waits for whoever does."""
    _hold(session, f"practice pool {session_id}")


def _hold(session: Session, name: str) -> None:
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    session.connection().exec_driver_sql(f"SELECT pg_advisory_xact_lock({int.from_bytes(digest, 'big', signed=True)})")
