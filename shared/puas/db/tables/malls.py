"""Mal Pelayanan Publik (Perpres 89/2021): the place, and the agencies that serve there."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class ServiceMall(TenantOwned, Base):
    """A mal pelayanan publik (MPP). Its counters are collection points that name it; its code hangs at the exit."""

    __tablename__ = "service_mall"
    __table_args__ = (
        CheckConstraint("state in ('active', 'closed')", name="state"),
        Index("uq_service_mall_name", "tenant_id", text("lower(name)"), unique=True),
        Index("uq_service_mall_slug", "tenant_id", "slug", unique=True),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    slug: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text, server_default="")
    # The decree that founded it, and its first day.
    decree: Mapped[str] = mapped_column(Text, server_default="")
    opened_on: Mapped[date | None]
    # Of the QR code at the exit, where the citizen chooses the counter; leads here through the locator.
    code: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default="active")
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")


class MallMember(TenantOwned, Base):
    """That an agency serves in a mall, since when and until when. It serves in one at a time."""

    __tablename__ = "mall_member"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "mall_id"], ["service_mall.tenant_id", "service_mall.id"]),
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        Index("uq_mall_member_agency_id", "tenant_id", "agency_id", unique=True, postgresql_where=text("left_on is null")),
        {"info": TENANT_OWNED},
    )

    mall_id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(primary_key=True)
    joined_on: Mapped[date] = mapped_column(primary_key=True)
    left_on: Mapped[date | None]
