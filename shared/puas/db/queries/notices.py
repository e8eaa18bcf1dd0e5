"""What a person was told in a tenant, and whether they want it by mail too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.tables.calendar import Notification
from puas.db.tables.people import Membership


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice as it was written; its words are made where it is shown."""

    id: UUID
    kind: str
    facts: dict[str, Any]
    path: str
    created_at: datetime
    read_at: datetime | None


def count_notices(session: Session, *, tenant_id: int, account_id: UUID) -> int:
    """All of them."""
    statement = select(func.count()).where(Notification.tenant_id == tenant_id, Notification.account_id == account_id)
    return session.scalar(statement) or 0


def list_notices(session: Session, *, tenant_id: int, account_id: UUID, limit: int, offset: int = 0) -> list[Notice]:
    """What is not read yet first, then the newest."""
    statement = (
        select(
            Notification.id, Notification.kind, Notification.facts, Notification.path, Notification.created_at, Notification.read_at
        )
        .where(Notification.tenant_id == tenant_id, Notification.account_id == account_id)
        .order_by(Notification.read_at.is_not(None), Notification.created_at.desc(), Notification.id)
        .limit(limit)
        .offset(offset)
    )
    return [Notice(*row) for row in session.execute(statement)]


def gets_mail(session: Session, *, tenant_id: int, account_id: UUID) -> bool:
    """Whether the person's notices of this tenant are mailed."""
    statement = select(func.bool_and(Membership.gets_notice_mail)).where(
        Membership.tenant_id == tenant_id, Membership.account_id == account_id
    )
    return bool(session.scalar(statement))
