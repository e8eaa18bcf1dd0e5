"""Collects what the document about the Ombudsman's assessments is printed from; in four statements."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.compliance_checks import list_checks
from puas.db.queries.compliance_scores import dimensions_of, list_scores
from puas.db.queries.improvement_lists import WantedImprovements, list_improvements
from puas.domain.compliance_record import (
    ComplianceRecordSource,
    RecordedPromise,
    RecordedScore,
    ScoreFacts,
    recorded_checklist,
    recorded_score,
)
from puas.domain.compliance_zone import ComplianceGrade, NoAssessmentHeld, grade_compliance
from puas.domain.filing import FilingHead
from puas.domain.followup_plan import DONE
from puas.domain.regulation.ombudsman import scale_of
from puas.domain.yardsticks import COMPLIANCE
from puas.presentation.dates import due_time

# A document is read by people; whoever has promised more than this reads the list itself.
MOST_PROMISES = 200


def compliance_record_of(session: Session, *, tenant_id: int, head: FilingHead, year: int, today: date) -> ComplianceRecordSource:
    """Scores of all years, the checklists of `year`, and what was promised and is not done."""
    checks = list_checks(session, tenant_id=tenant_id, year=year)
    promises = list_improvements(
        session, tenant_id=tenant_id, agency_ids=None, today=today, wanted=WantedImprovements(source=COMPLIANCE), limit=MOST_PROMISES
    )
    return ComplianceRecordSource(
        head=head,
        checklist_year=year,
        scores=tuple(_scores(session, tenant_id)),
        checklists=tuple(recorded_checklist(each.name, each.states, each.notes) for each in checks),
        promises=tuple(
            RecordedPromise(
                each.agency_name, each.item.topic, each.item.action, due_time(each.due) if each.due else "", each.item.person_in_charge,
                each.item.state,
            )
            for each in promises
            if each.item.state != DONE
        ),
    )  # fmt: skip


def _scores(session: Session, tenant_id: int) -> list[RecordedScore]:
    before: dict[UUID | None, ComplianceGrade] = {}
    found = []
    for row in list_scores(session, tenant_id=tenant_id):
        try:
            grade = grade_compliance(row.year, row.score)
        except NoAssessmentHeld:
            grade = ComplianceGrade(row.year, row.score, scale_of(row.year))
        facts = ScoreFacts(row.agency_name, row.opinion, row.rank, row.rank_of, row.source, dimensions_of(row))
        found.append(recorded_score(grade, facts, before.get(row.agency_id)))
        before[row.agency_id] = grade
    return found
