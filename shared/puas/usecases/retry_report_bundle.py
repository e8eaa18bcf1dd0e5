"""Tries everything of a request for many reports again that failed: its reports, else its archive."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.domain.document_source import REPORT_BUNDLE
from puas.usecases.retry_report import retry_report


class UnableToRetryReportBundle(LookupError):
    """The tenant has no bundle with this id in which something failed."""


def retry_report_bundle(*, session: Session, tenant_id: int, report_id: UUID, now: datetime) -> int:
    """How many reports are on their way again; none where only the archive was."""
    failed = list(
        session.scalars(
            select(Report.id)
            .where(Report.tenant_id == tenant_id, Report.bundle_id == report_id, Report.state == "failed")
            .order_by(Report.bundle_position)
        )
    )
    itself = (Report.tenant_id == tenant_id, Report.id == report_id, Report.document == REPORT_BUNDLE, Report.state == "failed")
    archive = session.scalars(select(Report.id).where(*itself)).all()
    if not failed and not archive:
        raise UnableToRetryReportBundle(report_id)
    for each in failed or archive:
        retry_report(session=session, tenant_id=tenant_id, report_id=each, now=now)
    return len(failed)
