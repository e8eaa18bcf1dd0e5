"""Brings the files of a template into a practice tenant made of it."""

from __future__ import annotations

from typing import Any

from puas.jobs.run import job_context, transaction
from puas.usecases.bring_practice_files import bring_practice_files
from puas_worker.storage import file_store


def run(*, template_id: int, tenant_id: int, context: dict[str, str] | None = None, **_: Any) -> int:
    """How many files were brought; a second run brings none."""
    with job_context(tenant_id=tenant_id, context=context), transaction() as session:
        return bring_practice_files(session=session, store=file_store(), template_id=template_id, tenant_id=tenant_id)
