"""Withdraws an assessment of performance: it stays in the history with the reason, and counts nowhere."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.domain.yardsticks import PERFORMANCE
from puas.usecases._performance import WITHDRAWN, UnableToChangePerformance, checked_reason, locked_assessment, refuse_version
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToWithdrawPerformance(UnableToChangePerformance):
    """`reason`: unknown-assessment, reason-missing, too-long, or changed-meanwhile."""


def withdraw_performance(
    *, session: Session, tenant_id: int, assessment_id: UUID, version: int | None, reason: str, account_id: UUID | None, now: datetime
) -> None:
    """Take the assessment out of the register; the same unit can then be assessed anew."""
    text = checked_reason(reason, UnableToWithdrawPerformance)
    assessment = locked_assessment(session, tenant_id, assessment_id, kind=UnableToWithdrawPerformance)
    refuse_version(version, assessment.version, UnableToWithdrawPerformance)
    assessment.state, assessment.reason = WITHDRAWN, text
    assessment.version += 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="withdraw_performance",
        subject=f"performance_assessment:{assessment_id}", now=now,
        detail={"agency": assessment.agency_name, "year": str(assessment.year), "reason": text},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(PERFORMANCE,))
