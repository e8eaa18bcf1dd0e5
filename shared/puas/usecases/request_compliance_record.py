"""Asks for the document about the Ombudsman's assessments: scores over the years, the checklists of a year, open items."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from puas.db.queries.compliance_record_sources import compliance_record_of
from puas.db.tables.compliance import ComplianceCheck, ComplianceScore
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.domain.document_source import COMPLIANCE_RECORD
from puas.domain.survey_period import local_day
from puas.usecases.request_filing import Filing, request_filing


class UnableToRequestComplianceRecord(Exception):
    """There is neither a score nor a checklist of the year."""


def request_compliance_record(
    *, session: Session, tenant_id: int, year: int, account_id: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one rendered from the register of this moment."""
    has_scores = exists().where(ComplianceScore.tenant_id == tenant_id)
    has_checks = exists().where(ComplianceCheck.tenant_id == tenant_id, ComplianceCheck.year == year)
    if not session.scalar(select(has_scores | has_checks)):
        raise UnableToRequestComplianceRecord
    tenant = session.execute(select(Tenant.name, Tenant.time_zone).where(Tenant.id == tenant_id)).one()
    today = local_day(now, tenant.time_zone)
    filing = Filing(
        COMPLIANCE_RECORD, f"Kepatuhan Ombudsman {tenant.name} {year}", f"{COMPLIANCE_RECORD}:{year}", f"compliance_score:{year}"
    )
    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, account_id=account_id, base_url=base_url, now=now,
        source=lambda head: compliance_record_of(session, tenant_id=tenant_id, head=head, year=year, today=today),
    )  # fmt: skip
