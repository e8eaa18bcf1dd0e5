"""Assessments of performance as plain rows, for tests of what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.performance import PerformanceAnswer, PerformanceAssessment

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
NEW_RULE, OLD_RULE = "permenpanrb-29-2022", "permenpanrb-17-2017"


def add_assessment(
    session: Session, tenant_id: int, agency_id: UUID, *, edition: str = NEW_RULE, form: str = "A", year: int = 2026, **told: object
) -> PerformanceAssessment:
    """An open assessment that users are not asked for yet."""
    row = PerformanceAssessment(
        tenant_id=tenant_id, id=new_id(), agency_id=agency_id, agency_name="Dinas Contoh", year=year, edition=edition,
        form=form if edition == NEW_RULE else "", opened_at=NOW, **told,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def add_answer(session: Session, assessment: PerformanceAssessment, scores: Mapping[str, int], suggestion: str = "") -> None:
    """One filled form F-03."""
    session.add(
        PerformanceAnswer(
            tenant_id=assessment.tenant_id, id=new_id(), assessment_id=assessment.id, scores=dict(scores), suggestion=suggestion,
            answered_at=NOW,
        )
    )  # fmt: skip
    session.flush()


def until(day: int) -> date:
    """A day of the month everything happens in."""
    return date(2026, 11, day)
