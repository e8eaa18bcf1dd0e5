"""Proof-reading a report as it stands in the database: with the names of other offices that could have slipped in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from puas.db.queries.report_material import ReportMaterial
from puas.db.queries.report_sources import skm_report
from puas.db.tables.agencies import Agency
from puas.db.tables.places import Region, Tenant
from puas.domain.proof_names import Neighbours, regions_named
from puas.domain.report_findings import ReportFinding
from puas.domain.report_proof import proof_read
from puas.domain.report_snapshot import ReportSnapshot
from puas.runtime.recent_values import RecentValues

_WHENEVER = datetime(2017, 5, 12, tzinfo=UTC)
_read_before = RecentValues[bytes, tuple[ReportFinding, ...]](512)


def proof_of_material(session: Session, *, tenant_id: int, material: ReportMaterial, now: datetime) -> tuple[ReportFinding, ...]:
    """What would be found in the report if it were asked for now."""
    report = skm_report(material, document_id="", base_url="", now=now)
    return proof_of_report(session, tenant_id=tenant_id, agency_id=material.frozen.period.agency_id, report=report)


def proof_of_report(session: Session, *, tenant_id: int, agency_id: UUID, report: ReportSnapshot) -> tuple[ReportFinding, ...]:
    """What is found in a report; one query. A report that was read before, whoever asks, is not read again."""
    neighbours = _neighbours(session, tenant_id, agency_id, report)
    # The moment is no part of what is read; everything else is.
    key = sha256(f"{replace(report, prepared_at=_WHENEVER).to_json()}{neighbours!r}".encode()).digest()
    found = _read_before.recall(key)
    return _read_before.keep(key, proof_read(report, neighbours)) if found is None else found


def _neighbours(session: Session, tenant_id: int, agency_id: UUID, report: ReportSnapshot) -> Neighbours:
    """The other agencies, and of what looks like a region in the texts, what is one."""
    named = regions_named(report.texts.values()) - {report.result.tenant.name}
    known = union_all(
        select(literal("agency"), Agency.name).where(Agency.tenant_id == tenant_id, Agency.id != agency_id),
        select(literal("region"), Region.name).where(Region.name.in_(named)),
        select(literal("region"), Tenant.name).where(Tenant.name.in_(named)),
    )
    found: dict[str, dict[str, None]] = {"agency": {}, "region": {}}
    for kind, name in session.execute(known):
        found[kind][name] = None
    return Neighbours(tuple(found["agency"]), tuple(found["region"]))
