"""Sends by mail what people were told: in one tenant right after it happened, in all of them for signals that got lost."""

from __future__ import annotations

import logging
from typing import Any

from puas.jobs.run import active_tenant_ids, job_context, transaction
from puas.runtime import clock
from puas.runtime.settings import WorkerSettings, load
from puas.usecases.mail_notices import mail_notices

log = logging.getLogger(__name__)


def run(*, tenant_id: int | None = None, context: dict[str, str] | None = None, **_: Any) -> int:
    """Returns the number of letters; trouble in one tenant does not keep the others waiting."""
    failures: list[Exception] = []
    letters = 0
    active = active_tenant_ids(with_practice=False)
    # A tenant that was suspended since is told nothing; it is sent when it is open again.
    for each in active if tenant_id is None else [tenant_id] if tenant_id in active else []:
        with job_context(tenant_id=each, context=context):
            try:
                with transaction(tenant_id=each) as session:
                    letters += mail_notices(session=session, tenant_id=each, base_url=base_url(), now=clock.now())
            except Exception as error:
                log.exception("notices could not be mailed")
                failures.append(error)
    if failures:
        raise ExceptionGroup("some notices could not be mailed", failures)
    return letters


def base_url() -> str:
    """The address people know, from this process's settings."""
    return load(WorkerSettings).base_url
