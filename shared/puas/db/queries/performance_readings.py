"""What the register of performance says about each unit and year: the validated or recorded index, never a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import counts_here
from puas.db.tables.agencies import Agency
from puas.db.tables.performance import PerformanceAssessment
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.performance_snapshot import read_performance_snapshot
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.yardsticks import AGENCY, PERFORMANCE, Reading


def read_performance(session: Session, *, tenant_id: int, today: date) -> list[Reading]:
    """One reading per unit of the regency, year, rule and form; `variant` tells rules and forms of one year apart."""
    statement = (
        select(PerformanceAssessment, Agency.kind)
        .join(Agency, (Agency.tenant_id == PerformanceAssessment.tenant_id) & (Agency.id == PerformanceAssessment.agency_id))
        .where(
            PerformanceAssessment.tenant_id == tenant_id, PerformanceAssessment.state == "validated",
            counts_here(PerformanceAssessment.agency_id, tenant_id=tenant_id),
        )
        .order_by(PerformanceAssessment.year, PerformanceAssessment.agency_name, PerformanceAssessment.id)
    )  # fmt: skip
    rows = session.execute(statement).all()
    promises = _promises(session, tenant_id, [row[0].id for row in rows])
    return [_reading(assessment, kind, promises.get(assessment.id, (0, 0))) for assessment, kind in rows]


def _reading(assessment: PerformanceAssessment, kind: str, promises: tuple[int, int]) -> Reading:
    edition = performance_edition(assessment.edition)
    label = next((each.label for each in edition.categories if each.letter == assessment.category), "")
    counts = {"promises": promises[0], "promises_done": promises[1]}
    if assessment.snapshot:
        snapshot = read_performance_snapshot(assessment.snapshot)
        counts |= {"indicators": len(edition.form(assessment.form).scored), "weak": len(snapshot.weak)}
    return Reading(
        PERFORMANCE,
        assessment.year,
        AGENCY,
        assessment.agency_id,
        assessment.agency_name,
        kind=kind,
        value=assessment.index,
        letter=assessment.category,
        label=label,
        counts=counts,
        variant=f"{assessment.edition}:{assessment.form}" if assessment.form else assessment.edition,
    )


def _promises(session: Session, tenant_id: int, assessment_ids: list[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """Improvement items planned from each assessment, and those done."""
    statement = (
        select(ImprovementItem.source_id, func.count(), func.count().filter(ImprovementItem.state == "done"))
        .where(ImprovementItem.tenant_id == tenant_id, ImprovementItem.source == PERFORMANCE, ImprovementItem.source_id.in_(assessment_ids))
        .group_by(ImprovementItem.source_id)
    )
    return {source_id: (planned, done) for source_id, planned, done in session.execute(statement) if source_id is not None}
