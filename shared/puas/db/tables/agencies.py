"""Agencies (perangkat daerah) and the types of service they give."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKeyConstraint, Index, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class Agency(TenantOwned, Base):
    """A perangkat daerah, kecamatan, puskesmas, RSUD; with who signs its report."""

    __tablename__ = "agency"
    __table_args__ = (
        CheckConstraint("state in ('active', 'archived')", name="state"),
        Index("uq_agency_name", "tenant_id", text("lower(name)"), unique=True),
        Index("uq_agency_slug", "tenant_id", "slug", unique=True),
        ForeignKeyConstraint(["tenant_id", "merged_into_id"], ["agency.tenant_id", "agency.id"]),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text, server_default="")
    # dinas, badan, kecamatan, puskesmas, rsud, kelurahan, bagian, lainnya
    kind: Mapped[str] = mapped_column(Text, server_default="dinas")
    # Whose it is: empty for the regency's own; vertical, province, enterprise or other where it only serves here (in a mall). Those
    # have periods and results of their own and are part of no aggregate of the regency.
    owner: Mapped[str] = mapped_column(Text, server_default="")
    # What the other owner is called, a ministry or a company; empty where nobody said, and always for the regency's own.
    owner_name: Mapped[str] = mapped_column(Text, server_default="")
    address: Mapped[str] = mapped_column(Text, server_default="")
    phone: Mapped[str] = mapped_column(Text, server_default="")
    email: Mapped[str] = mapped_column(Text, server_default="")
    website: Mapped[str] = mapped_column(Text, server_default="")
    signatory_name: Mapped[str] = mapped_column(Text, server_default="")
    signatory_position: Mapped[str] = mapped_column(Text, server_default="")
    # 18 digits, or empty.
    signatory_nip: Mapped[str] = mapped_column(Text, server_default="")
    # Target NIK of the year's plan (RPJMD/Renstra), a decimal as text, or empty.
    target_nik: Mapped[str] = mapped_column(Text, server_default="")
    # Its address on public pages: given once, and kept when it is renamed. Empty until it has one.
    slug: Mapped[str | None] = mapped_column(Text)
    # The agency that goes on with its work; its own periods, results and reports stay under its old name.
    merged_into_id: Mapped[UUID | None]
    merged_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    state: Mapped[str] = mapped_column(Text, server_default="active")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class ServiceType(TenantOwned, Base):
    """A jenis layanan of an agency; population is the number of users a year, the base of the sample size."""

    __tablename__ = "service_type"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        CheckConstraint("state in ('active', 'archived')", name="state"),
        CheckConstraint("population is null or population >= 0", name="population"),
        Index("uq_service_type_name", "tenant_id", "agency_id", text("lower(name)"), unique=True),
        Index("uq_service_type_slug", "tenant_id", "agency_id", "slug", unique=True),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(Text)
    population: Mapped[int | None]
    is_free: Mapped[bool] = mapped_column(server_default="false")
    is_online: Mapped[bool] = mapped_column(server_default="false")
    # Its address below its agency's, kept when it is renamed.
    slug: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default="active")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
