"""Approves a submitted report; never by those who made or submitted it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.submitted_reports import submitted_report
from puas.domain.notices import REPORT_APPROVED
from puas.domain.submission_standing import Standing, UnableToTakeStep
from puas.domain.submission_workflow import APPROVE
from puas.usecases._submission_notices import tell_agency
from puas.usecases._submissions import refusal, standing_for, take_step
from puas.usecases.record_audit import record_audit


class UnableToApproveReport(UnableToTakeStep):
    """`reason` as in any step, report-withdrawn, or own-submission, own-report: then a colleague has to approve."""


def approve_report(
    *, session: Session, tenant_id: int, period_id: UUID, account_id: UUID, now: datetime, version: int | None = None
) -> None:
    """Nobody approves what they submitted, nor a report they asked for themselves."""
    with UnableToApproveReport.instead():
        standing = standing_for(session, tenant_id=tenant_id, period_id=period_id, step=APPROVE, version=version, now=now)
        problem = _problem(session, tenant_id, standing, account_id)
        if problem:
            raise refusal(session, tenant_id, standing, problem)
        take_step(
            session, tenant_id=tenant_id, standing=standing, step=APPROVE, account_id=account_id, now=now,
            approved_by=account_id, approved_at=now,
        )  # fmt: skip
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="approve_report",
        subject=f"survey_period:{period_id}", now=now, detail={"agency": standing.agency_name, "label": standing.label},
    )  # fmt: skip
    tell_agency(session, tenant_id=tenant_id, standing=standing, kind=REPORT_APPROVED, account_id=account_id, now=now)


def _problem(session: Session, tenant_id: int, standing: Standing, account_id: UUID) -> str:
    if standing.submitted_by == account_id:
        return "own-submission"
    if standing.report_id is None:
        return ""
    report = submitted_report(session, tenant_id=tenant_id, report_id=standing.report_id)
    if report.requested_by == account_id:
        return "own-report"
    return "report-withdrawn" if report.is_withdrawn else ""
