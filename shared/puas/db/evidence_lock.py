"""One after the other: two who add evidence to the same entry must not both add its last piece, or the same file twice."""

from __future__ import annotations

import hashlib
from uuid import UUID

from sqlalchemy.orm import Session


def hold_evidence(session: Session, *, tenant_id: int, subject: str, subject_id: UUID) -> None:
    """Hold the entry's evidence until the transaction ends."""
    digest = hashlib.blake2b(f"puas.evidence.{tenant_id:d}.{subject}.{subject_id}".encode(), digest_size=8).digest()
    session.connection().exec_driver_sql(f"SELECT pg_advisory_xact_lock({int.from_bytes(digest, 'big', signed=True)})")
