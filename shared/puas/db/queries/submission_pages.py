"""One report on its way to the province: where it stands, every step, every remark, and the document in hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies import own
from puas.db.queries.submission_lists import LINE, OPEN_REMARKS, SubmissionLine
from puas.db.tables.people import Account
from puas.db.tables.reports import Report, ReportFile
from puas.db.tables.results import Result
from puas.db.tables.submissions import ReviewRemark, Submission, SubmissionStep
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.submission_workflow import CLOSED, COLLECTING


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step with the name of whoever took it; empty where the schedule did."""

    step: str
    at: datetime
    by: str
    to_state: str
    round: int
    reason: str
    changes: tuple[str, ...]
    report_id: UUID | None


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark with the names of those who made and answered it."""

    id: UUID
    round: int
    chapter: str
    body: str
    made_by: str
    made_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class SubmittedDocument:
    """The report in hand with its finished formats and what the proof-reader had found."""

    id: UUID
    title: str
    document_id: str
    state: str
    requested_by: UUID | None
    is_withdrawn: bool
    findings: Sequence[dict[str, Any]]
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """One period's report: its line, the result in force and the one that is public."""

    line: SubmissionLine
    report_id: UUID | None
    has_result: bool
    nik: Decimal | None
    mutu: str
    result_version: int
    public_nik: Decimal | None
    public_mutu: str
    public_version: int


def find_submission(session: Session, *, tenant_id: int, period_id: UUID, agency_ids: Collection[UUID] | None) -> SubmissionPage | None:
    """One report the person may see; also of a period that is older than this workflow and has no row yet."""
    public = aliased(Result)
    statement: Any = (
        _older_or_present()
        .outerjoin(Result, _in_force_of_period())
        .outerjoin(public, and_(public.tenant_id == Submission.tenant_id, public.id == Submission.published_result_id))
        .add_columns(Submission.report_id, Result.id, Result.nik, Result.mutu, Result.version, public.nik, public.mutu, public.version)
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id, own(SurveyPeriod.agency_id, agency_ids))
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    width = len(LINE)
    report_id, result_id, nik, mutu, version, public_nik, public_mutu, public_version = row[width:]
    return SubmissionPage(
        SubmissionLine(*row[:width]), report_id, result_id is not None, nik, mutu or "", version or 0, public_nik, public_mutu or "",
        public_version or 0,
    )  # fmt: skip


def steps_of(session: Session, *, tenant_id: int, period_id: UUID) -> list[TakenStep]:
    """Every step of all rounds, the first one first."""
    statement = (
        select(
            SubmissionStep.step, SubmissionStep.at, func.coalesce(Account.name, ""), SubmissionStep.to_state, SubmissionStep.round,
            SubmissionStep.reason, SubmissionStep.changes, SubmissionStep.report_id,
        )
        .outerjoin(Account, Account.id == SubmissionStep.account_id)
        .where(SubmissionStep.tenant_id == tenant_id, SubmissionStep.period_id == period_id)
        .order_by(SubmissionStep.at, SubmissionStep.id)
    )  # fmt: skip
    return [TakenStep(*row[:6], tuple(row[6].splitlines()), row[7]) for row in session.execute(statement)]


def remarks_of(session: Session, *, tenant_id: int, period_id: UUID) -> list[RemarkLine]:
    """Every remark of all rounds, the newest request first, within it in the order of the report."""
    maker, answerer = aliased(Account), aliased(Account)
    statement = (
        select(
            ReviewRemark.id, ReviewRemark.round, ReviewRemark.chapter, ReviewRemark.body, func.coalesce(maker.name, ""),
            ReviewRemark.made_at, ReviewRemark.answer, func.coalesce(answerer.name, ""), ReviewRemark.answered_at,
        )
        .outerjoin(maker, maker.id == ReviewRemark.made_by)
        .outerjoin(answerer, answerer.id == ReviewRemark.answered_by)
        .where(ReviewRemark.tenant_id == tenant_id, ReviewRemark.period_id == period_id)
        .order_by(ReviewRemark.made_at.desc(), ReviewRemark.chapter != "general", ReviewRemark.chapter, ReviewRemark.id)
    )  # fmt: skip
    return [RemarkLine(*row) for row in session.execute(statement)]


def submitted_document(session: Session, *, tenant_id: int, report_id: UUID) -> SubmittedDocument | None:
    """A report with the formats that can be opened; one query."""
    formats = (
        select(func.array_agg(ReportFile.format))
        .where(ReportFile.tenant_id == Report.tenant_id, ReportFile.report_id == Report.id)
        .correlate(Report)
        .scalar_subquery()
    )
    statement: Any = select(
        Report.id, Report.title, Report.document_id, Report.state, Report.requested_by, Report.withdrawn_at.is_not(None),
        Report.findings, formats,
    ).where(Report.tenant_id == tenant_id, Report.id == report_id)  # fmt: skip
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    report_id, title, document_id, state, requested_by, is_withdrawn, findings, found = row
    ready = tuple(sorted(found or ())) if state == "ready" else ()
    return SubmittedDocument(report_id, title, document_id, state, requested_by, is_withdrawn, findings, ready)


def _in_force_of_period() -> ColumnElement[bool]:
    return and_(
        Result.tenant_id == SurveyPeriod.tenant_id,
        Result.period_id == SurveyPeriod.id,
        Result.scope == "period",
        Result.superseded_at.is_(None),
    )


def _older_or_present() -> Select[*tuple[Any, ...]]:
    """The columns of a line from the period itself where its row has not been made."""
    state = func.coalesce(Submission.state, case((SurveyPeriod.state == "open", COLLECTING), else_=CLOSED))
    return (
        select(
            SurveyPeriod.id, SurveyPeriod.agency_id, SurveyPeriod.agency_name, SurveyPeriod.label, SurveyPeriod.starts_on,
            SurveyPeriod.ends_on, state, func.coalesce(Submission.round, 1), func.coalesce(Submission.version, 0),
            func.coalesce(Submission.respondents, Result.respondents, 0), SurveyPeriod.sample_target, Submission.submitted_by,
            Submission.submitted_at, Submission.published_at, Submission.handed_over_at, Submission.changed_at,
            func.coalesce(OPEN_REMARKS, 0),
        )
        .outerjoin(Submission, and_(Submission.tenant_id == SurveyPeriod.tenant_id, Submission.period_id == SurveyPeriod.id))
    )  # fmt: skip
