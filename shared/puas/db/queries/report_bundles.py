"""Requests for many reports at once: what could be in one, what is in one, and which is not finished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, load_only

from puas.db.tables.agencies import Agency
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report, ReportFile
from puas.db.tables.results import Result
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.document_source import REPORT_BUNDLE
from puas.domain.report_bundle import BundledFile, BundledReport, remarks_on
from puas.domain.report_findings import ReportFinding
from puas.domain.reporting_scope import PARTS, ReportingScope

UNFINISHED = ("waiting", "pending", "running")
FINISHED = ("ready", "failed", "gone")


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """A closed period with a frozen result, as a member of a bundle."""

    id: UUID
    agency_id: UUID
    agency_name: str
    label: str
    starts_on: date
    ends_on: date


def frozen_periods(session: Session, *, tenant_id: int) -> list[FrozenLine]:
    """Every period that can be reported, by agency and then by time."""
    statement = (
        select(
            SurveyPeriod.id, SurveyPeriod.agency_id, SurveyPeriod.agency_name, SurveyPeriod.label, SurveyPeriod.starts_on,
            SurveyPeriod.ends_on,
        )
        .join(
            Result,
            (Result.tenant_id == SurveyPeriod.tenant_id)
            & (Result.period_id == SurveyPeriod.id)
            & (Result.scope == "period")
            & Result.superseded_at.is_(None),
        )
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.state == "closed")
        .order_by(SurveyPeriod.agency_name, SurveyPeriod.agency_id, SurveyPeriod.starts_on, SurveyPeriod.id)
    )  # fmt: skip
    return [FrozenLine(*row) for row in session.execute(statement)]


def inside(lines: Iterable[FrozenLine], scope: ReportingScope) -> list[FrozenLine]:
    """Those a scope takes in."""
    return [line for line in lines if scope.takes_in(line.starts_on, line.ends_on)]


def scopes_of(lines: Sequence[FrozenLine]) -> list[tuple[ReportingScope, int]]:
    """Every scope that has something to report, the newest year first, with how many reports."""
    years = sorted({line.ends_on.year for line in lines}, reverse=True)
    scopes = [ReportingScope(year, part) for year in years for part in PARTS]
    counted = [(scope, len(inside(lines, scope))) for scope in scopes]
    return [(scope, number) for scope, number in counted if number]


def members_of(session: Session, *, tenant_id: int, bundle_id: UUID) -> Sequence[Report]:
    """The reports of a bundle in their order, without what they are made of."""
    statement = (
        select(Report)
        .options(
            load_only(
                Report.id, Report.tenant_id, Report.document, Report.title, Report.document_id, Report.agency_id, Report.period_id,
                Report.state, Report.stage, Report.failure, Report.findings, Report.bundle_id, Report.bundle_position, Report.finished_at,
            )
        )
        .where(Report.tenant_id == tenant_id, Report.bundle_id == bundle_id)
        .order_by(Report.bundle_position)
    )  # fmt: skip
    return session.scalars(statement).all()


def count_members(session: Session, *, tenant_id: int, bundle_id: UUID) -> Counter[str]:
    """How many of a bundle's reports are in each state."""
    statement = (
        select(Report.state, func.count()).where(Report.tenant_id == tenant_id, Report.bundle_id == bundle_id).group_by(Report.state)
    )
    return Counter({row.state: row[1] for row in session.execute(statement)})


def unfinished_bundle(session: Session, *, tenant_id: int) -> Report | None:
    """The oldest bundle of the tenant that is still being worked on."""
    statement = (
        select(Report)
        .where(Report.tenant_id == tenant_id, Report.document == REPORT_BUNDLE, Report.state.in_(UNFINISHED))
        .order_by(Report.requested_at, Report.id)
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def recent_bundles(session: Session, *, tenant_id: int, most: int = 10) -> Sequence[Report]:
    """Bundles asked for, the newest first."""
    statement = (
        select(Report)
        .options(
            load_only(
                Report.id, Report.tenant_id, Report.title, Report.state, Report.failure, Report.requested_at, Report.steps_done,
                Report.steps_total,
            )
        )
        .where(Report.tenant_id == tenant_id, Report.document == REPORT_BUNDLE)
        .order_by(Report.requested_at.desc(), Report.id.desc())
        .limit(most)
    )  # fmt: skip
    return session.scalars(statement).all()


def bundled_reports(session: Session, *, tenant_id: int, bundle_id: UUID) -> list[BundledReport]:
    """What became of each report of a bundle, with its files by their names; a report card is of no period."""
    files = _files(session, tenant_id, bundle_id)
    statement = (
        select(
            Report.id, Report.document_id, func.coalesce(SurveyPeriod.agency_name, Agency.name, Tenant.name).label("agency_name"),
            func.coalesce(SurveyPeriod.label, "").label("label"), Report.state, Report.stage, Report.failure, Report.findings,
        )
        .join(Tenant, Tenant.id == Report.tenant_id)
        .outerjoin(SurveyPeriod, (SurveyPeriod.tenant_id == Report.tenant_id) & (SurveyPeriod.id == Report.period_id))
        .outerjoin(Agency, (Agency.tenant_id == Report.tenant_id) & (Agency.id == Report.agency_id))
        .where(Report.tenant_id == tenant_id, Report.bundle_id == bundle_id)
        .order_by(Report.bundle_position)
    )  # fmt: skip
    return [
        BundledReport(
            document_id=row.document_id,
            agency=row.agency_name,
            period=row.label,
            state=row.state,
            stage=row.stage,
            failure=row.failure,
            remarks=remarks_on(ReportFinding.from_record(each) for each in row.findings),
            files=tuple(files.get(row.id, ())),
        )
        for row in session.execute(statement)
    ]


def _files(session: Session, tenant_id: int, bundle_id: UUID) -> dict[UUID, list[BundledFile]]:
    """Files of those that are ready; what a failed one had finished is no report."""
    statement = (
        select(ReportFile.report_id, ReportFile.file_key, ReportFile.file_name, ReportFile.size_bytes, ReportFile.sha256)
        .join(Report, (Report.tenant_id == ReportFile.tenant_id) & (Report.id == ReportFile.report_id))
        .where(Report.tenant_id == tenant_id, Report.bundle_id == bundle_id, Report.state == "ready")
        .order_by(Report.bundle_position, ReportFile.file_name)
    )
    found: dict[UUID, list[BundledFile]] = {}
    for report_id, key, name, size, sha256 in session.execute(statement):
        found.setdefault(report_id, []).append(BundledFile(key, name, size, sha256))
    return found
