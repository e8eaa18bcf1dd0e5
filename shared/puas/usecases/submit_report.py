"""Submits a period's final report to the regency."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.submitted_reports import last_submitted, newest_final_report, report_snapshot_of
from puas.db.tables.submissions import ReviewRemark
from puas.domain.notices import REPORT_SUBMITTED
from puas.domain.submission_changes import changes_between
from puas.domain.submission_standing import Standing, UnableToTakeStep
from puas.domain.submission_workflow import SUBMIT
from puas.usecases._submission_notices import tell_reviewers
from puas.usecases._submissions import refusal, standing_for, take_step
from puas.usecases.record_audit import record_audit


class UnableToSubmitReport(UnableToTakeStep):
    """`reason` as in any step, or no-final-report, report-not-ready, report-outdated, report-before-change, remarks-open."""


def submit_report(
    *, session: Session, tenant_id: int, period_id: UUID, account_id: UUID, now: datetime, version: int | None = None
) -> UUID:
    """Hand in the newest final report and return its id; after a correction what it changed is written down with the step.

    The report must be made of the result in force and, where a change was asked for, after that; every remark has its answer.
    """
    with UnableToSubmitReport.instead():
        standing = standing_for(session, tenant_id=tenant_id, period_id=period_id, step=SUBMIT, version=version, now=now)
        report = newest_final_report(session, tenant_id=tenant_id, period_id=period_id)
        problem = report.problem or ("remarks-open" if _open_remarks(session, tenant_id, period_id) else "")
        if problem or report.report_id is None:
            raise refusal(session, tenant_id, standing, problem)
        take_step(
            session, tenant_id=tenant_id, standing=standing, step=SUBMIT, account_id=account_id, now=now,
            changes=_changes(session, tenant_id, standing, report.report_id), submitted_report_id=report.report_id,
            report_id=report.report_id, submitted_by=account_id, submitted_at=standing.submitted_at or now,
            approved_by=None, approved_at=None,
        )  # fmt: skip
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="submit_report",
        subject=f"survey_period:{period_id}", now=now,
        detail={"agency": standing.agency_name, "label": standing.label, "document_id": report.document_id},
    )  # fmt: skip
    tell_reviewers(session, tenant_id=tenant_id, standing=standing, kind=REPORT_SUBMITTED, account_id=account_id, now=now)
    return report.report_id


def _open_remarks(session: Session, tenant_id: int, period_id: UUID) -> int:
    statement = select(func.count()).where(
        ReviewRemark.tenant_id == tenant_id, ReviewRemark.period_id == period_id, ReviewRemark.answer == ""
    )
    return session.scalar(statement) or 0


def _changes(session: Session, tenant_id: int, standing: Standing, report_id: UUID) -> str:
    """Against the version that was approved before the correction; the first way has nothing to compare with."""
    before_id = last_submitted(session, tenant_id=tenant_id, period_id=standing.period_id, before_round=standing.round)
    if before_id is None:
        return ""
    before = report_snapshot_of(session, tenant_id=tenant_id, report_id=before_id)
    after = report_snapshot_of(session, tenant_id=tenant_id, report_id=report_id)
    return "\n".join(changes_between(before, after)) if before and after else ""
