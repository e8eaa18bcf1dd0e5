"""What all other yardsticks share: evidence, follow-up items that come from them, and the figures told to the province."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Numeric, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned


class EvidenceFile(TenantOwned, Base):
    """A document, picture or address that proves an entry of a register; `subject`, `subject_id` and `part` say which.

    Subjects are those of `domain.yardsticks`; there is no foreign key, because each subject has a table of its own.
    """

    __tablename__ = "evidence_file"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        CheckConstraint("file_key is not null or url <> ''", name="file_or_url"),
        Index("ix_evidence_file_subject", "tenant_id", "subject", "subject_id", "part"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID]
    # A part of the subject, such as the code of an indicator; empty for the whole.
    part: Mapped[str] = mapped_column(Text, server_default="")
    # Whose evidence it is, so that an officer sees that of their agencies; empty for the regency's own.
    agency_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text, server_default="")
    file_key: Mapped[str | None] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text, server_default="")
    # pdf, docx, xlsx, pptx, jpeg, png: what the content is, whatever its name says. Empty for an address.
    format: Mapped[str] = mapped_column(Text, server_default="")
    size_bytes: Mapped[int] = mapped_column(server_default="0")
    sha256: Mapped[str] = mapped_column(Text, server_default="")
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    # Set when a person removed it: shown nowhere; its file is erased later.
    removed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class ImprovementItem(TenantOwned, Base):
    """A promise that comes from another yardstick than the survey: what, on which indicator, by when, by whom, and what became of it."""

    __tablename__ = "improvement_item"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        CheckConstraint("state in ('planned', 'in_progress', 'done')", name="state"),
        CheckConstraint("due_precision in ('month', 'quarter')", name="due_precision"),
        Index("ix_improvement_item_agency_id", "tenant_id", "agency_id", "year"),
        Index("ix_improvement_item_source", "tenant_id", "source", "source_id"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID]
    # A yardstick of `domain.yardsticks`, the entry of its register, and the indicator, item or component meant.
    source: Mapped[str] = mapped_column(Text)
    source_id: Mapped[UUID | None]
    source_part: Mapped[str] = mapped_column(Text, server_default="")
    # What is to become better, in words: "8. Persentase rencana tindak lanjut …".
    topic: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    action: Mapped[str] = mapped_column(Text)
    # First day of the month or quarter it is due in.
    due_on: Mapped[date | None]
    due_precision: Mapped[str] = mapped_column(Text, server_default="month")
    person_in_charge: Mapped[str] = mapped_column(Text, server_default="")
    state: Mapped[str] = mapped_column(Text, server_default="planned")
    description: Mapped[str] = mapped_column(Text, server_default="")
    position: Mapped[int] = mapped_column(server_default="0")
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    # When it was last changed; what a second person who changes it is compared with.
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class YardstickFigure(TenantOwned, Base):
    """What one yardstick says about one unit in one year, as its register says it: read by report cards and by the province.

    Made anew by `usecases.share_yardsticks` whenever a register changes, so that pages about many units read and never compute.
    """

    __tablename__ = "yardstick_figure"
    __table_args__ = (
        CheckConstraint("level in ('regency', 'agency', 'mall')", name="level"),
        # Read across tenants by the province's log-in.
        Index("ix_yardstick_figure_province_code", "province_code", "yardstick", "year", "level", "kind"),
        {"info": TENANT_OWNED},
    )

    yardstick: Mapped[str] = mapped_column(Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(Text, primary_key=True)
    # The agency's or mall's id; of the regency the nil id.
    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    # Tells figures of one unit and year apart: the edition of an assessment and its form. Mostly empty.
    variant: Mapped[str] = mapped_column(Text, primary_key=True, server_default="")
    province_code: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    # The kind of agency (dinas, puskesmas …); of the regency and of a mall empty.
    kind: Mapped[str] = mapped_column(Text, server_default="")
    # The printed figure in the yardstick's own unit: an index, a score, a share in percent. Empty where there is none.
    value: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))
    # Category, zone or predicate by the rule of that year.
    letter: Mapped[str] = mapped_column(Text, server_default="")
    label: Mapped[str] = mapped_column(Text, server_default="")
    # Whole numbers behind it, by name; names are those of the yardstick in `domain.yardsticks`.
    counts: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
