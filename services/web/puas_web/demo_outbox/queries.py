"""What the outbox shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.tables.mail import OutgoingMail

# Mail is kept by the worker; what it has not come round to yet is shown as well.
SHOWN = ("kept", "pending", "sending")
_LINK = re.compile(r"(https?://\S+)")


@dataclass(frozen=True, slots=True)
class KeptMail:
    """One letter."""

    id: UUID
    recipient: str
    subject: str
    body: str
    created_at: datetime

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The body cut at its links: text, and whether it is a link."""
        return [(piece, bool(_LINK.fullmatch(piece))) for piece in _LINK.split(self.body) if piece]


def count_kept(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(OutgoingMail).where(OutgoingMail.state.in_(SHOWN))) or 0


def list_kept(session: Session, *, limit: int, offset: int) -> Sequence[KeptMail]:
    """The newest first."""
    statement = (
        select(OutgoingMail.id, OutgoingMail.recipient, OutgoingMail.subject, OutgoingMail.body, OutgoingMail.created_at)
        .where(OutgoingMail.state.in_(SHOWN))
        .order_by(OutgoingMail.created_at.desc(), OutgoingMail.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [KeptMail(*row) for row in session.execute(statement)]
