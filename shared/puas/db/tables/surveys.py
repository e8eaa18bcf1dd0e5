"""Survey periods with what is frozen when they open, and the points where answers are collected."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class SurveyPeriod(TenantOwned, Base):
    """The smallest collection window of one agency. Dates are inclusive, in the tenant's time zone; windows never overlap."""

    __tablename__ = "survey_period"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        CheckConstraint("starts_on <= ends_on", name="dates"),
        CheckConstraint("state in ('open', 'closed')", name="state"),
        Index("uq_survey_period_starts_on", "tenant_id", "agency_id", "starts_on", unique=True),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    # triwulan, semester, year, custom
    kind: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    edition: Mapped[str] = mapped_column(Text)
    # Wording per unsur as shown while the period was open; the slug and the scale never vary.
    questionnaire: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    # The agency's printed name, its target NIK and the sample-size policy when the period opened.
    agency_name: Mapped[str] = mapped_column(Text)
    target_nik: Mapped[str] = mapped_column(Text, server_default="")
    sample_policy: Mapped[str] = mapped_column(Text, server_default="formula")
    sample_target: Mapped[int] = mapped_column(server_default="0")
    state: Mapped[str] = mapped_column(Text, server_default="open")
    opened_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # Raised at each save of the follow-up plan, so that two people editing it notice each other.
    plan_version: Mapped[int] = mapped_column(server_default="0")
    # Set when retention erased the answers: the tallies can no longer be recounted and are final.
    sealed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class PeriodService(TenantOwned, Base):
    """A service type as printed in this period: name, population and share of the sample, frozen at opening."""

    __tablename__ = "period_service"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "period_id"], ["survey_period.tenant_id", "survey_period.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["tenant_id", "service_type_id"], ["service_type.tenant_id", "service_type.id"]),
        {"info": TENANT_OWNED},
    )

    period_id: Mapped[UUID] = mapped_column(primary_key=True)
    service_type_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    population: Mapped[int | None]
    sample_target: Mapped[int] = mapped_column(server_default="0")


class CollectionPoint(TenantOwned, Base):
    """A sticker, link, poster or kiosk. Its code leads to the agency's open period; without a service the form asks."""

    __tablename__ = "collection_point"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        ForeignKeyConstraint(["tenant_id", "service_type_id"], ["service_type.tenant_id", "service_type.id"]),
        ForeignKeyConstraint(["tenant_id", "mall_id"], ["service_mall.tenant_id", "service_mall.id"]),
        CheckConstraint("kind in ('sticker', 'poster', 'link', 'kiosk')", name="kind"),
        CheckConstraint("state in ('active', 'retired')", name="state"),
        Index("uq_collection_point_code", "tenant_id", "code", unique=True),
        Index("ix_collection_point_agency_id", "tenant_id", "agency_id", postgresql_where=text("state = 'active'")),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    service_type_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(Text)
    # The mal pelayanan publik it is a counter of. Never changes: answers are counted by it.
    mall_id: Mapped[UUID | None]
    # Where it hangs: "Loket 3", "Ruang tunggu".
    place: Mapped[str] = mapped_column(Text, server_default="")
    code: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default="active")
    printed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
