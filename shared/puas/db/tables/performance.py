"""Kinerja unit penyelenggara pelayanan publik (PermenPANRB 17/2017 and 29/2022): assessments, sheets F-01 and F-02, answers F-03."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Numeric, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class PerformanceAssessment(TenantOwned, Base):
    """The assessment of one unit in one year under one rule. Validated, it is frozen: the snapshot is the truth, columns repeat it."""

    __tablename__ = "performance_assessment"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        CheckConstraint("state in ('open', 'validated', 'withdrawn')", name="state"),
        CheckConstraint("origin in ('assessed', 'recorded')", name="origin"),
        CheckConstraint("form in ('', 'A', 'B')", name="form"),
        Index(
            "uq_performance_assessment_unit", "tenant_id", "agency_id", "year", "edition", "form", unique=True,
            postgresql_where=text("state <> 'withdrawn'"),
        ),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    # As printed, frozen when the assessment is opened.
    agency_name: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    edition: Mapped[str] = mapped_column(Text)
    # Of editions that know both: A for a unit served face to face, B for one that serves online.
    form: Mapped[str] = mapped_column(Text, server_default="")
    # A weight set of the edition: exact, or as printed.
    weights: Mapped[str] = mapped_column(Text, server_default="exact")
    # Recorded: only the index is known, from a letter or a press release; `source` says from where.
    origin: Mapped[str] = mapped_column(Text, server_default="assessed")
    source: Mapped[str] = mapped_column(Text, server_default="")
    state: Mapped[str] = mapped_column(Text, server_default="open")
    # Of the QR code with form F-03; leads here through the locator until the last day. Empty before users are asked.
    code: Mapped[str] = mapped_column(Text, server_default="")
    users_until: Mapped[date | None]
    users_target: Mapped[int] = mapped_column(server_default="0")
    opened_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    # Printed figures; empty where the rule knows none or nothing was assessed.
    evaluated: Mapped[Decimal | None] = mapped_column(Numeric(4, 2))
    users: Mapped[Decimal | None] = mapped_column(Numeric(4, 2))
    index: Mapped[Decimal | None] = mapped_column("ipp", Numeric(4, 2))
    category: Mapped[str] = mapped_column(Text, server_default="")
    snapshot: Mapped[str] = mapped_column(Text, server_default="")
    sha256: Mapped[str] = mapped_column(Text, server_default="")
    signature: Mapped[str] = mapped_column(Text, server_default="")
    validated_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    validated_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # Why it was opened again or withdrawn.
    reason: Mapped[str] = mapped_column(Text, server_default="")
    # Raised at each change of the row, so that two people notice each other.
    version: Mapped[int] = mapped_column(server_default="1")


class PerformanceSheet(TenantOwned, Base):
    """One filled form of an assessment: F-01 by the unit itself (one), F-02 by each evaluator (one per person)."""

    __tablename__ = "performance_sheet"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "assessment_id"], ["performance_assessment.tenant_id", "performance_assessment.id"], ondelete="CASCADE"
        ),
        CheckConstraint("form in ('F-01', 'F-02')", name="form"),
        CheckConstraint("state in ('open', 'sent')", name="state"),
        Index("uq_performance_sheet_self", "tenant_id", "assessment_id", unique=True, postgresql_where=text("form = 'F-01'")),
        Index(
            "uq_performance_sheet_evaluator", "tenant_id", "assessment_id", "account_id", unique=True,
            postgresql_where=text("form = 'F-02'"),
        ),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    assessment_id: Mapped[UUID]
    form: Mapped[str] = mapped_column(Text)
    # Whose it is: the evaluator, or who sent the unit's own form.
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    person_name: Mapped[str] = mapped_column(Text, server_default="")
    note: Mapped[str] = mapped_column(Text, server_default="")
    state: Mapped[str] = mapped_column(Text, server_default="open")
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class PerformanceScore(TenantOwned, Base):
    """One indicator on one sheet. A proposal of the platform stands beside it with its proof; another score than it needs a reason."""

    __tablename__ = "performance_score"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "sheet_id"], ["performance_sheet.tenant_id", "performance_sheet.id"], ondelete="CASCADE"),
        CheckConstraint("score between 0 and 5", name="score"),
        CheckConstraint("proposed between 0 and 5", name="proposed"),
        {"info": TENANT_OWNED},
    )

    sheet_id: Mapped[UUID] = mapped_column(primary_key=True)
    # Code of the indicator in the edition and form.
    indicator: Mapped[str] = mapped_column(Text, primary_key=True)
    # Empty while only a note stands here.
    score: Mapped[int | None] = mapped_column(SmallInteger)
    note: Mapped[str] = mapped_column(Text, server_default="")
    proposed: Mapped[int | None] = mapped_column(SmallInteger)
    # What the proposal rests on, as plain records.
    proof: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    # Why the score differs from the proposal.
    reason: Mapped[str] = mapped_column(Text, server_default="")


class PerformanceDecision(TenantOwned, Base):
    """The score the validator set for an indicator in place of the evaluators' mean, with the reason."""

    __tablename__ = "performance_decision"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "assessment_id"], ["performance_assessment.tenant_id", "performance_assessment.id"], ondelete="CASCADE"
        ),
        CheckConstraint("score between 0 and 5", name="score"),
        {"info": TENANT_OWNED},
    )

    assessment_id: Mapped[UUID] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(Text, primary_key=True)
    score: Mapped[int] = mapped_column(SmallInteger)
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PerformanceAnswer(TenantOwned, Base):
    """One filled form F-03 of a user. No name, no phone number; the id was made with the form, so that sending twice counts once."""

    __tablename__ = "performance_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "assessment_id"], ["performance_assessment.tenant_id", "performance_assessment.id"], ondelete="CASCADE"
        ),
        Index("ix_performance_answer_assessment_id", "tenant_id", "assessment_id", "answered_at"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    assessment_id: Mapped[UUID]
    # Score 0 to 5 by code of the indicator.
    scores: Mapped[dict[str, Any]] = mapped_column(JSONB)
    suggestion: Mapped[str] = mapped_column(Text, server_default="")
    language: Mapped[str] = mapped_column(Text, server_default="id")
    answered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
