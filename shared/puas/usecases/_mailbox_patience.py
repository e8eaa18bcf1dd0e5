"""How many letters an address gets that anybody may cause who knows it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.tables.mail import OutgoingMail

MOST_LETTERS = 5
WITHIN = timedelta(hours=1)


def has_had_enough(session: Session, *, address: str, now: datetime) -> bool:
    """Whether the mailbox would be filled by one more. Letters out of a workspace are wanted, and keep nobody from a new password."""
    statement = select(func.count()).where(
        func.lower(OutgoingMail.recipient) == address.lower(), OutgoingMail.created_at > now - WITHIN, OutgoingMail.tenant_id.is_(None)
    )
    return (session.scalar(statement) or 0) >= MOST_LETTERS
