"""Requested documents for lists and pages. `agency_ids` narrows to an officer's own; None means all of the tenant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select, true
from sqlalchemy.orm import Session, load_only

from puas.db.queries.agencies import own
from puas.db.tables.reports import Report, ReportFile
from puas.db.tables.results import Result
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.document_source import REPORT_BUNDLE, SKM_REPORT
from puas.domain.report_bundle import CANCELLED


@dataclass(frozen=True, slots=True)
class ReportablePeriod:
    """A closed period with its index and the last report asked for, if any."""

    id: UUID
    agency_id: UUID
    agency_name: str
    label: str
    starts_on: date
    ends_on: date
    respondents: int
    nik: Decimal | None
    mutu: str
    report_id: UUID | None
    report_state: str | None
    requested_at: datetime | None
    report_stage: str | None
    withdrawn_at: datetime | None


# What pages show; never the frozen source, which may be large.
_SHOWN = load_only(
    Report.id, Report.tenant_id, Report.document, Report.formats, Report.agency_id, Report.period_id, Report.title, Report.document_id,
    Report.state, Report.attempt, Report.steps_done, Report.steps_total, Report.failure, Report.requested_at, Report.finished_at,
    Report.expires_at, Report.stage, Report.withdrawn_at, Report.withdrawal_reason,
)  # fmt: skip


def reportable_periods(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, limit: int, offset: int = 0
) -> list[ReportablePeriod]:
    """Closed periods, the newest first; one query whatever their number."""
    last = (
        select(Report.id, Report.state, Report.requested_at, Report.stage, Report.withdrawn_at)
        .where(Report.tenant_id == tenant_id, Report.period_id == SurveyPeriod.id, Report.document == SKM_REPORT)
        # What was dropped from a bundle was never a report.
        .where(Report.failure != CANCELLED)
        .order_by(Report.requested_at.desc(), Report.id.desc())
        .limit(1)
        .lateral()
    )
    statement: Any = (
        _frozen(tenant_id, agency_ids)
        .outerjoin(last, true())
        .with_only_columns(
            SurveyPeriod.id, SurveyPeriod.agency_id, SurveyPeriod.agency_name, SurveyPeriod.label, SurveyPeriod.starts_on,
            SurveyPeriod.ends_on, Result.respondents, Result.nik, Result.mutu, last.c.id, last.c.state, last.c.requested_at,
            last.c.stage, last.c.withdrawn_at,
        )
        .order_by(SurveyPeriod.starts_on.desc(), SurveyPeriod.agency_name, SurveyPeriod.id)
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    return [ReportablePeriod(*row) for row in session.execute(statement)]


def count_reportable_periods(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None) -> int:
    """How many the list has."""
    return session.scalar(select(func.count()).select_from(_frozen(tenant_id, agency_ids).subquery())) or 0


def count_open_periods(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None) -> int:
    """Periods that will have a report once they are closed."""
    statement = select(func.count()).where(
        SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.state == "open", own(SurveyPeriod.agency_id, agency_ids)
    )
    return session.scalar(statement) or 0


def documents_of_period(session: Session, *, tenant_id: int, period_id: UUID, most: int = 20) -> dict[Report, list[ReportFile]]:
    """Reports asked for, the newest first, with the files of those that are ready; one query."""
    newest = (
        select(Report.id)
        .where(
            Report.tenant_id == tenant_id, Report.period_id == period_id, Report.document == SKM_REPORT, Report.failure != CANCELLED
        )
        .order_by(Report.requested_at.desc(), Report.id.desc())
        .limit(most)
    )
    its_files = (ReportFile.tenant_id == Report.tenant_id) & (ReportFile.report_id == Report.id) & (Report.state == "ready")
    statement = (
        select(Report, ReportFile)
        .options(_SHOWN)
        .outerjoin(ReportFile, its_files)
        .where(Report.tenant_id == tenant_id, Report.id.in_(newest))
        .order_by(Report.requested_at.desc(), Report.id.desc(), ReportFile.created_at, ReportFile.format)
    )
    found: dict[Report, list[ReportFile]] = {}
    for report, file in session.execute(statement):
        found.setdefault(report, []).extend([file] if file is not None else [])
    return found


def documents_of_keys(session: Session, *, tenant_id: int, twin_keys: Collection[str], most: int = 10) -> Sequence[Report]:
    """Documents asked for under these twin keys, the newest first."""
    statement = (
        select(Report)
        .options(_SHOWN)
        .where(Report.tenant_id == tenant_id, Report.twin_key.in_(twin_keys))
        .order_by(Report.requested_at.desc(), Report.id.desc())
        .limit(most)
    )
    return session.scalars(statement).all()


def find_report(session: Session, *, tenant_id: int, report_id: UUID, agency_ids: Collection[UUID] | None = None) -> Report | None:
    """One document the person may see; an archive of all agencies' reports is for nobody who is bound to some."""
    statement = (
        select(Report)
        .options(_SHOWN)
        .where(Report.tenant_id == tenant_id, Report.id == report_id, or_(Report.agency_id.is_(None), own(Report.agency_id, agency_ids)))
        .where(true() if agency_ids is None else Report.document != REPORT_BUNDLE)
    )
    return session.scalars(statement).one_or_none()


def files_of(session: Session, *, tenant_id: int, report_ids: Collection[UUID]) -> dict[UUID, list[ReportFile]]:
    """The finished formats of some documents, in the order they were finished."""
    statement = (
        select(ReportFile)
        .where(ReportFile.tenant_id == tenant_id, ReportFile.report_id.in_(report_ids))
        .order_by(ReportFile.created_at, ReportFile.format)
    )
    found: dict[UUID, list[ReportFile]] = {}
    for row in session.scalars(statement):
        found.setdefault(row.report_id, []).append(row)
    return found


def _frozen(tenant_id: int, agency_ids: Collection[UUID] | None) -> Select[Any]:
    return (
        select(SurveyPeriod.id)
        .join(
            Result,
            (Result.tenant_id == SurveyPeriod.tenant_id)
            & (Result.period_id == SurveyPeriod.id)
            & (Result.scope == "period")
            & Result.superseded_at.is_(None),
        )
        .where(SurveyPeriod.tenant_id == tenant_id, own(SurveyPeriod.agency_id, agency_ids))
    )
