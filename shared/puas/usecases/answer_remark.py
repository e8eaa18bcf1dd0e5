"""Answers a reviewer's remark; an answer may be bettered until the report is submitted again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.submissions import ReviewRemark, Submission
from puas.domain.report_review import LONGEST_REMARK
from puas.domain.submission_workflow import STATES, is_with_agency
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToAnswerRemark(Refusal):
    """`reason`: unknown-remark, no-answer, too-long, or with-regency (the report has been submitted meanwhile)."""


def answer_remark(
    *, session: Session, tenant_id: int, period_id: UUID, remark_id: UUID, answer: str, account_id: UUID, now: datetime
) -> None:
    """Write the answer down, in one guarded change: what is with the regency is no longer answered."""
    said = answer.strip()
    if not said:
        raise UnableToAnswerRemark("no-answer")
    if len(said) > LONGEST_REMARK:
        raise UnableToAnswerRemark("too-long")
    mine = (ReviewRemark.tenant_id == tenant_id, ReviewRemark.id == remark_id, ReviewRemark.period_id == period_id)
    is_open = select(Submission.period_id).where(
        Submission.tenant_id == tenant_id,
        Submission.period_id == period_id,
        Submission.state.in_([each for each in STATES if is_with_agency(each)]),
    )
    changed = session.scalars(
        update(ReviewRemark)
        .where(*mine, is_open.with_for_update(read=True).scalar_subquery() == ReviewRemark.period_id)
        .values(answer=said, answered_by=account_id, answered_at=now)
        .returning(ReviewRemark.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not changed:
        is_known = session.scalar(select(ReviewRemark.id).where(*mine)) is not None
        raise UnableToAnswerRemark("with-regency" if is_known else "unknown-remark")
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="answer_remark",
        subject=f"survey_period:{period_id}", now=now,
    )  # fmt: skip
