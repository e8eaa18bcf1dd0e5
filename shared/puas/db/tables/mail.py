"""Mail on its way out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import GLOBAL, Base


class OutgoingMail(Base):
    """A message to send. Its body may hold a key, so it is emptied once sent; the demo keeps it for its outbox page."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        CheckConstraint("state in ('pending', 'sending', 'sent', 'failed', 'kept')", name="state"),
        Index("ix_outgoing_mail_pending", "created_at", postgresql_where=text("state in ('pending', 'sending')")),
        {"info": GLOBAL},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"))
    recipient: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default="pending")
    attempt: Mapped[int] = mapped_column(server_default="0")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    claimed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
