"""Writes anew what the registers of every tenant say, one after the other, each in a transaction of its own."""

from __future__ import annotations

import logging
from typing import Any

from puas.jobs.run import active_tenant_ids, job_context, transaction
from puas.runtime import clock
from puas.usecases.share_yardsticks import share_yardsticks

log = logging.getLogger(__name__)


def run(*, context: dict[str, str] | None = None, **_: Any) -> None:
    """Some figures change by the passing of time alone; trouble in one tenant does not keep the others waiting."""
    failures: list[Exception] = []
    for tenant_id in active_tenant_ids():
        with job_context(tenant_id=tenant_id, context=context):
            try:
                with transaction(tenant_id=tenant_id) as session:
                    share_yardsticks(session=session, tenant_id=tenant_id, now=clock.now())
            except Exception as error:
                log.exception("yardsticks could not be shared")
                failures.append(error)
    if failures:
        raise ExceptionGroup("some tenants' yardsticks could not be shared", failures)
