"""Notes that a person has read a notice, or all of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.calendar import Notification


class UnableToReadNotice(Exception):
    """The person was told no such thing in this tenant."""


def read_notices(*, session: Session, tenant_id: int, account_id: UUID, notice_id: UUID | None = None, now: datetime) -> str:
    """Mark one notice read and return where it leads, or, without an id, all of them. When it was read first stands."""
    mine = (Notification.tenant_id == tenant_id, Notification.account_id == account_id)
    path = ""
    if notice_id is not None:
        found = session.scalars(select(Notification.path).where(*mine, Notification.id == notice_id)).one_or_none()
        if found is None:
            raise UnableToReadNotice
        mine, path = (*mine, Notification.id == notice_id), found  # type: ignore[assignment]
    session.execute(update(Notification).where(*mine, Notification.read_at.is_(None)).values(read_at=now))
    return path
