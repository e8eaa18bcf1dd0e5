"""Stops a request for many reports: those that wait are dropped, the one at work is finished, and what there is gets packed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.domain.document_source import REPORT_BUNDLE
from puas.domain.report_bundle import CANCELLED
from puas.usecases._bundle_progress import advance_bundle
from puas.usecases.record_audit import record_audit


class UnableToCancelReportBundle(LookupError):
    """The tenant has no bundle with this id whose reports are still being made."""


def cancel_report_bundle(*, session: Session, tenant_id: int, report_id: UUID, account_id: UUID | None, now: datetime) -> int:
    """Drop what waits; returns how many reports that was."""
    row = (Report.tenant_id == tenant_id, Report.id == report_id, Report.document == REPORT_BUNDLE, Report.state == "waiting")
    if session.execute(select(Report.id).where(*row).with_for_update()).one_or_none() is None:
        raise UnableToCancelReportBundle(report_id)
    dropped = session.execute(
        update(Report)
        .where(Report.tenant_id == tenant_id, Report.bundle_id == report_id, Report.state == "waiting")
        .values(state="gone", failure=CANCELLED, finished_at=now)
        .returning(Report.id)
    ).all()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="cancel_report_bundle",
        subject=f"report:{report_id}", now=now, detail={"reports": len(dropped)},
    )  # fmt: skip
    advance_bundle(session, tenant_id=tenant_id, bundle_id=report_id, now=now)
    return len(dropped)
