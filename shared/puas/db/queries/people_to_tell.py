"""Who is concerned by something that happens in a tenant: its administrators, and the officers of an agency."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import ACTIVE
from puas.db.tables.agencies import Agency
from puas.db.tables.people import AgencyAssignment, Membership
from puas.domain.permissions import ADMINISTRATORS


def administrators_of(session: Session, *, tenant_id: int) -> frozenset[UUID]:
    """Those who answer for the tenant."""
    statement = select(Membership.account_id).where(Membership.tenant_id == tenant_id, Membership.role.in_(ADMINISTRATORS))
    return frozenset(session.scalars(statement))


def officers_of(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None) -> dict[UUID, frozenset[UUID]]:
    """Account → the active agencies the person is assigned to, of those named; None means all."""
    statement = (
        select(AgencyAssignment.account_id, AgencyAssignment.agency_id)
        .join(Agency, (Agency.tenant_id == AgencyAssignment.tenant_id) & (Agency.id == AgencyAssignment.agency_id))
        .where(AgencyAssignment.tenant_id == tenant_id, Agency.state == ACTIVE)
    )
    if agency_ids is not None:
        statement = statement.where(AgencyAssignment.agency_id.in_(agency_ids))
    found: dict[UUID, set[UUID]] = {}
    for account_id, agency_id in session.execute(statement):
        found.setdefault(account_id, set()).add(agency_id)
    return {account_id: frozenset(agencies) for account_id, agencies in found.items()}
