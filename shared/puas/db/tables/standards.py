"""Service standards and pledges (PermenPANRB 15/2014), standard operating procedures, minimum services (SPM), and counts of complaints."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Numeric, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class ServiceStandard(TenantOwned, Base):
    """The standar pelayanan of one service type: fourteen components; one is in force, one may be a draft, the others were replaced."""

    __tablename__ = "service_standard"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "service_type_id"], ["service_type.tenant_id", "service_type.id"]),
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        CheckConstraint("state in ('draft', 'in_force', 'replaced')", name="state"),
        Index("uq_service_standard_draft", "tenant_id", "service_type_id", unique=True, postgresql_where=text("state = 'draft'")),
        Index("uq_service_standard_in_force", "tenant_id", "service_type_id", unique=True, postgresql_where=text("state = 'in_force'")),
        Index("ix_service_standard_agency_id", "tenant_id", "agency_id"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    service_type_id: Mapped[UUID]
    agency_id: Mapped[UUID]
    # 1, 2, 3 … of the service.
    number: Mapped[int]
    state: Mapped[str] = mapped_column(Text, server_default="draft")
    # Text by slug of the component in `domain.service_standards`; absent means not written yet.
    components: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    decree_number: Mapped[str] = mapped_column(Text, server_default="")
    decree_date: Mapped[date | None]
    # When it was talked over with the public (Forum Konsultasi Publik).
    hearing_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    review_due_on: Mapped[date | None]
    # Where it hangs or is printed besides Puas: "website", "papan informasi" …
    media: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    in_force_since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    replaced_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")


class ServicePledge(TenantOwned, Base):
    """The maklumat pelayanan of an agency. One is in force, earlier ones are kept."""

    __tablename__ = "service_pledge"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        Index("uq_service_pledge_in_force", "tenant_id", "agency_id", unique=True, postgresql_where=text("replaced_at is null")),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    body: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, server_default="")
    dated_on: Mapped[date]
    signatory_name: Mapped[str] = mapped_column(Text, server_default="")
    signatory_position: Mapped[str] = mapped_column(Text, server_default="")
    media: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    replaced_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class OperatingProcedure(TenantOwned, Base):
    """A standard operating procedure (SOP) of an agency."""

    __tablename__ = "operating_procedure"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        ForeignKeyConstraint(["tenant_id", "service_type_id"], ["service_type.tenant_id", "service_type.id"]),
        CheckConstraint("state in ('active', 'withdrawn')", name="state"),
        Index("uq_operating_procedure_number", "tenant_id", "agency_id", text("lower(number)"), unique=True),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    # The service it is about; empty for an internal procedure.
    service_type_id: Mapped[UUID | None]
    number: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date | None]
    revised_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(Text, server_default="active")
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")


class ProcedureReview(TenantOwned, Base):
    """The evaluation of a procedure in a year, and what came of it."""

    __tablename__ = "procedure_review"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "procedure_id"], ["operating_procedure.tenant_id", "operating_procedure.id"], ondelete="CASCADE"
        ),
        CheckConstraint("outcome in ('kept', 'to_revise', 'revised', 'withdrawn')", name="outcome"),
        {"info": TENANT_OWNED},
    )

    procedure_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(Text)
    findings: Mapped[str] = mapped_column(Text, server_default="")
    reviewed_on: Mapped[date]
    reviewer: Mapped[str] = mapped_column(Text, server_default="")
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class MinimumService(TenantOwned, Base):
    """Which agency carries which field of the minimum services (SPM) in a year, and how much of it was reached."""

    __tablename__ = "minimum_service"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        CheckConstraint("reached between 0 and 100", name="reached"),
        {"info": TENANT_OWNED},
    )

    year: Mapped[int] = mapped_column(primary_key=True)
    # A slug of `domain.minimum_services`.
    field: Mapped[str] = mapped_column(Text, primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(primary_key=True)
    # Percent as reported in the year's SPM report; empty before.
    reached: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    note: Mapped[str] = mapped_column(Text, server_default="")
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")


class ComplaintCount(TenantOwned, Base):
    """How many complaints an agency received in a quarter through one channel, how many it settled, and how many of those in time."""

    __tablename__ = "complaint_count"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        CheckConstraint("quarter between 1 and 4", name="quarter"),
        CheckConstraint("in_time >= 0 and in_time <= settled and settled <= received", name="counts"),
        {"info": TENANT_OWNED},
    )

    year: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(primary_key=True)
    # A slug of `domain.complaint_counts`: lapor, counter, letter, …
    channel: Mapped[str] = mapped_column(Text, primary_key=True)
    received: Mapped[int]
    settled: Mapped[int]
    in_time: Mapped[int]
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")
