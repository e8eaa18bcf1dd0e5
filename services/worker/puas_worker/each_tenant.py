"""Work that has to be done in every tenant: one after the other, each in a transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy.orm import Session

from puas.jobs.run import active_tenant_ids, job_context, transaction

log = logging.getLogger(__name__)


def in_each_tenant(work: Callable[[Session, int], None], *, context: dict[str, str] | None) -> None:
    """Do it everywhere; trouble in one tenant does not keep the others waiting, and is raised when all have had their turn."""
    failures: list[Exception] = []
    for tenant_id in active_tenant_ids():
        with job_context(tenant_id=tenant_id, context=context):
            try:
                with transaction(tenant_id=tenant_id) as session:
                    work(session, tenant_id)
            except Exception as error:
                log.exception("work in a tenant failed")
                failures.append(error)
    if failures:
        raise ExceptionGroup("some tenants were left out", failures)
