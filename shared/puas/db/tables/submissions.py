"""The way of a period's report: from collecting to the province, who took which step, and what a reviewer asked for."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from puas.db.base import TENANT_OWNED, Base, TenantOwned

_STATES = (
    "state in ('collecting', 'closed', 'analysed', 'submitted', 'change_requested', 'approved', 'published', 'handed_over')"
)


class Submission(TenantOwned, Base):
    """Where a period stands on its way to the province: one row per period, made when it opens.

    Names and dates repeat the period's, because the province reads this row and none of the period, the agency or the report.
    """

    __tablename__ = "submission"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "period_id"], ["survey_period.tenant_id", "survey_period.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["tenant_id", "agency_id"], ["agency.tenant_id", "agency.id"]),
        ForeignKeyConstraint(["tenant_id", "report_id"], ["report.tenant_id", "report.id"]),
        ForeignKeyConstraint(["tenant_id", "published_result_id"], ["result.tenant_id", "result.id"]),
        CheckConstraint(_STATES, name="state"),
        Index("ix_submission_agency_id", "tenant_id", "agency_id", "ends_on"),
        # Read across tenants by the province's log-in.
        Index("ix_submission_province_code", "province_code", "ends_on"),
        {"info": TENANT_OWNED},
    )

    period_id: Mapped[UUID] = mapped_column(primary_key=True)
    # Repeated from the directory so that the province's policy is made of this row alone; empty for demo tenants.
    province_code: Mapped[str | None] = mapped_column(Text)
    agency_id: Mapped[UUID]
    agency_name: Mapped[str] = mapped_column(Text)
    agency_kind: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    # A state of `puas.domain.submission_workflow`.
    state: Mapped[str] = mapped_column(Text, server_default="collecting")
    # Raised by each correction of what was approved already: the first way to the province is 1.
    round: Mapped[int] = mapped_column(server_default="1")
    # Raised by each step: of two people who act at once the second one is told.
    version: Mapped[int] = mapped_column(server_default="0")
    # Participation, counted anew every few minutes while the period is open and once more when it closes.
    respondents: Mapped[int] = mapped_column(server_default="0")
    sample_target: Mapped[int] = mapped_column(server_default="0")
    # Items of the period's follow-up plan, how many are done, and how many are late and not taken up by a later plan.
    promises: Mapped[int] = mapped_column(server_default="0")
    promises_done: Mapped[int] = mapped_column(server_default="0")
    promises_late: Mapped[int] = mapped_column(server_default="0")
    counted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # The final report that was submitted.
    report_id: Mapped[UUID | None]
    # The version of the result that is public now; a correction on its way leaves it public until the new one is published.
    published_result_id: Mapped[UUID | None]
    submitted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    handed_over_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class SubmissionStep(TenantOwned, Base):
    """One step of that way: who took it, when, from where to where, and why. The services may only add and read."""

    __tablename__ = "submission_step"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "period_id"], ["submission.tenant_id", "submission.period_id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["tenant_id", "report_id"], ["report.tenant_id", "report.id"]),
        Index("ix_submission_step_period_id", "tenant_id", "period_id", "at"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    period_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    # Empty where the schedule took it.
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # A step of `puas.domain.submission_workflow`.
    step: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    round: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    # What a correction changed against the version before, one sentence a line.
    changes: Mapped[str] = mapped_column(Text, server_default="")
    # The report that was submitted, of this step only.
    report_id: Mapped[UUID | None]


class ReviewRemark(TenantOwned, Base):
    """What a reviewer asks to be changed, chapter by chapter, and what the agency answered."""

    __tablename__ = "review_remark"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "period_id"], ["submission.tenant_id", "submission.period_id"], ondelete="CASCADE"),
        Index("ix_review_remark_period_id", "tenant_id", "period_id", "made_at"),
        {"info": TENANT_OWNED},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    period_id: Mapped[UUID]
    round: Mapped[int]
    # A chapter of the tenant's report form, or `general`.
    chapter: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    answer: Mapped[str] = mapped_column(Text, server_default="")
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
