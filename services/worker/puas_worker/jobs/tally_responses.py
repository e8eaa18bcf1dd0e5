"""Counts a tenant's answers: batch after batch, each in a transaction of its own, until the inbox is empty."""

from __future__ import annotations

import logging
from typing import Any

from puas.jobs.run import job_context, transaction
from puas.usecases.tally_responses import BATCH_SIZE, tally_responses

log = logging.getLogger(__name__)

# So that one tenant's flood cannot keep a worker for good: what is left is signalled again by the answers that follow.
MOST_BATCHES = 200


def run(*, tenant_id: int, context: dict[str, str] | None = None, **_: Any) -> int:
    """Empty the inbox; how many answers were counted."""
    with job_context(tenant_id=tenant_id, context=context):
        counted = 0
        for _batch in range(MOST_BATCHES):
            with transaction(tenant_id=tenant_id) as session:
                moved = tally_responses(session=session, tenant_id=tenant_id, limit=BATCH_SIZE)
            counted += moved
            if moved < BATCH_SIZE:
                break
        log.info("answers counted", extra={"answers": counted})
        return counted
