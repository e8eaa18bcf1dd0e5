"""Frozen results, and figures of years before the platform."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Numeric, Text, text
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
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    year: Mapped[int]
    label: Mapped[str] = mapped_column(Text)
    edition: Mapped[str] = mapped_column(Text)
    nik: Mapped[Decimal] = mapped_column(Numeric(6, 3))
    source: Mapped[str] = mapped_column(Text, server_default="")
