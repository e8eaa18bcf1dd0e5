"""The final reports of a period in its workflow: the one that would be submitted now, and those that were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from puas.db.tables.reports import Report
from puas.db.tables.results import Result
from puas.db.tables.submissions import Submission, SubmissionStep
from puas.domain.document_source import SKM_REPORT, SkmReportSource
from puas.domain.report_snapshot import FINAL, ReportSnapshot
from puas.domain.submission_workflow import CORRECT, REQUEST_CHANGE, STATES, SUBMIT, has_been_submitted

NO_REPORT = "no-final-report"
NOT_READY = "report-not-ready"
OUTDATED = "report-outdated"
BEFORE_CHANGE = "report-before-change"


@dataclass(frozen=True, slots=True)
class Candidate:
    """The newest final report of a period. `problem` says why it cannot be submitted; empty where it can."""

    report_id: UUID | None
    document_id: str
    requested_by: UUID | None
    requested_at: datetime | None
    problem: str


def newest_final_report(session: Session, *, tenant_id: int, period_id: UUID) -> Candidate:
    """The final report asked for last that is neither withdrawn nor failed; one query."""
    in_force = (
        select(Result.sha256)
        .where(Result.tenant_id == tenant_id, Result.period_id == period_id, Result.scope == "period", Result.superseded_at.is_(None))
        .scalar_subquery()
    )
    sent_back = (
        select(func.max(SubmissionStep.at))
        .where(
            SubmissionStep.tenant_id == tenant_id,
            SubmissionStep.period_id == period_id,
            SubmissionStep.step.in_((REQUEST_CHANGE, CORRECT)),
        )
        .scalar_subquery()
    )
    # The fingerprint of its result stands in the frozen source, which is too large to be fetched for it.
    is_of_result = func.strpos(Report.snapshot, func.coalesce(in_force, "none")) > 0
    statement = (
        select(
            Report.id, Report.document_id, Report.requested_by, Report.requested_at, Report.state, is_of_result.label("is_of_result"),
            sent_back.label("sent_back"),
        )
        .where(
            Report.tenant_id == tenant_id, Report.period_id == period_id, Report.document == SKM_REPORT, Report.stage == FINAL,
            Report.withdrawn_at.is_(None), Report.failure == "", Report.state.not_in(("failed", "waiting")),
        )
        .order_by(Report.requested_at.desc(), Report.id.desc())
        .limit(1)
    )  # fmt: skip
    row = session.execute(statement).one_or_none()
    if row is None:
        return Candidate(None, "", None, None, NO_REPORT)
    return Candidate(row.id, row.document_id, row.requested_by, row.requested_at, _problem(row))


def _problem(row: Any) -> str:
    if row.state in ("pending", "running"):
        return NOT_READY
    if row.state != "ready":
        # Its files have gone; the one before it is older still.
        return NO_REPORT
    if not row.is_of_result:
        return OUTDATED
    return BEFORE_CHANGE if row.sent_back is not None and row.requested_at <= row.sent_back else ""


def report_snapshot_of(session: Session, *, tenant_id: int, report_id: UUID) -> ReportSnapshot | None:
    """What a report was rendered from."""
    source = session.scalar(select(Report.snapshot).where(Report.tenant_id == tenant_id, Report.id == report_id))
    return SkmReportSource.from_json(source).report if source else None


def last_submitted(session: Session, *, tenant_id: int, period_id: UUID, before_round: int) -> UUID | None:
    """The report that was submitted last before a round of corrections began: the version the correction is compared with."""
    statement = (
        select(SubmissionStep.report_id)
        .where(
            SubmissionStep.tenant_id == tenant_id, SubmissionStep.period_id == period_id, SubmissionStep.step == SUBMIT,
            SubmissionStep.round < before_round, SubmissionStep.report_id.is_not(None),
        )
        .order_by(SubmissionStep.at.desc(), SubmissionStep.id.desc())
        .limit(1)
    )  # fmt: skip
    return session.scalar(statement)


@dataclass(frozen=True, slots=True)
class SubmittedReport:
    """Who asked for a report, and whether it was withdrawn since."""

    requested_by: UUID | None
    is_withdrawn: bool


def submitted_report(session: Session, *, tenant_id: int, report_id: UUID) -> SubmittedReport:
    """What a reviewer has to know of the report in hand."""
    statement = select(Report.requested_by, Report.withdrawn_at.is_not(None))
    row = session.execute(statement.where(Report.tenant_id == tenant_id, Report.id == report_id)).one()
    return SubmittedReport(row[0], row[1])


def is_with_regency(session: Session, *, tenant_id: int, period_id: UUID) -> bool:
    """Whether the period's report has been submitted: then its texts and plan stay as they are until it comes back."""
    return bool(session.scalar(select(is_submitted(tenant_id, period_id))))


def is_submitted(tenant_id: int | InstrumentedAttribute[int], period_id: UUID | InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """The same as a column, to be read along with something else."""
    return exists().where(
        Submission.tenant_id == tenant_id, Submission.period_id == period_id, Submission.state.in_(_WITH_REGENCY)
    )


_WITH_REGENCY = [state for state in STATES if has_been_submitted(state)]


def result_in_force(session: Session, *, tenant_id: int, period_id: UUID) -> UUID | None:
    """The version of the period's result that holds now."""
    return session.scalar(
        select(Result.id).where(
            Result.tenant_id == tenant_id, Result.period_id == period_id, Result.scope == "period", Result.superseded_at.is_(None)
        )
    )
