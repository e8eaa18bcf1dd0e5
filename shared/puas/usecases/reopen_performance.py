"""Opens a validated assessment again, with a reason. What was frozen stays in the history, with its signature."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.domain.yardsticks import PERFORMANCE
from puas.usecases._performance import OPEN, VALIDATED, UnableToChangePerformance, checked_reason, locked_assessment, refuse_version
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToReopenPerformance(UnableToChangePerformance):
    """`reason`: unknown-assessment, not-validated, recorded (it has no sheets), reason-missing, too-long, changed-meanwhile."""


def reopen_performance(
    *, session: Session, tenant_id: int, assessment_id: UUID, version: int | None, reason: str, account_id: UUID | None, now: datetime
) -> None:
    """Make the assessment open; its sheets stay sent, and its index counts nowhere until it is validated again."""
    text = checked_reason(reason, UnableToReopenPerformance)
    assessment = locked_assessment(session, tenant_id, assessment_id, kind=UnableToReopenPerformance)
    if assessment.origin == "recorded":
        raise UnableToReopenPerformance("recorded")
    if assessment.state != VALIDATED:
        raise UnableToReopenPerformance("not-validated")
    refuse_version(version, assessment.version, UnableToReopenPerformance)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="reopen_performance",
        subject=f"performance_assessment:{assessment_id}", now=now,
        detail={
            "agency": assessment.agency_name, "year": str(assessment.year), "reason": text, "ipp": str(assessment.index),
            "category": assessment.category, "sha256": assessment.sha256, "signature": assessment.signature,
            "snapshot": assessment.snapshot,
        },
    )  # fmt: skip
    assessment.state, assessment.reason = OPEN, text
    assessment.evaluated = assessment.users = assessment.index = None
    assessment.category = assessment.snapshot = assessment.sha256 = assessment.signature = ""
    assessment.validated_by = assessment.validated_at = None
    assessment.version += 1
    session.flush()
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(PERFORMANCE,))
