"""What happened to an account lately, for the person whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.people import AccountEvent


def latest_moments(session: Session, *, account_id: UUID, action: str, since: datetime, limit: int) -> Sequence[datetime]:
    """When this last happened, the latest first; the session's scope must name the account."""
    statement = (
        select(AccountEvent.at)
        .where(AccountEvent.account_id == account_id, AccountEvent.action == action, AccountEvent.at >= since)
        .order_by(AccountEvent.at.desc())
        .limit(limit)
    )
    return session.scalars(statement).all()
