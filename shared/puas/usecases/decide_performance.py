"""Decides one indicator of an assessment in place of the evaluators' mean, with a reason; or takes the decision back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.performance_sheets import decisions_of
from puas.db.tables.performance import PerformanceAssessment, PerformanceDecision
from puas.domain.regulation.performance_edition import UnknownIndicator
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.service_performance import ScoreOutOfRange, checked_score
from puas.usecases._performance import (
    OPEN,
    UnableToChangePerformance,
    checked_reason,
    locked_assessment,
    refuse_evaluator,
    refuse_version,
)
from puas.usecases.record_audit import record_audit


class UnableToDecidePerformance(UnableToChangePerformance):
    """`reason`: unknown-assessment, not-open, evaluator, unknown-indicator, score-out-of-range, reason-missing, too-long, or
    changed-meanwhile.
    """


def decide_performance(
    *,
    session: Session,
    tenant_id: int,
    assessment_id: UUID,
    indicator: str,
    score: int | None,
    reason: str,
    version: int | None,
    account_id: UUID | None,
    now: datetime,
) -> None:
    """Set the score of an indicator; None goes back to the evaluators' mean. Not by one of the evaluators."""
    assessment = locked_assessment(session, tenant_id, assessment_id, kind=UnableToDecidePerformance)
    refuse_evaluator(session, assessment, account_id, UnableToDecidePerformance)
    if assessment.state != OPEN:
        raise UnableToDecidePerformance("not-open")
    refuse_version(version, assessment.version, UnableToDecidePerformance)
    try:
        performance_edition(assessment.edition).form(assessment.form).indicator(indicator)
        known = None if score is None else checked_score(score)
    except UnknownIndicator:
        raise UnableToDecidePerformance("unknown-indicator") from None
    except ScoreOutOfRange:
        raise UnableToDecidePerformance("score-out-of-range") from None
    text = "" if known is None else checked_reason(reason, UnableToDecidePerformance)
    row = decisions_of(session, tenant_id=tenant_id, assessment_id=assessment_id).get(indicator)
    was = row.score if row else None
    if known is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(_decision(assessment, indicator, known, text, account_id, now))
    else:
        row.score, row.reason, row.decided_by, row.decided_at = known, text, account_id, now
    assessment.version += 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="decide_performance",
        subject=f"performance_assessment:{assessment_id}", now=now,
        detail={
            "agency": assessment.agency_name, "year": str(assessment.year), "indicators": [f"{indicator}: {_shown(was)} → {_shown(known)}"],
            "reason": text,
        },
    )  # fmt: skip


def _decision(
    assessment: PerformanceAssessment, indicator: str, score: int, reason: str, account_id: UUID | None, now: datetime
) -> PerformanceDecision:
    return PerformanceDecision(
        tenant_id=assessment.tenant_id, assessment_id=assessment.id, indicator=indicator, score=score, reason=reason, decided_by=account_id,
        decided_at=now,
    )  # fmt: skip


def _shown(score: int | None) -> str:
    return "–" if score is None else str(score)
