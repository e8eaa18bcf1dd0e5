"""Says that a document could not be made, and why in one word."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.usecases._bundle_progress import advance_bundle

FAILURES = ("no-room", "storage", "unreadable-source", "not-rendered", "unexpected", "gave-up")


def fail_report(*, session: Session, tenant_id: int, report_id: UUID, attempt: int, failure: str, now: datetime) -> bool:
    """False where the claim is no longer this attempt's; then nothing is changed."""
    if failure not in FAILURES:
        raise ValueError(f"unknown failure {failure!r}")
    statement = (
        update(Report)
        .where(Report.tenant_id == tenant_id, Report.id == report_id, Report.state == "running", Report.attempt == attempt)
        .values(state="failed", failure=failure, finished_at=now)
        .returning(Report.bundle_id)
    )
    row = session.execute(statement).one_or_none()
    if row is not None and row.bundle_id is not None:
        advance_bundle(session, tenant_id=tenant_id, bundle_id=row.bundle_id, now=now)
    return row is not None
