"""What everybody may see: tenants that publish, their frozen results, and documents somebody wants to check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.queries.frozen_results import ResultFilter, ResultLine, list_results
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report, ReportFile
from puas.domain.disclosure import may_be_published


@dataclass(frozen=True, slots=True)
class PublicTenant:
    """A tenant as its public pages name it."""

    id: int
    slug: str
    name: str
    kind: str
    time_zone: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class PublicResult:
    """A frozen result as the public sees it: without the index where too few people answered."""

    line: ResultLine
    is_suppressed: bool


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A finished format of a document, by its hash."""

    format: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document somebody holds in hand, as the installation knows it."""

    tenant: PublicTenant
    document_id: str
    document: str
    title: str
    state: str
    requested_at: datetime
    finished_at: datetime | None
    source: str
    files: tuple[DocumentFile, ...]


def find_public_tenant(session: Session, *, slug: str) -> PublicTenant | None:
    """The active tenant of this slug; leaves the session in it."""
    row = session.execute(_tenants().where(Tenant.slug == slug, Tenant.kind != "province")).one_or_none()
    if row is None:
        return None
    tenancy.enter(session, tenant_id=row[0], account_id=None)
    return PublicTenant(*row)


def list_public_results(session: Session, *, tenant_id: int, year: int | None = None) -> list[PublicResult]:
    """Frozen results in force, the newest period first."""
    lines = list_results(session, tenant_id=tenant_id, wanted=ResultFilter(year=year))
    return [PublicResult(line, not may_be_published(line.respondents)) for line in lines]


def find_document(session: Session, *, document_id: str, now: datetime) -> CheckedDocument | None:
    """The document with this number, whoever asks; leaves the session in its tenant."""
    found = locators.locate(session, kind=locators.DOCUMENT, key=locators.tidy_code(document_id), now=now)
    if found is None or found.tenant_id is None:
        return None
    tenancy.enter(session, tenant_id=found.tenant_id, account_id=None)
    tenant = session.execute(_tenants().where(Tenant.id == found.tenant_id)).one_or_none()
    report = session.scalars(select(Report).where(Report.tenant_id == found.tenant_id, Report.id == UUID(found.target))).one_or_none()
    if tenant is None or report is None:
        return None
    files = session.execute(
        select(ReportFile.format, ReportFile.size_bytes, ReportFile.sha256)
        .where(ReportFile.tenant_id == found.tenant_id, ReportFile.report_id == report.id)
        .order_by(ReportFile.format)
    )
    return CheckedDocument(
        tenant=PublicTenant(*tenant),
        document_id=report.document_id,
        document=report.document,
        title=report.title,
        state=report.state,
        requested_at=report.requested_at,
        finished_at=report.finished_at,
        source=report.snapshot,
        files=tuple(DocumentFile(*row) for row in files),
    )


def _tenants() -> Select[int, str, str, str, str, bool]:
    return select(Tenant.id, Tenant.slug, Tenant.name, Tenant.kind, Tenant.time_zone, Tenant.is_sample).where(Tenant.state == "active")
