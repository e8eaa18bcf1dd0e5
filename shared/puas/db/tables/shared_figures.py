"""Figures made of published results only: what the province and the public read instead of answers, tallies and results."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, Numeric, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class SharedFigure(TenantOwned, Base):
    """The printed figures of one unit over one reporting scope, added up from its published periods.

    Made anew whenever one of those periods is published, so that pages across many tenants read and never compute. Of a group
    too small to be shown nothing is stored here, so that no reader can show it.
    """

    __tablename__ = "shared_figure"
    __table_args__ = (
        CheckConstraint("level in ('regency', 'agency', 'service')", name="level"),
        # Read across tenants by the province's log-in.
        Index("ix_shared_figure_province_code", "province_code", "year", "part", "level", "kind"),
        {"info": TENANT_OWNED},
    )

    # A reporting scope: `puas.domain.reporting_scope`.
    year: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(Text, primary_key=True)
    level: Mapped[str] = mapped_column(Text, primary_key=True)
    # The agency's or service's id; of the regency the nil id.
    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    province_code: Mapped[str | None] = mapped_column(Text)
    # Of an agency its own id, of a service its agency's, of the regency empty.
    agency_id: Mapped[UUID | None]
    name: Mapped[str] = mapped_column(Text)
    # The kind of agency (dinas, puskesmas …), also of its services; of the regency empty.
    kind: Mapped[str] = mapped_column(Text, server_default="")
    edition: Mapped[str] = mapped_column(Text)
    # How many periods were added up, and the days they cover.
    periods: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    # Members with an index and all members: agencies of the regency, services of an agency.
    members: Mapped[int] = mapped_column(server_default="0")
    members_total: Mapped[int] = mapped_column(server_default="0")
    # True where fewer people answered than may be shown: then every figure below is empty.
    is_suppressed: Mapped[bool] = mapped_column(server_default="false")
    respondents: Mapped[int | None]
    sample_target: Mapped[int | None]
    population: Mapped[int | None]
    ni: Mapped[Decimal | None] = mapped_column(Numeric(4, 3))
    nik: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    mutu: Mapped[str] = mapped_column(Text, server_default="")
    # Both aggregations beside the declared one.
    simple_mean: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    respondent_weighted: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    # Half the width of the 95 % confidence interval, in points of NIK; and whether the letter is the same all over it.
    margin: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    is_letter_stable: Mapped[bool | None]
    # Nine records in the body order of the rule: slug, answered, nrr, nik, mutu; decimals as text.
    unsur: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
