"""Counts how far every tenant has come, one after the other, each in a transaction of its own."""

from __future__ import annotations

import logging
from typing import Any

from puas.jobs.run import active_tenant_ids, job_context, transaction
from puas.runtime import clock
from puas.usecases.count_participation import count_participation

log = logging.getLogger(__name__)


def run(*, context: dict[str, str] | None = None, **_: Any) -> None:
    """Count everywhere; trouble in one tenant does not keep the others waiting."""
    failures: list[Exception] = []
    for tenant_id in active_tenant_ids():
        with job_context(tenant_id=tenant_id, context=context):
            try:
                with transaction(tenant_id=tenant_id) as session:
                    count_participation(session=session, tenant_id=tenant_id, now=clock.now())
            except Exception as error:
                log.exception("participation could not be counted")
                failures.append(error)
    if failures:
        raise ExceptionGroup("some tenants could not be counted", failures)
