"""What the settings read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.tables.people import Account, AuditEvent
from puas.db.tables.places import TenantProfile


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act, with the name of who did it."""

    id: UUID
    at: datetime
    name: str | None
    action: str
    subject: str
    detail: dict[str, Any]


def find_profile(session: Session, *, tenant_id: int) -> TenantProfile:
    """The profile of the tenant the session is in."""
    return session.scalars(select(TenantProfile).where(TenantProfile.tenant_id == tenant_id)).one()


def count_audit_events(session: Session, *, tenant_id: int) -> int:
    statement = select(func.count()).select_from(AuditEvent).where(AuditEvent.tenant_id == tenant_id)
    return session.scalar(statement) or 0


def list_audit_events(session: Session, *, tenant_id: int, limit: int, offset: int) -> list[AuditRow]:
    """The latest first."""
    statement = (
        select(AuditEvent.id, AuditEvent.at, Account.name, AuditEvent.action, AuditEvent.subject, AuditEvent.detail)
        .outerjoin(Account, Account.id == AuditEvent.account_id)
        .where(AuditEvent.tenant_id == tenant_id)
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [AuditRow(*row) for row in session.execute(statement)]
