"""The lock of a tenant's shared figures: two publications at once are added up one after the other.

Without it each would miss what the other has not committed yet, and the sum of the later one would stay.
"""

from __future__ import annotations

import hashlib

from sqlalchemy.orm import Session


def figure_lock_key(tenant_id: int) -> int:
    """The number of a tenant's lock among PostgreSQL's advisory locks."""
    digest = hashlib.blake2b(b"puas shared figures", salt=tenant_id.to_bytes(8, "big"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def hold_figures(session: Session, *, tenant_id: int) -> None:
    """Let nobody else add up the tenant's figures until this transaction ends; waits for whoever does."""
    session.connection().exec_driver_sql(f"SELECT pg_advisory_xact_lock({figure_lock_key(tenant_id)})")
