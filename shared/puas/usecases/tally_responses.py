"""Adds answers that came in to the tallies, a batch at a time."""

from __future__ import annotations

from sqlalchemy.orm import Session

from puas.db.queries.tally_counts import add_batch

BATCH_SIZE = 5000


def tally_responses(*, session: Session, tenant_id: int, limit: int = BATCH_SIZE) -> int:
    """Take one batch out of the tenant's inbox and count it; returns its size, less than `limit` when the inbox is empty.

    Both happen in one transaction and in one statement, whose cost follows the batch, not the answers there have been.
    """
    return add_batch(session, tenant_id=tenant_id, limit=limit)
