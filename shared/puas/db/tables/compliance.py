"""Kepatuhan penyelenggaraan pelayanan publik (Ombudsman RI): scores per year, sampled agencies, and the checklist to prepare for them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Numeric, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class ComplianceScore(TenantOwned, Base):
    """What the Ombudsman published about the regency, or about one sampled agency, in one year. Zone and letter follow from the year."""

    __tablename__ = "compliance_score"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        CheckConstraint("score between 0 and 100", name="score"),
        CheckConstraint("score is not null or opinion <> ''", name="score_or_opinion"),
        CheckConstraint("rank >= 1 and rank <= rank_of", name="rank"),
        Index("uq_compliance_score_regency", "tenant_id", "year", unique=True, postgresql_where=text("agency_id is null")),
        Index("uq_compliance_score_agency", "tenant_id", "year", "agency_id", unique=True, postgresql_where=text("agency_id is not null")),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int]
    # Empty for the regency as a whole.
    agency_id: Mapped[UUID | None]
    # As published then.
    agency_name: Mapped[str] = mapped_column(Text, server_default="")
    score: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    # The words published, where the year has an opinion; the only thing known where its scale is not.
    opinion: Mapped[str] = mapped_column(Text, server_default="")
    # Score by dimension of that year's edition, decimals as text; those not published are absent.
    dimensions: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    rank: Mapped[int | None]
    rank_of: Mapped[int | None]
    # Where it was published.
    source: Mapped[str] = mapped_column(Text, server_default="")
    note: Mapped[str] = mapped_column(Text, server_default="")
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")


class ComplianceCheck(TenantOwned, Base):
    """One item of the checklist of an agency that may be sampled in a year. An agency is on the list once it has a row."""

    __tablename__ = "compliance_check"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        CheckConstraint("state in ('unknown', 'missing', 'partly', 'there', 'not_applicable')", name="state"),
        {"info": TENANT_OWNED},
    )

    year: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(primary_key=True)
    # A key of `domain.compliance_checklist`.
    item: Mapped[str] = mapped_column(Text, primary_key=True)
    state: Mapped[str] = mapped_column(Text, server_default="unknown")
    note: Mapped[str] = mapped_column(Text, server_default="")
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")
