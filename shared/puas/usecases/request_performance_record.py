"""Asks for the document about an assessment of performance: PDF, Word and a workbook that computes the index again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.performance_record_sources import performance_record_of
from puas.db.queries.tenant_day import today_of
from puas.db.tables.performance import PerformanceAssessment
from puas.db.tables.reports import Report
from puas.domain.document_source import PERFORMANCE_RECORD
from puas.domain.performance_record import DRAFT_MARK
from puas.usecases._refusal import Refusal
from puas.usecases.request_filing import Filing, request_filing


class UnableToRequestPerformanceRecord(Refusal):
    """`reason`: unknown-assessment, or withdrawn."""


def request_performance_record(
    *, session: Session, tenant_id: int, assessment_id: UUID, account_id: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one; marked as a draft on every page while nobody validated the assessment."""
    statement = select(PerformanceAssessment).where(
        PerformanceAssessment.tenant_id == tenant_id, PerformanceAssessment.id == assessment_id
    )
    assessment = session.scalars(statement).one_or_none()
    if assessment is None:
        raise UnableToRequestPerformanceRecord("unknown-assessment")
    if assessment.state == "withdrawn":
        raise UnableToRequestPerformanceRecord("withdrawn")
    today = today_of(session, tenant_id=tenant_id, now=now)
    filing = Filing(
        PERFORMANCE_RECORD,
        f"Kinerja unit pelayanan {assessment.agency_name} {assessment.year}",
        f"{PERFORMANCE_RECORD}:{assessment_id}:{assessment.version}",
        f"performance_assessment:{assessment_id}",
        agency_id=assessment.agency_id,
        draft_mark=DRAFT_MARK if assessment.state == "open" else "",
    )
    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, account_id=account_id, base_url=base_url, now=now,
        source=lambda head: performance_record_of(session, tenant_id=tenant_id, head=head, assessment=assessment, today=today),
    )  # fmt: skip
