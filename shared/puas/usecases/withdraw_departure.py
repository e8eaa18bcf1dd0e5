"""Takes back the wish to leave, as long as nobody has decided."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.places import TenantDeparture
from puas.usecases.record_audit import record_audit


class UnableToWithdrawDeparture(Exception):
    """The tenant has no wish that waits."""


def withdraw_departure(*, session: Session, tenant_id: int, withdrawn_by: UUID, now: datetime) -> None:
    """Withdraw; guarded, so that of a withdrawal and a decision at once one wins."""
    guarded = (
        update(TenantDeparture)
        .where(TenantDeparture.tenant_id == tenant_id, TenantDeparture.state == "requested")
        .values(state="withdrawn", decided_by=withdrawn_by, decided_at=now)
        .returning(TenantDeparture.id)
    )
    if not session.scalars(guarded).all():
        raise UnableToWithdrawDeparture
    record_audit(
        session=session, tenant_id=tenant_id, account_id=withdrawn_by, action="withdraw_departure", subject=f"tenant:{tenant_id}", now=now
    )
