"""Innovations of public service (KIPP, PermenPANRB 7/2021): calls of a year, proposals, and the way of each."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class InnovationCall(TenantOwned, Base):
    """A competition of a year: its edition of the rule, what of it was set otherwise, and the last day of each stage."""

    __tablename__ = "innovation_call"
    __table_args__ = (Index("ix_innovation_call_year", "tenant_id", "year"), {"info": TENANT_OWNED})

    id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    edition: Mapped[str] = mapped_column(Text)
    # Last day by stage, ISO dates as text.
    deadlines: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    # Word limits by field, least age in months: only what differs from the edition.
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")


class Innovation(TenantOwned, Base):
    """An innovation of an agency with its proposal, and how far it came."""

    __tablename__ = "innovation"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        ForeignKeyConstraint(["tenant_id", "call_id"], ["innovation_call.tenant_id", "innovation_call.id"]),
        CheckConstraint("group_name in ('general', 'special', 'replication')", name="group_name"),
        Index("ix_innovation_agency_id", "tenant_id", "agency_id"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    # Empty while it takes part in none.
    call_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(Text)
    group_name: Mapped[str] = mapped_column(Text, server_default="general")
    # First day it was in use; the age rule counts from it.
    started_on: Mapped[date | None]
    decree: Mapped[str] = mapped_column(Text, server_default="")
    video_url: Mapped[str] = mapped_column(Text, server_default="")
    # Text by field of the edition's group.
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    # A stage of the edition; "" is an idea that was not handed in.
    stage: Mapped[str] = mapped_column(Text, server_default="")
    # What it makes better: a slug of an unsur, a code of an indicator of the performance rule; each may be empty.
    unsur: Mapped[str] = mapped_column(Text, server_default="")
    indicator: Mapped[str] = mapped_column(Text, server_default="")
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")


class InnovationStep(TenantOwned, Base):
    """One step of an innovation's way: reached, or out."""

    __tablename__ = "innovation_step"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "innovation_id"], ["innovation.tenant_id", "innovation.id"], ondelete="CASCADE"),
        CheckConstraint("outcome in ('reached', 'out')", name="outcome"),
        Index("ix_innovation_step_innovation_id", "tenant_id", "innovation_id", "at"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    innovation_id: Mapped[UUID]
    stage: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, server_default="")
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
