"""Deadlines of reports, and what people are told within the product."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class Deadline(TenantOwned, Base):
    """The last day of a step for all periods of a reporting scope.

    A province's deadlines stand in its own rows and, with origin `province`, once in each of its regencies: a tenant reads no
    row of another.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        CheckConstraint("step in ('submit', 'hand_over')", name="step"),
        CheckConstraint("origin in ('own', 'province')", name="origin"),
        Index("uq_deadline_scope", "tenant_id", "year", "part", "step", "origin", unique=True),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int]
    part: Mapped[str] = mapped_column(Text)
    # Submitted to the regency, or handed over to the province.
    step: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(Text, server_default="own")
    due_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, server_default="")
    set_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    set_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Notification(TenantOwned, Base):
    """Something a person should know; shown under the bell, and sent by mail where the kind says so. Told once per subject."""

    __tablename__ = "notification"
    __table_args__ = (
        Index("uq_notification_subject", "tenant_id", "account_id", "kind", "subject", unique=True),
        Index("ix_notification_unread", "tenant_id", "account_id", "created_at", postgresql_where=text("read_at is null")),
        Index("ix_notification_mail_due", "tenant_id", "account_id", "created_at", postgresql_where=text("is_mail_due")),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    # A kind of `puas.domain.notices`.
    kind: Mapped[str] = mapped_column(Text)
    # What it is about, so that nobody is told the same twice: "submission:<period>:7-days-before".
    subject: Mapped[str] = mapped_column(Text)
    # Names and figures of the sentence, as plain data; the words are made when it is shown.
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    # Where it leads, inside the workspace: "/pelaporan/<period>".
    path: Mapped[str] = mapped_column(Text, server_default="")
    # Waits to be sent by mail, together with whatever else the person is told at that time.
    is_mail_due: Mapped[bool] = mapped_column(server_default="false")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    read_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
