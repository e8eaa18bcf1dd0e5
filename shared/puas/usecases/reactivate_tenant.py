"""Opens a suspended tenant again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.tenant_requests import list_people
from puas.db.tables.places import Tenant
from puas.domain.permissions import ADMINISTRATORS
from puas.presentation import mail_links, mail_texts
from puas.usecases.record_audit import record_audit
from puas.usecases.send_mail import send_mail


class UnableToReactivateTenant(Exception):
    """The tenant is not suspended."""


def reactivate_tenant(*, session: Session, tenant_id: int, reactivated_by: UUID, base_url: str, now: datetime) -> None:
    """Reactivate a suspended tenant and tell its admins."""
    guarded = update(Tenant).where(Tenant.id == tenant_id, Tenant.state == "suspended").values(state="active")
    if session.scalar(guarded.returning(Tenant.id)) is None:
        raise UnableToReactivateTenant
    name = session.scalars(select(Tenant.name).where(Tenant.id == tenant_id)).one()
    with tenancy.inside(session, tenant_id=tenant_id):
        record_audit(
            session=session, tenant_id=tenant_id, account_id=reactivated_by, action="reactivate_tenant",
            subject=f"tenant:{tenant_id}", now=now,
        )  # fmt: skip
    link = mail_links.absolute(base_url, mail_links.LOG_IN)
    for role in sorted(ADMINISTRATORS):
        for person in list_people(session, tenant_id=tenant_id, role=role):
            text = mail_texts.tenant_reactivated(name=person.name, tenant=name, link=link)
            send_mail(session=session, recipient=person.email, subject=text.subject, body=text.body, now=now, tenant_id=tenant_id)
