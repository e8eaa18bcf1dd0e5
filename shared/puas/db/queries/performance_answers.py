"""The answers of users (form F-03) to an assessment, counted by the database."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from puas.db.tables.performance import PerformanceAnswer
from puas.domain.service_performance import SCORES, SixCounts, UserAnswers


def answers_of(session: Session, *, tenant_id: int, assessment_id: UUID) -> UserAnswers:
    """How often each score was given to each statement, and how many users answered at all."""
    mine = (PerformanceAnswer.tenant_id == tenant_id, PerformanceAnswer.assessment_id == assessment_id)
    respondents = session.scalar(select(func.count()).select_from(PerformanceAnswer).where(*mine)) or 0
    if not respondents:
        return UserAnswers(0, {})
    each = func.jsonb_each_text(PerformanceAnswer.scores).table_valued("key", "value").lateral()
    statement = select(each.c.key, each.c.value, func.count()).select_from(PerformanceAnswer).join(each, true()).where(*mine)
    counted: dict[str, list[int]] = {}
    for code, score, count in session.execute(statement.group_by(each.c.key, each.c.value)):
        counted.setdefault(code, [0] * len(SCORES))[int(score)] += count
    return UserAnswers(respondents, {code: _six(counts) for code, counts in sorted(counted.items())})


def _six(counts: list[int]) -> SixCounts:
    zero, one, two, three, four, five = counts
    return zero, one, two, three, four, five
