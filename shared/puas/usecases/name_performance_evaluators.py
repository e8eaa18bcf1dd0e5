"""Names the evaluators of an assessment of performance: each gets a sheet F-02 of their own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from puas.db.queries.performance_sheets import SENT, sheets_of
from puas.db.tables.performance import PerformanceSheet
from puas.domain.performance_snapshot import EVALUATOR_FORM
from puas.usecases._performance import (
    OPEN,
    UnableToChangePerformance,
    add_evaluator_sheet,
    evaluator_names,
    locked_assessment,
    officers_among,
)
from puas.usecases.open_performance import MOST_EVALUATORS
from puas.usecases.record_audit import record_audit


class UnableToNameEvaluators(UnableToChangePerformance):
    """`reason`: unknown-assessment, not-open, too-many, not-evaluator, works-for-agency, or sent-already (with `names`)."""


def name_performance_evaluators(
    *, session: Session, tenant_id: int, assessment_id: UUID, evaluators: Collection[UUID], account_id: UUID | None, now: datetime
) -> None:
    """Make these people the evaluators. Who is no longer named loses an unsent sheet; a sheet that was sent is opened again first."""
    assessment = locked_assessment(session, tenant_id, assessment_id, kind=UnableToNameEvaluators)
    if assessment.state != OPEN:
        raise UnableToNameEvaluators("not-open")
    if len(evaluators) > MOST_EVALUATORS:
        raise UnableToNameEvaluators("too-many")
    sheets = {
        each.account_id: each
        for each in sheets_of(session, tenant_id=tenant_id, assessment_id=assessment_id)
        if each.form == EVALUATOR_FORM and each.account_id is not None
    }
    added = [person for person in evaluators if person not in sheets]
    names = evaluator_names(session, tenant_id, added)
    if len(names) < len(set(added)):
        raise UnableToNameEvaluators("not-evaluator")
    own = officers_among(session, tenant_id, assessment.agency_id, added)
    if own:
        raise UnableToNameEvaluators("works-for-agency", names=tuple(sorted(names[person] for person in own)))
    going = [sheet for person, sheet in sheets.items() if person not in evaluators]
    sent = tuple(sorted(sheet.person_name for sheet in going if sheet.state == SENT))
    if sent:
        raise UnableToNameEvaluators("sent-already", names=sent)
    for person, name in names.items():
        add_evaluator_sheet(session, assessment, person, name, now)
    _remove(session, tenant_id, going)
    if not names and not going:
        return
    assessment.version += 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="name_performance_evaluators",
        subject=f"performance_assessment:{assessment_id}", now=now,
        detail={
            "agency": assessment.agency_name, "year": str(assessment.year), "named": sorted(names.values()),
            "no_longer": sorted(each.person_name for each in going),
        },
    )  # fmt: skip


def _remove(session: Session, tenant_id: int, going: Collection[PerformanceSheet]) -> None:
    ids = [each.id for each in going]
    session.execute(delete(PerformanceSheet).where(PerformanceSheet.tenant_id == tenant_id, PerformanceSheet.id.in_(ids)))
