"""Official letters a regency or province sends: numbered, dated, kept."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class Letter(TenantOwned, Base):
    """A letter of appreciation or of reminder to an agency or a regency; its text and figures are frozen in its document."""

    __tablename__ = "letter"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        ForeignKeyConstraint(["tenant_id", "report_id"], ["report.tenant_id", "report.id"]),
        CheckConstraint("kind in ('appreciation', 'reminder')", name="kind"),
        Index("uq_letter_number", "tenant_id", "year", "number", unique=True),
        Index("ix_letter_agency_id", "tenant_id", "agency_id"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    # Why: best, most_improved, not_reported, late_promises, under_sample.
    occasion: Mapped[str] = mapped_column(Text)
    # The running number of the year of its date, and the whole number as printed.
    year: Mapped[int]
    number: Mapped[int]
    printed_number: Mapped[str] = mapped_column(Text)
    dated_on: Mapped[date]
    # An agency of this tenant, or (from a province) a regency by its number in the directory.
    agency_id: Mapped[UUID | None]
    regency_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"))
    recipient: Mapped[str] = mapped_column(Text)
    scope_year: Mapped[int]
    scope_part: Mapped[str] = mapped_column(Text)
    report_id: Mapped[UUID | None]
    issued_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    issued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
