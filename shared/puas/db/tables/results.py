"""Frozen results, figures of years before the platform, and targets."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Numeric, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class Result(TenantOwned, Base):
    """The frozen index of a scope. The canonical text is the truth; the other columns repeat it for lists."""

    __tablename__ = "result"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        ForeignKeyConstraint(["tenant_id", "period_id"], ["survey_period.tenant_id", "survey_period.id"]),
        CheckConstraint("scope in ('period', 'agency', 'regency')", name="scope"),
        CheckConstraint("scope <> 'period' or (agency_id is not null and period_id is not null)", name="period_scope"),
        Index(
            "uq_result_current_period", "tenant_id", "period_id", unique=True,
            postgresql_where=text("scope = 'period' and superseded_at is null"),
        ),
        Index("ix_result_scope", "tenant_id", "scope", "starts_on"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    # Repeated from the directory so that the province's policy is made of this row alone; empty for demo tenants.
    province_code: Mapped[str | None] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(Text)
    agency_id: Mapped[UUID | None]
    period_id: Mapped[UUID | None]
    label: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    version: Mapped[int] = mapped_column(server_default="1")
    edition: Mapped[str] = mapped_column(Text)
    respondents: Mapped[int]
    # Empty where there is no index (nobody answered, or an unsur nobody answered).
    nik: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    mutu: Mapped[str] = mapped_column(Text, server_default="")
    snapshot: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    signature: Mapped[str] = mapped_column(Text)
    frozen_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    frozen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    superseded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str] = mapped_column(Text, server_default="")


class PastResult(TenantOwned, Base):
    """An index published before the platform, with the rule it was made under; a point of the trend."""

    __tablename__ = "past_result"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], ondelete="CASCADE"),
        Index("uq_past_result_label", "tenant_id", "agency_id", "year", "label", unique=True),
        Index(
            "uq_past_result_label_of_regency", "tenant_id", "year", "label", unique=True, postgresql_where=text("agency_id is null"),
        ),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    # Empty for what the regency published about all its agencies together.
    agency_id: Mapped[UUID | None]
    year: Mapped[int]
    label: Mapped[str] = mapped_column(Text)
    edition: Mapped[str] = mapped_column(Text)
    # As published then.
    nik: Mapped[Decimal] = mapped_column(Numeric(6, 3))
    source: Mapped[str] = mapped_column(Text, server_default="")
    respondents: Mapped[int | None]
    # Recomputed exactly from the answers or the NRR of an audited recap; empty where only the figure is known.
    exact_nik: Mapped[Decimal | None] = mapped_column(Numeric(6, 3))
    # How the published figure came about (a slug of `old_conventions`), and NRR by unsur, decimals as text.
    convention: Mapped[str] = mapped_column(Text, server_default="")
    unsur: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    recap_id: Mapped[UUID | None]


class OldRecap(TenantOwned, Base):
    """A recap of earlier years somebody uploaded, and what the auditor found: which rule, weight and rounding made its figures."""

    __tablename__ = "old_recap"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        CheckConstraint("state in ('audited', 'imported')", name="state"),
        Index("ix_old_recap_agency_id", "tenant_id", "agency_id"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    # Empty where the recap is the regency's, with a row per agency.
    agency_id: Mapped[UUID | None]
    file_name: Mapped[str] = mapped_column(Text)
    file_key: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    # What was read and found, canonical JSON.
    audit: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default="audited")
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    imported_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Target(TenantOwned, Base):
    """The index to reach in a year (RPJMD, Renstra), of the whole regency or of one agency."""

    __tablename__ = "target"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"], ondelete="CASCADE"),
        Index("uq_target_regency_year", "tenant_id", "year", unique=True, postgresql_where=text("agency_id is null")),
        Index("uq_target_agency_year", "tenant_id", "agency_id", "year", unique=True, postgresql_where=text("agency_id is not null")),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID | None]
    year: Mapped[int]
    nik: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    # Where it is laid down: "RPJMD 2025-2029".
    source: Mapped[str] = mapped_column(Text, server_default="")
    updated_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
