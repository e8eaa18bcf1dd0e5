"""Proof-reading a report as it stands in the database: with the names of other offices that could have slipped in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.report_sources import FrozenPeriod, skm_report
from puas.db.tables.agencies import Agency
from puas.db.tables.places import Region, Tenant
from puas.domain.proof_names import Neighbours, regions_named
from puas.domain.report_findings import ReportFinding
from puas.domain.report_proof import proof_read
from puas.domain.report_snapshot import ReportSnapshot


def proof_of_period(session: Session, *, tenant_id: int, frozen: FrozenPeriod, now: datetime) -> tuple[ReportFinding, ...]:
    """What would be found in the report if it were asked for now."""
    report = skm_report(session, tenant_id=tenant_id, frozen=frozen, document_id="", base_url="", now=now)
    return proof_of_report(session, tenant_id=tenant_id, agency_id=frozen.period.agency_id, report=report)


def proof_of_report(session: Session, *, tenant_id: int, agency_id: UUID, report: ReportSnapshot) -> tuple[ReportFinding, ...]:
    """What is found in a report; at most two queries."""
    agencies = select(Agency.name).where(Agency.tenant_id == tenant_id, Agency.id != agency_id)
    return proof_read(report, Neighbours(tuple(session.scalars(agencies)), _other_regions(session, report)))


def _other_regions(session: Session, report: ReportSnapshot) -> tuple[str, ...]:
    """Of what looks like a region in the texts, what is one."""
    named = regions_named(report.texts.values()) - {report.result.tenant.name}
    if not named:
        return ()
    known = select(Region.name).where(Region.name.in_(named)).union(select(Tenant.name).where(Tenant.name.in_(named)))
    return tuple(session.scalars(known))
