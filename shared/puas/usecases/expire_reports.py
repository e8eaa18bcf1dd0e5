"""Throws away the files of documents that have been kept long enough; the row stays and says that they are gone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report, ReportFile
from puas.runtime.file_store import FileStore

AT_ONCE = 200


def expire_reports(*, session: Session, tenant_id: int, store: FileStore, now: datetime) -> int:
    """Expire a batch; returns how many documents it was. What was frozen stays, so that a printed copy can still be verified."""
    expired = list(
        session.scalars(
            select(Report.id)
            .where(Report.tenant_id == tenant_id, Report.state == "ready", Report.expires_at <= now)
            .order_by(Report.expires_at)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        )
    )
    files = select(ReportFile.file_key).where(ReportFile.tenant_id == tenant_id, ReportFile.report_id.in_(expired))
    for key in session.scalars(files):
        store.delete(key)
    session.execute(delete(ReportFile).where(ReportFile.tenant_id == tenant_id, ReportFile.report_id.in_(expired)))
    session.execute(update(Report).where(Report.tenant_id == tenant_id, Report.id.in_(expired)).values(state="gone"))
    return len(expired)
