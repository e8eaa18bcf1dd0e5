"""Closes a tenant for now: nobody gets in and no form opens, and nothing is lost."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.places import Tenant
from puas.presentation import mail_texts
from puas.usecases._refusal import Refusal
from puas.usecases._standing_of_tenants import find_decider, write_to_admins
from puas.usecases.record_audit import record_audit


class UnableToSuspendTenant(Refusal):
    """`reason` is not-yours, not-active or no-reason."""


def suspend_tenant(
    *, session: Session, tenant_id: int, suspended_by: UUID, reason: str, now: datetime, province_code: str | None = None
) -> None:
    """Suspend an active tenant and tell its admins why; for the province named only one of its own regencies.

    Without a province it is the operator who acts. The deed stands in the tenant's log, and in the province's where it acted.
    """
    if not reason.strip():
        raise UnableToSuspendTenant("no-reason")
    decider = find_decider(session, tenant_id=tenant_id, province_code=province_code)
    if decider is None:
        raise UnableToSuspendTenant("not-yours")
    guarded = update(Tenant).where(Tenant.id == tenant_id, Tenant.state == "active").values(state="suspended")
    if session.scalar(guarded.returning(Tenant.id)) is None:
        raise UnableToSuspendTenant("not-active")
    name = session.scalars(select(Tenant.name).where(Tenant.id == tenant_id)).one()
    for log_of in decider.logs:
        with tenancy.inside(session, tenant_id=log_of):
            record_audit(
                session=session, tenant_id=log_of, account_id=suspended_by, action="suspend_tenant", subject=f"tenant:{tenant_id}", now=now,
                detail={"workspace": name, "decided_by": decider.kind, "reason": reason.strip()},
            )  # fmt: skip
    write_to_admins(
        session, tenant_id=tenant_id, now=now,
        letter=lambda person: mail_texts.tenant_suspended(
            name=person.name, tenant=name, suspended_by=decider.name, reason=reason.strip()
        ),
    )  # fmt: skip
