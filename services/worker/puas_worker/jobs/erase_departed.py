"""Erases tenants that left and whose archive had its time: their rows, then their files, one tenant after the other."""

from __future__ import annotations

import logging
from typing import Any

from puas.db.queries.departures import due_erasures
from puas.jobs.run import job_context, transaction
from puas.runtime import clock
from puas.usecases.erase_departed_files import erase_departed_files
from puas.usecases.erase_departed_tenant import erase_departed_tenant
from puas_worker.storage import file_store

log = logging.getLogger(__name__)


def run(*, context: dict[str, str] | None = None, **_: Any) -> int:
    """How many were erased; trouble with one does not keep the others waiting. What was begun is gone on with at the next turn."""
    failures: list[Exception] = []
    erased = 0
    with job_context(context=context), transaction() as session:
        due = due_erasures(session, now=clock.now())
    for tenant_id in due:
        with job_context(tenant_id=tenant_id, context=context):
            try:
                erased += _erase(tenant_id)
            except Exception as error:
                log.exception("a tenant that left could not be erased")
                failures.append(error)
    if failures:
        raise ExceptionGroup("some tenants that left could not be erased", failures)
    return erased


def _erase(tenant_id: int) -> bool:
    with transaction() as session:
        erase_departed_tenant(session=session, tenant_id=tenant_id, now=clock.now())
    with transaction() as session:
        is_erased = erase_departed_files(session=session, store=file_store(), tenant_id=tenant_id, now=clock.now())
    if is_erased:
        log.info("tenant that left erased")
    return is_erased
