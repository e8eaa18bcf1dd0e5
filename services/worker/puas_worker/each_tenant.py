"""Work that has to be done in several tenants: one after the other, each in a transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from sqlalchemy.orm import Session

from puas.jobs.run import active_tenant_ids, job_context, transaction

log = logging.getLogger(__name__)

_Done = TypeVar("_Done")


def in_each_tenant(
    work: Callable[[Session, int], _Done], *, tenant_ids: Iterable[int] | None = None, context: dict[str, str] | None
) -> list[_Done]:
    """Do it in these tenants, or everywhere, and return what came of it each time.

    Trouble in one tenant does not keep the others waiting, and is raised when all have had their turn.
    """
    done: list[_Done] = []
    failures: list[Exception] = []
    for tenant_id in active_tenant_ids() if tenant_ids is None else tenant_ids:
        with job_context(tenant_id=tenant_id, context=context):
            try:
                with transaction(tenant_id=tenant_id) as session:
                    result = work(session, tenant_id)
                done.append(result)
            except Exception as error:
                log.exception("work in a tenant failed")
                failures.append(error)
    if failures:
        raise ExceptionGroup("some tenants were left out", failures)
    return done
