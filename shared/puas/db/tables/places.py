"""Regions by the Ministry of Home Affairs' codes, and the directory of tenants."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Index, Integer, Sequence, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import GLOBAL, TENANT_OWNED, Base, TenantOwned

tenant_ids = Sequence("tenant_id_seq", metadata=Base.metadata)


class Region(Base):
    """A province or a kabupaten/kota; the code is text (`35`, `35.22`). Fictional ones begin with 99."""

    __tablename__ = "region"
    __table_args__ = (Index("ix_region_parent_code", "parent_code"), {"info": GLOBAL})

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    name: Mapped[str] = mapped_column(Text)
    time_zone: Mapped[str] = mapped_column(Text)
    # Jakarta's six administrative areas have no government of their own and so cannot be tenants.
    can_be_tenant: Mapped[bool]


class Tenant(Base):
    """An owner of data: a regency, a province, or a demo. A demo has no province code, so no recap can see it."""

    __tablename__ = "tenant"
    __table_args__ = (
        CheckConstraint("kind in ('regency', 'province', 'demo')", name="kind"),
        CheckConstraint("state in ('active', 'suspended', 'left')", name="state"),
        CheckConstraint("kind <> 'demo' or province_code is null", name="demo_without_province"),
        Index("uq_tenant_slug", "slug", unique=True),
        Index("uq_tenant_region_code", "region_code", unique=True, postgresql_where=text("state <> 'left'")),
        {"info": GLOBAL},
    )

    id: Mapped[int] = mapped_column(Integer, tenant_ids, primary_key=True)
    slug: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    # The province whose oversight this tenant is under (for a province: its own code).
    province_code: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    time_zone: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default="active")
    # True for tenants whose data are made up, so that every screen and document says so.
    is_sample: Mapped[bool] = mapped_column(server_default="false")
    # When figures of it were last made public; empty where none are. The public list of tenants is made of this directory alone.
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class TenantProfile(TenantOwned, Base):
    """How a tenant shows itself on forms, stickers, screens and documents, and its policies for figures."""

    __tablename__ = "tenant_profile"
    __table_args__ = (
        CheckConstraint("accent ~ '^#[0-9a-f]{6}$'", name="accent"),
        CheckConstraint("report_form in ('four-chapters', 'five-chapters')", name="report_form"),
        {"info": TENANT_OWNED},
    )

    # Letterhead lines: government, office, address.
    government_name: Mapped[str] = mapped_column(Text)
    office_name: Mapped[str] = mapped_column(Text, server_default="")
    address: Mapped[str] = mapped_column(Text, server_default="")
    phone: Mapped[str] = mapped_column(Text, server_default="")
    email: Mapped[str] = mapped_column(Text, server_default="")
    website: Mapped[str] = mapped_column(Text, server_default="")
    emblem_key: Mapped[str | None] = mapped_column(Text)
    accent: Mapped[str] = mapped_column(Text, server_default="#0b5c8a")
    weight_policy: Mapped[str] = mapped_column(Text, server_default="exact")
    aggregation_policy: Mapped[str] = mapped_column(Text, server_default="service-mean")
    sample_policy: Mapped[str] = mapped_column(Text, server_default="formula")
    # The outline of the SKM report: that of 2024-2025, or that of 2021-2023.
    report_form: Mapped[str] = mapped_column(Text, server_default="four-chapters")
    # Who signs letters and recaps, and how letters are numbered: `{nomor}`, `{bulan}` (Roman) and `{tahun}` are filled in.
    signatory_name: Mapped[str] = mapped_column(Text, server_default="")
    signatory_position: Mapped[str] = mapped_column(Text, server_default="")
    signatory_nip: Mapped[str] = mapped_column(Text, server_default="")
    letter_number: Mapped[str] = mapped_column(Text, server_default="{nomor}/SKM/{bulan}/{tahun}")
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class TenantContact(TenantOwned, Base):
    """A person outsiders turn to; shown to the province, chosen by the tenant itself."""

    __tablename__ = "tenant_contact"
    __table_args__ = ({"info": TENANT_OWNED},)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    province_code: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text, server_default="")
    phone: Mapped[str] = mapped_column(Text, server_default="")
    email: Mapped[str] = mapped_column(Text, server_default="")
    # The first one to call stands first.
    place: Mapped[int] = mapped_column(server_default="0")
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class TenantProgress(TenantOwned, Base):
    """How far a regency's set-up has come, counted anew every few minutes; what its province sees of it."""

    __tablename__ = "tenant_progress"
    __table_args__ = ({"info": TENANT_OWNED},)

    province_code: Mapped[str | None] = mapped_column(Text)
    agencies: Mapped[int] = mapped_column(server_default="0")
    services: Mapped[int] = mapped_column(server_default="0")
    # Agencies that ever opened a period.
    agencies_surveyed: Mapped[int] = mapped_column(server_default="0")
    open_periods: Mapped[int] = mapped_column(server_default="0")
    points: Mapped[int] = mapped_column(server_default="0")
    printed_points: Mapped[int] = mapped_column(server_default="0")
    members: Mapped[int] = mapped_column(server_default="0")
    respondents: Mapped[int] = mapped_column(server_default="0")
    # When each step of the set-up was first taken, in the tenant's time zone; empty while it is not.
    first_agency_on: Mapped[date | None]
    first_period_on: Mapped[date | None]
    first_print_on: Mapped[date | None]
    first_answer_on: Mapped[date | None]
    last_answer_on: Mapped[date | None]
    counted_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class TenantDeparture(Base):
    """A tenant's wish to leave the installation, who decided about it, and the archive it takes along.

    An entry of the directory, because it is read when nobody can enter the tenant any more.
    """

    __tablename__ = "tenant_departure"
    __table_args__ = (
        CheckConstraint("state in ('requested', 'withdrawn', 'rejected', 'left')", name="state"),
        CheckConstraint("archive_state in ('none', 'pending', 'running', 'ready', 'failed', 'gone')", name="archive_state"),
        Index("uq_tenant_departure_open", "tenant_id", unique=True, postgresql_where=text("state in ('requested', 'left')")),
        {"info": GLOBAL},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    state: Mapped[str] = mapped_column(Text, server_default="requested")
    reason: Mapped[str] = mapped_column(Text, server_default="")
    requested_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    requested_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decision_reason: Mapped[str] = mapped_column(Text, server_default="")
    # The row is the truth, the queue a hint: claimed by a guarded update that raises the attempt.
    archive_state: Mapped[str] = mapped_column(Text, server_default="none")
    archive_key: Mapped[str] = mapped_column(Text, server_default="")
    archive_sha256: Mapped[str] = mapped_column(Text, server_default="")
    archive_size: Mapped[int | None] = mapped_column(BigInteger)
    attempt: Mapped[int] = mapped_column(server_default="0")
    claimed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    archived_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # Until then the admins of the tenant may fetch the archive.
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # Since then nothing of the tenant is left but its entry in the directory.
    erased_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class KnownKey(Base):
    """The public key of another installation, which signed the results a tenant brought along from there."""

    __tablename__ = "known_key"
    __table_args__ = ({"info": GLOBAL},)

    key_id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"), primary_key=True)
    # 32 bytes, base64url.
    public_key: Mapped[str] = mapped_column(Text)
    # The address of that installation, as its archive told.
    source: Mapped[str] = mapped_column(Text, server_default="")
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
