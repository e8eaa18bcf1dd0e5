"""Documents that somebody holds in hand and wants to check, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.tables.places import Tenant, TenantDeparture
from puas.db.tables.reports import Report, ReportFile, SignedCopy
from puas.db.tables.results import Result
from puas.db.tables.submissions import Submission, SubmissionStep
from puas.domain.document_source import SKM_REPORT
from puas.domain.report_snapshot import FINAL
from puas.domain.submission_workflow import PUBLISH, STATES, SUBMIT, has_been_submitted


@dataclass(frozen=True, slots=True)
class PublicTenant:
    """A tenant as its public pages name it."""

    id: int
    slug: str
    name: str
    kind: str
    time_zone: str
    is_sample: bool
    # Of one that is suspended or has left nothing is shown but whether a document is genuine.
    state: str = "active"


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A finished format of a document, by its hash."""

    format: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ReturnedCopy:
    """A signed, scanned or edited version of a document, by its hash and with what its check found."""

    kind: str
    size_bytes: int
    sha256: str
    verdict: dict[str, Any]
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document somebody holds in hand, as the installation knows it.

    `newer_number` is that of the newest final document made since for the same purpose. `results_in_force` are
    the fingerprints of its period's newest result and of the public one; empty where it is about no single period.
    """

    tenant: PublicTenant
    document_id: str
    document: str
    title: str
    state: str
    stage: str
    failure: str
    requested_at: datetime
    finished_at: datetime | None
    withdrawn_at: datetime | None
    withdrawal_reason: str
    newer_number: str | None
    results_in_force: frozenset[str]
    source: str
    files: tuple[DocumentFile, ...]
    copies: tuple[ReturnedCopy, ...]


@dataclass(frozen=True, slots=True)
class ClosedTenant:
    """A tenant whose public pages are closed: suspended for now, or left for good; of one that is erased only this is known."""

    name: str
    state: str
    is_erased: bool


def find_closed_tenant(session: Session, *, slug: str) -> ClosedTenant | None:
    """What the directory says of a tenant that shows nothing any more; None for one that never was, or is open."""
    erased = exists().where(TenantDeparture.tenant_id == Tenant.id, TenantDeparture.erased_at.is_not(None))
    statement = select(Tenant.name, Tenant.state, erased).where(Tenant.slug == slug, Tenant.state != "active", Tenant.kind == "regency")
    row = session.execute(statement).one_or_none()
    return None if row is None else ClosedTenant(*row)


def find_document(session: Session, *, document_id: str, now: datetime) -> CheckedDocument | None:
    """The document with this number, whoever asks, also of a tenant that is closed: a letter stays genuine. Enters its tenant."""
    found = locators.locate(session, kind=locators.DOCUMENT, key=locators.tidy_code(document_id), now=now)
    if found is None or found.tenant_id is None:
        return None
    tenancy.enter(session, tenant_id=found.tenant_id, account_id=None)
    tenant = session.execute(_tenants().where(Tenant.id == found.tenant_id)).one_or_none()
    report = session.scalars(select(Report).where(Report.tenant_id == found.tenant_id, Report.id == UUID(found.target))).one_or_none()
    if tenant is None or report is None:
        return None
    return CheckedDocument(
        tenant=PublicTenant(*tenant),
        document_id=report.document_id,
        document=report.document,
        title=report.title,
        state=report.state,
        stage=report.stage,
        failure=report.failure,
        requested_at=report.requested_at,
        finished_at=report.finished_at,
        withdrawn_at=report.withdrawn_at,
        withdrawal_reason=report.withdrawal_reason,
        newer_number=_newer_number(session, report),
        results_in_force=_results_in_force(session, report),
        source=report.snapshot,
        files=_files(session, report),
        copies=_copies(session, report),
    )


def _newer_number(session: Session, report: Report) -> str | None:
    """Reports of one period replace each other whoever asked for them, and how; banners of one are of its several units.

    What was submitted is the period's report until it is sent back, whatever is made of it besides; and what was published stays
    the public's until a correction of it is published too.
    """
    if report.period_id is not None and (_is_in_hand(session, report) or _is_public(session, report)):
        return None
    same = Report.twin_key == report.twin_key
    if report.period_id is not None and report.document == SKM_REPORT:
        same = or_(same, and_(Report.document == report.document, Report.period_id == report.period_id))
    statement = (
        select(Report.document_id)
        .where(
            Report.tenant_id == report.tenant_id, same, Report.stage == FINAL, Report.state.in_(("ready", "gone")),
            Report.failure == "", Report.withdrawn_at.is_(None), Report.requested_at > report.requested_at,
        )
        .order_by(Report.requested_at.desc(), Report.id.desc())
        .limit(1)
    )  # fmt: skip
    return session.scalar(statement)


def _is_in_hand(session: Session, report: Report) -> bool:
    statement = select(Submission.report_id).where(
        Submission.tenant_id == report.tenant_id,
        Submission.period_id == report.period_id,
        Submission.state.in_([state for state in STATES if has_been_submitted(state)]),
    )
    return session.scalar(statement) == report.id


def _is_public(session: Session, report: Report) -> bool:
    """Whether it is the one that was submitted last before the period was published last."""
    mine = (SubmissionStep.tenant_id == report.tenant_id, SubmissionStep.period_id == report.period_id)
    published_at = select(func.max(SubmissionStep.at)).where(*mine, SubmissionStep.step == PUBLISH).scalar_subquery()
    statement = (
        select(SubmissionStep.report_id)
        .where(*mine, SubmissionStep.step == SUBMIT, SubmissionStep.report_id.is_not(None), SubmissionStep.at <= published_at)
        .order_by(SubmissionStep.at.desc(), SubmissionStep.id.desc())
        .limit(1)
    )
    return session.scalar(statement) == report.id


def _results_in_force(session: Session, report: Report) -> frozenset[str]:
    """Fingerprints of the period's newest result and of the one that is public: while a correction is on its way these are two."""
    if report.period_id is None:
        return frozenset()
    public = select(Submission.published_result_id).where(
        Submission.tenant_id == report.tenant_id, Submission.period_id == report.period_id
    )
    statement = select(Result.sha256).where(
        Result.tenant_id == report.tenant_id,
        Result.period_id == report.period_id,
        Result.scope == "period",
        or_(Result.superseded_at.is_(None), Result.id == public.scalar_subquery()),
    )
    return frozenset(session.scalars(statement))


def _files(session: Session, report: Report) -> tuple[DocumentFile, ...]:
    statement = (
        select(ReportFile.format, ReportFile.size_bytes, ReportFile.sha256)
        .where(ReportFile.tenant_id == report.tenant_id, ReportFile.report_id == report.id)
        .order_by(ReportFile.format)
    )
    return tuple(DocumentFile(*row) for row in session.execute(statement))


def _copies(session: Session, report: Report) -> tuple[ReturnedCopy, ...]:
    statement = (
        select(SignedCopy.kind, SignedCopy.size_bytes, SignedCopy.sha256, SignedCopy.verdict, SignedCopy.uploaded_at)
        .where(SignedCopy.tenant_id == report.tenant_id, SignedCopy.report_id == report.id)
        .order_by(SignedCopy.uploaded_at, SignedCopy.id)
    )
    return tuple(ReturnedCopy(*row) for row in session.execute(statement))


def _tenants() -> Select[int, str, str, str, str, bool, str]:
    return select(Tenant.id, Tenant.slug, Tenant.name, Tenant.kind, Tenant.time_zone, Tenant.is_sample, Tenant.state)
