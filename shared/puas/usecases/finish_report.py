"""Says that all formats of a document are ready."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.domain.document_source import (
    KEPT_FOR_GOOD,
    PROVINCE_DOCUMENTS,
    PROVINCE_FIGURES,
    RECAP_DOCUMENTS,
    SKM_REPORT,
    SkmReportSource,
)
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.report_patience import PRINTS_KEPT_FOR, REPORT_KEPT_FOR
from puas.usecases._bundle_progress import advance_bundle

_KEPT_LONG = frozenset({SKM_REPORT}) | RECAP_DOCUMENTS | PROVINCE_DOCUMENTS


def finish_report(*, session: Session, tenant_id: int, report_id: UUID, attempt: int, now: datetime) -> bool:
    """False where the claim is no longer this attempt's; then nothing is changed.

    The copy of the answers or units that a workbook was made of is not kept beside the files.
    """
    statement = (
        select(Report)
        .where(Report.tenant_id == tenant_id, Report.id == report_id, Report.state == "running", Report.attempt == attempt)
        .with_for_update()
    )
    report = session.scalars(statement).one_or_none()
    if report is None:
        return False
    kept_for = None if report.document in KEPT_FOR_GOOD else REPORT_KEPT_FOR if report.document in _KEPT_LONG else PRINTS_KEPT_FOR
    if report.document == SKM_REPORT:
        report.snapshot = SkmReportSource.from_json(report.snapshot).without_answers().to_json()
    if report.document == PROVINCE_FIGURES:
        report.snapshot = ProvinceSnapshot.from_json(report.snapshot).without_tables().to_json()
    report.state, report.failure, report.steps_done = "ready", "", report.steps_total
    report.finished_at, report.expires_at = now, None if kept_for is None else now + kept_for
    session.flush()
    if report.bundle_id is not None:
        advance_bundle(session, tenant_id=tenant_id, bundle_id=report.bundle_id, now=now)
    return True
