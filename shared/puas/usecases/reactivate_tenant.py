"""Opens a suspended tenant again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.people import AuditEvent
from puas.db.tables.places import Tenant
from puas.presentation import mail_links, mail_texts
from puas.usecases._refusal import Refusal
from puas.usecases._shared_deadlines import take_over_deadlines
from puas.usecases._standing_of_tenants import OPERATOR, PROVINCE, find_decider, write_to_admins
from puas.usecases.record_audit import record_audit


class UnableToReactivateTenant(Refusal):
    """`reason` is not-suspended, not-yours, or by-operator: a province does not undo what the operator decided."""


def reactivate_tenant(
    *, session: Session, tenant_id: int, reactivated_by: UUID, base_url: str, now: datetime, province_code: str | None = None
) -> None:
    """Reactivate a suspended tenant and tell its admins; for the province named only what the province itself suspended."""
    decider = find_decider(session, tenant_id=tenant_id, province_code=province_code)
    if decider is None:
        raise UnableToReactivateTenant("not-yours")
    if decider.kind == PROVINCE and _suspended_by(session, tenant_id) == OPERATOR:
        raise UnableToReactivateTenant("by-operator")
    guarded = update(Tenant).where(Tenant.id == tenant_id, Tenant.state == "suspended").values(state="active")
    if session.scalar(guarded.returning(Tenant.id)) is None:
        raise UnableToReactivateTenant("not-suspended")
    tenant = session.execute(select(Tenant.name, Tenant.kind, Tenant.province_code).where(Tenant.id == tenant_id)).one()
    if tenant.kind == "regency":
        # What the province set in the meantime did not reach it.
        take_over_deadlines(session, tenant_id=tenant_id, province_code=tenant.province_code)
    for log_of in decider.logs:
        with tenancy.inside(session, tenant_id=log_of):
            record_audit(
                session=session, tenant_id=log_of, account_id=reactivated_by, action="reactivate_tenant",
                subject=f"tenant:{tenant_id}", now=now, detail={"workspace": tenant.name, "decided_by": decider.kind},
            )  # fmt: skip
    link = mail_links.absolute(base_url, mail_links.LOG_IN)
    write_to_admins(
        session, tenant_id=tenant_id, now=now,
        letter=lambda person: mail_texts.tenant_reactivated(name=person.name, tenant=tenant.name, link=link),
    )  # fmt: skip


def _suspended_by(session: Session, tenant_id: int) -> str:
    """Who suspended it last, by its own log; one of before that was noted was the operator's."""
    statement = (
        select(AuditEvent.detail)
        .where(AuditEvent.tenant_id == tenant_id, AuditEvent.action == "suspend_tenant")
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(1)
    )
    with tenancy.inside(session, tenant_id=tenant_id):
        detail = session.scalar(statement)
    return str((detail or {}).get("decided_by") or OPERATOR)
