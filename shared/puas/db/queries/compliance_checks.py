"""The checklists of a tenant: which agencies are on the list of a year, how far each is, and one list in full."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.tables.agencies import Agency
from puas.db.tables.compliance import ComplianceCheck


@dataclass(slots=True)
class CheckedAgency:
    """An agency on the list of a year, with the state of each item and what was noted."""

    year: int
    id: UUID
    name: str
    kind: str
    states: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)


def list_checks(
    session: Session,
    *,
    tenant_id: int,
    year: int | None = None,
    agency_ids: Collection[UUID] | None = None,
    agency_id: UUID | None = None,
) -> list[CheckedAgency]:
    """Agencies on the list by year and name, one statement whatever their number; of one year or agency where they are named."""
    statement = (
        select(
            ComplianceCheck.year, Agency.id, Agency.name, Agency.kind,
            ComplianceCheck.item, ComplianceCheck.state, ComplianceCheck.note, ComplianceCheck.version,
        )
        .join(Agency, (Agency.tenant_id == ComplianceCheck.tenant_id) & (Agency.id == ComplianceCheck.agency_id))
        .where(ComplianceCheck.tenant_id == tenant_id, own(ComplianceCheck.agency_id, agency_ids))
        .order_by(ComplianceCheck.year, Agency.name, Agency.id)
    )  # fmt: skip
    if year is not None:
        statement = statement.where(ComplianceCheck.year == year)
    if agency_id is not None:
        statement = statement.where(ComplianceCheck.agency_id == agency_id)
    found: dict[tuple[int, UUID], CheckedAgency] = {}
    for of_year, key, name, kind, item, state, note, version in session.execute(statement):
        agency = found.setdefault((of_year, key), CheckedAgency(of_year, key, name, kind))
        agency.states[item], agency.notes[item], agency.versions[item] = state, note, version
    return list(found.values())


def years_listed(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None) -> Sequence[int]:
    """Years with at least one agency on the list, newest first."""
    statement = (
        select(ComplianceCheck.year)
        .where(ComplianceCheck.tenant_id == tenant_id, own(ComplianceCheck.agency_id, agency_ids))
        .distinct()
        .order_by(ComplianceCheck.year.desc())
    )
    return session.scalars(statement).all()
