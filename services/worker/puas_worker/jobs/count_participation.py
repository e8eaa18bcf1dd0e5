"""Counts how far every tenant has come."""

from __future__ import annotations

from typing import Any

from puas.runtime import clock
from puas.usecases.count_participation import count_participation
from puas_worker.each_tenant import in_each_tenant


def run(*, context: dict[str, str] | None = None, **_: Any) -> None:
    """Count everywhere."""
    in_each_tenant(
        lambda session, tenant_id: count_participation(session=session, tenant_id=tenant_id, now=clock.now()), context=context
    )
