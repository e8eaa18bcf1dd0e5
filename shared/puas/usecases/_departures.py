"""What confirming and refusing a departure have in common: the guarded decision, and both logs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.places import Tenant, TenantDeparture
from puas.usecases._refusal import Refusal
from puas.usecases._standing_of_tenants import Decider, find_decider


class UnableToDecideDeparture(Refusal):
    """`reason` is unknown, not-yours, already-decided or no-reason."""


def decide(
    session: Session, *, departure_id: UUID, province_code: str | None, decided_by: UUID, now: datetime, **values: object
) -> tuple[Tenant, Decider]:
    """Set the decision if it still waits; of two deciders at once the second one is told."""
    asked = select(Tenant).join(TenantDeparture, TenantDeparture.tenant_id == Tenant.id).where(TenantDeparture.id == departure_id)
    tenant = session.scalars(asked).one_or_none()
    if tenant is None:
        raise UnableToDecideDeparture("unknown")
    decider = find_decider(session, tenant_id=tenant.id, province_code=province_code)
    if decider is None:
        raise UnableToDecideDeparture("not-yours")
    guarded = (
        update(TenantDeparture)
        .where(TenantDeparture.id == departure_id, TenantDeparture.state == "requested")
        .values(decided_by=decided_by, decided_at=now, **values)
        .returning(TenantDeparture.id)
    )
    if not session.scalars(guarded).all():
        raise UnableToDecideDeparture("already-decided")
    return tenant, decider
