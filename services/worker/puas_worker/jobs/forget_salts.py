"""Throws the salts of past days away, after which no network key of those days can be traced to an address."""

from __future__ import annotations

from typing import Any

from puas.db.daily_salts import forget_salts_before
from puas.jobs.run import job_context, transaction
from puas.runtime import clock


def run(*, context: dict[str, str] | None = None, **_: Any) -> int:
    """Keep today's salt (UTC); how many were forgotten."""
    with job_context(context=context), transaction() as session:
        return forget_salts_before(session, day=clock.now().date())
