"""Requests for documents, their files, the texts people write for them, and follow-up items (RTL)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class Report(TenantOwned, Base):
    """A document asked for: the row is the truth, the queue only a hint. Rendered from its frozen snapshot."""

    __tablename__ = "report"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        ForeignKeyConstraint(["tenant_id", "period_id"], ["survey_period.tenant_id", "survey_period.id"]),
        CheckConstraint("state in ('pending', 'running', 'ready', 'failed', 'gone')", name="state"),
        # Asking twice while one is on its way gives the same request.
        Index(
            "uq_report_running_twin", "tenant_id", "twin_key", unique=True,
            postgresql_where=text("state in ('pending', 'running')"),
        ),
        Index("ix_report_period_id", "tenant_id", "period_id"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    # skm_report, sticker_sheet, poster
    document: Mapped[str] = mapped_column(Text)
    formats: Mapped[list[str]] = mapped_column(JSONB)
    agency_id: Mapped[UUID | None]
    period_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(Text)
    # Public number for /verifikasi; random, without look-alikes.
    document_id: Mapped[str] = mapped_column(Text)
    twin_key: Mapped[str] = mapped_column(Text)
    snapshot: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default="pending")
    attempt: Mapped[int] = mapped_column(server_default="0")
    steps_done: Mapped[int] = mapped_column(server_default="0")
    steps_total: Mapped[int] = mapped_column(server_default="1")
    # A slug of a known fault, never a stack trace.
    failure: Mapped[str] = mapped_column(Text, server_default="")
    requested_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    requested_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    claimed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class ReportFile(TenantOwned, Base):
    """One finished format of a report."""

    __tablename__ = "report_file"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "report_id"], ["report.tenant_id", "report.id"], ondelete="CASCADE"),
        {"info": TENANT_OWNED},
    )

    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    format: Mapped[str] = mapped_column(Text, primary_key=True)
    file_key: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class ReportText(TenantOwned, Base):
    """A section of a period's report that a person wrote; absent means the draft made from the figures is used."""

    __tablename__ = "report_text"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "period_id"], ["survey_period.tenant_id", "survey_period.id"], ondelete="CASCADE"),
        {"info": TENANT_OWNED},
    )

    period_id: Mapped[UUID] = mapped_column(primary_key=True)
    section: Mapped[str] = mapped_column(Text, primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    # Raised at each save, so that two people editing one section notice each other.
    version: Mapped[int] = mapped_column(server_default="1")
    updated_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class FollowupItem(TenantOwned, Base):
    """A promise of a period's follow-up plan (RTL): what, on which unsur, by when, by whom, and what became of it."""

    __tablename__ = "followup_item"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "period_id"], ["survey_period.tenant_id", "survey_period.id"], ondelete="CASCADE"),
        CheckConstraint("state in ('planned', 'in_progress', 'done')", name="state"),
        Index("ix_followup_item_period_id", "tenant_id", "period_id"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    period_id: Mapped[UUID]
    unsur: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    # First day of the month it is due in.
    due_on: Mapped[date | None]
    person_in_charge: Mapped[str] = mapped_column(Text, server_default="")
    state: Mapped[str] = mapped_column(Text, server_default="planned")
    description: Mapped[str] = mapped_column(Text, server_default="")
    evidence: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    position: Mapped[int] = mapped_column(server_default="0")
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
