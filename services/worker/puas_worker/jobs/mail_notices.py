"""Sends by mail what people were told: in one tenant right after it happened, in all of them for signals that got lost."""

from __future__ import annotations

from typing import Any

from puas.jobs.run import active_tenant_ids
from puas.runtime import clock
from puas.runtime.settings import WorkerSettings, load
from puas.usecases.mail_notices import mail_notices
from puas_worker.each_tenant import in_each_tenant


def run(*, tenant_id: int | None = None, context: dict[str, str] | None = None, **_: Any) -> int:
    """Returns the number of letters."""
    active = active_tenant_ids(with_practice=False)
    # A tenant that was suspended since is told nothing; it is sent when it is open again.
    wanted = active if tenant_id is None else [tenant_id] if tenant_id in active else []
    letters = in_each_tenant(
        lambda session, each: mail_notices(session=session, tenant_id=each, base_url=base_url(), now=clock.now()),
        tenant_ids=wanted, context=context,
    )  # fmt: skip
    return sum(letters)


def base_url() -> str:
    """The address people know, from this process's settings."""
    return load(WorkerSettings).base_url
