"""The versions of a report that was corrected, as the new one prints them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from puas.db.queries.submitted_reports import report_snapshot_of
from puas.db.tables.reports import Report
from puas.db.tables.submissions import SubmissionStep
from puas.domain.report_snapshot import ReportSnapshot, ReportVersion
from puas.domain.submission_changes import changes_between
from puas.domain.submission_workflow import CORRECT, SUBMIT


def versions_of(session: Session, *, tenant_id: int, period_id: UUID, report: ReportSnapshot) -> tuple[ReportVersion, ...]:
    """The versions submitted before the last correction and this one; none where nothing was ever corrected.

    Of a round that was submitted more than once the last submission counts: it is the one that was approved.
    """
    steps = _steps(session, tenant_id, period_id)
    reasons = {step.round: step.reason for step in steps if step.step == CORRECT}
    if not reasons:
        return ()
    present = max(reasons)
    submitted = {step.round: step for step in steps if step.step == SUBMIT and step.round < present}
    zone = ZoneInfo(report.result.period.time_zone)
    earlier = [
        ReportVersion(number, step.document_id or "", _day(step.at, zone), reasons.get(number, ""), tuple(step.changes.splitlines()))
        for number, step in sorted(submitted.items())
    ]
    before = submitted[max(submitted)].report_id if submitted else None
    previous = report_snapshot_of(session, tenant_id=tenant_id, report_id=before) if before else None
    changes = changes_between(previous, report) if previous else ()
    return (*earlier, ReportVersion(present, report.document_id, _day(report.prepared_at, zone), reasons[present], changes))


def _steps(session: Session, tenant_id: int, period_id: UUID) -> list[Any]:
    statement = (
        select(
            SubmissionStep.step, SubmissionStep.round, SubmissionStep.at, SubmissionStep.reason, SubmissionStep.changes,
            SubmissionStep.report_id, Report.document_id,
        )
        .outerjoin(Report, and_(Report.tenant_id == SubmissionStep.tenant_id, Report.id == SubmissionStep.report_id))
        .where(
            SubmissionStep.tenant_id == tenant_id, SubmissionStep.period_id == period_id, SubmissionStep.step.in_((SUBMIT, CORRECT)),
        )
        .order_by(SubmissionStep.at, SubmissionStep.id)
    )  # fmt: skip
    return list(session.execute(statement))


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
