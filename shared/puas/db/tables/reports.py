"""Requests for documents, their files and signed copies, the texts and pictures people add, and follow-up items (RTL)."""

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
        ForeignKeyConstraint(["tenant_id", "bundle_id"], ["report.tenant_id", "report.id"]),
        CheckConstraint("state in ('waiting', 'pending', 'running', 'ready', 'failed', 'gone')", name="state"),
        CheckConstraint("stage in ('draft', 'final')", name="stage"),
        # Asking twice while one is on its way gives the same request.
        Index(
            "uq_report_running_twin", "tenant_id", "twin_key", unique=True,
            postgresql_where=text("state in ('waiting', 'pending', 'running')"),
        ),
        Index("ix_report_bundle_id", "tenant_id", "bundle_id", "bundle_position", postgresql_where=text("bundle_id is not null")),
        Index("ix_report_period_id", "tenant_id", "period_id"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    # A key of `document_source.FORMATS_OF`.
    document: Mapped[str] = mapped_column(Text)
    formats: Mapped[list[str]] = mapped_column(JSONB)
    agency_id: Mapped[UUID | None]
    period_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(Text)
    # Public number for /verifikasi; random, without look-alikes.
    document_id: Mapped[str] = mapped_column(Text)
    twin_key: Mapped[str] = mapped_column(Text)
    snapshot: Mapped[str] = mapped_column(Text)
    # Waiting: its bundle has not come to it yet, or a bundle whose documents are not all there.
    state: Mapped[str] = mapped_column(Text, server_default="pending")
    stage: Mapped[str] = mapped_column(Text, server_default="final")
    # What the proof-reader found when it was asked for, as plain records.
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    # Documents asked for in one request are made one after the other and end in one archive, itself a document.
    bundle_id: Mapped[UUID | None]
    bundle_position: Mapped[int] = mapped_column(server_default="0")
    # Raised by each claim and never set back: whoever holds an older number has lost the document for good.
    attempt: Mapped[int] = mapped_column(server_default="0")
    # The attempt at which a person last said "again"; patience is counted from there.
    retried_at_attempt: Mapped[int] = mapped_column(server_default="0")
    steps_done: Mapped[int] = mapped_column(server_default="0")
    steps_total: Mapped[int] = mapped_column(server_default="1")
    # A slug of a known fault, never a stack trace.
    failure: Mapped[str] = mapped_column(Text, server_default="")
    requested_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    requested_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    claimed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # Taken back by a person: whoever checks the document is told so, and why.
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    withdrawal_reason: Mapped[str] = mapped_column(Text, server_default="")


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


class SignedCopy(TenantOwned, Base):
    """A version of a document that came back from outside: signed electronically, scanned, or edited; kept beside ours."""

    __tablename__ = "signed_copy"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "report_id"], ["report.tenant_id", "report.id"], ondelete="CASCADE"),
        CheckConstraint("kind in ('signed-pdf', 'scanned-pdf', 'edited-docx')", name="kind"),
        Index("ix_signed_copy_report_id", "tenant_id", "report_id", "uploaded_at"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    file_key: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(Text)
    # What the check found: signatures with their certificates, and whether the content is ours. Plain records.
    verdict: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Photograph(TenantOwned, Base):
    """A picture of a period's documentation, or the evidence of one follow-up item; resized and without its hidden data."""

    __tablename__ = "photograph"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "period_id"], ["survey_period.tenant_id", "survey_period.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["tenant_id", "followup_item_id"], ["followup_item.tenant_id", "followup_item.id"], ondelete="CASCADE"),
        Index("ix_photograph_period_id", "tenant_id", "period_id", "position"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    period_id: Mapped[UUID]
    # Empty for the photographs of the report's annex.
    followup_item_id: Mapped[UUID | None]
    caption: Mapped[str] = mapped_column(Text, server_default="")
    file_key: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    width: Mapped[int]
    height: Mapped[int]
    size_bytes: Mapped[int]
    position: Mapped[int] = mapped_column(server_default="0")
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    # Set when a person removed it: shown nowhere, and erased with its files once no document needs them.
    removed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


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
        ForeignKeyConstraint(
            ["tenant_id", "carried_from"], ["followup_item.tenant_id", "followup_item.id"], ondelete="SET NULL (carried_from)"
        ),
        CheckConstraint("state in ('planned', 'in_progress', 'done')", name="state"),
        CheckConstraint("due_precision in ('month', 'quarter')", name="due_precision"),
        Index("ix_followup_item_period_id", "tenant_id", "period_id"),
        # One later plan takes a promise up, no second one.
        Index(
            "uq_followup_item_carried_from", "tenant_id", "carried_from", unique=True, postgresql_where=text("carried_from is not null")
        ),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    period_id: Mapped[UUID]
    unsur: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    # First day of the month or quarter it is due in.
    due_on: Mapped[date | None]
    due_precision: Mapped[str] = mapped_column(Text, server_default="month")
    person_in_charge: Mapped[str] = mapped_column(Text, server_default="")
    state: Mapped[str] = mapped_column(Text, server_default="planned")
    description: Mapped[str] = mapped_column(Text, server_default="")
    evidence: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    position: Mapped[int] = mapped_column(server_default="0")
    # The promise of an earlier plan that was still open and is taken up by this one.
    carried_from: Mapped[UUID | None]
    # Filled once the period is published: from then on the promise is shown to the province.
    province_code: Mapped[str | None] = mapped_column(Text)
    # When its progress was last noted; what a second person who notes progress is compared with.
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
