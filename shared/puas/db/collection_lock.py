"""The lock between answers that come in and a period that closes.

Who adds, quarantines or releases an answer holds it shared, who closes or recounts holds it alone. It belongs to the
agency, not to one of its periods, because it must be held before a statement looks which period is open: a statement
that waits for a lock still sees the rows as they were before the wait.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.tenancy import lock_with_scope


def collection_lock_key(tenant_id: int, agency_id: UUID) -> int:
    """The number of an agency's lock among PostgreSQL's advisory locks."""
    digest = hashlib.blake2b(agency_id.bytes, key=b"puas collection", salt=tenant_id.to_bytes(8, "big"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def share_collection(session: Session, *, tenant_id: int, agency_id: UUID) -> None:
    """Keep the agency's periods from closing until this transaction ends."""
    lock_with_scope(session, collection_lock_key(tenant_id, agency_id))


def stop_collection(session: Session, *, tenant_id: int, agency_id: UUID) -> None:
    """Let no answer of the agency come in until this transaction ends; waits for those on their way."""
    key = collection_lock_key(tenant_id, agency_id)
    session.connection().exec_driver_sql(f"SELECT pg_advisory_xact_lock({key})")
