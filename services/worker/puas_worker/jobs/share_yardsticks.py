"""Writes anew what the registers of every tenant say: some figures change by the passing of time alone."""

from __future__ import annotations

from typing import Any

from puas.runtime import clock
from puas.usecases.share_yardsticks import share_yardsticks
from puas_worker.each_tenant import in_each_tenant


def run(*, context: dict[str, str] | None = None, **_: Any) -> None:
    """Share everywhere."""
    in_each_tenant(
        lambda session, tenant_id: share_yardsticks(session=session, tenant_id=tenant_id, now=clock.now()), context=context
    )
