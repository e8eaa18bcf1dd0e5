"""Closes a tenant for now: nobody gets in and no form opens, and nothing is lost."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.tenant_requests import list_people
from puas.db.tables.places import Tenant
from puas.domain.permissions import ADMINISTRATORS
from puas.presentation import mail_texts
from puas.usecases.record_audit import record_audit
from puas.usecases.send_mail import send_mail


class UnableToSuspendTenant(Exception):
    """`reason` is not-active or no-reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def suspend_tenant(*, session: Session, tenant_id: int, suspended_by: UUID, reason: str, now: datetime) -> None:
    """Suspend an active tenant and tell its admins why."""
    if not reason.strip():
        raise UnableToSuspendTenant("no-reason")
    guarded = update(Tenant).where(Tenant.id == tenant_id, Tenant.state == "active").values(state="suspended")
    if session.scalar(guarded.returning(Tenant.id)) is None:
        raise UnableToSuspendTenant("not-active")
    name = session.scalars(select(Tenant.name).where(Tenant.id == tenant_id)).one()
    with tenancy.inside(session, tenant_id=tenant_id):
        record_audit(
            session=session, tenant_id=tenant_id, account_id=suspended_by, action="suspend_tenant",
            subject=f"tenant:{tenant_id}", now=now, detail={"reason": reason.strip()},
        )  # fmt: skip
    for role in sorted(ADMINISTRATORS):
        for person in list_people(session, tenant_id=tenant_id, role=role):
            text = mail_texts.tenant_suspended(name=person.name, tenant=name, reason=reason.strip())
            send_mail(session=session, recipient=person.email, subject=text.subject, body=text.body, now=now, tenant_id=tenant_id)
