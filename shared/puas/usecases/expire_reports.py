"""Throws away the files of documents that have been kept long enough; the row stays and says that they are gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report, ReportFile
from puas.domain.canonical_json import UnreadableRecord
from puas.domain.document_source import SKM_REPORT, SkmReportSource
from puas.domain.report_patience import FAILED_KEPT_FOR
from puas.runtime.file_store import FileStore

AT_ONCE = 200


def expire_reports(*, session: Session, tenant_id: int, store: FileStore, now: datetime) -> int:
    """Expire a batch; returns how many documents it was. What was frozen stays, so that a printed copy can be verified.

    A document nobody tried again is given up as well, and with it the copy of the answers that it was to be made of.
    """
    had_their_time = or_(
        and_(Report.state == "ready", Report.expires_at <= now),
        and_(Report.state == "failed", Report.finished_at <= now - FAILED_KEPT_FOR),
    )
    statement = select(Report).where(Report.tenant_id == tenant_id, had_their_time).limit(AT_ONCE).with_for_update(skip_locked=True)
    expired = list(session.scalars(statement))
    _delete_files(session, tenant_id, expired, store)
    for report in expired:
        if report.state == "failed" and report.document == SKM_REPORT:
            report.snapshot = _without_answers(report.snapshot)
        report.state = "gone"
    session.flush()
    return len(expired)


def _delete_files(session: Session, tenant_id: int, expired: Sequence[Report], store: FileStore) -> None:
    """The rows of published files stay: by their fingerprints a copy somebody kept can still be recognised."""
    mine = (ReportFile.tenant_id == tenant_id, ReportFile.report_id.in_([report.id for report in expired]))
    for key in session.scalars(select(ReportFile.file_key).where(*mine)):
        store.delete(key)
    never_published = [report.id for report in expired if report.state == "failed"]
    session.execute(delete(ReportFile).where(ReportFile.tenant_id == tenant_id, ReportFile.report_id.in_(never_published)))


def _without_answers(snapshot: str) -> str:
    try:
        return SkmReportSource.from_json(snapshot).without_answers().to_json()
    except UnreadableRecord:
        # That is why it failed; nothing can be verified by it.
        return ""
