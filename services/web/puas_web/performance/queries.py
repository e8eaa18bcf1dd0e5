"""What the pages of the register of performance show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, request

from puas.db.queries.agencies import list_agency_names
from puas.db.queries.evidence import evidence_counts
from puas.db.queries.performance_assessments import (
    AssessmentRow,
    assessment_years,
    count_assessments,
    find_assessment,
    list_assessments,
    list_evaluators,
)
from puas.db.queries.performance_sheets import AssessmentState, assessment_state, sheets_of
from puas.db.queries.register_history import HistoryEvent, history_of
from puas.db.tables.performance import PerformanceSheet
from puas.domain.performance_snapshot import EVALUATOR_FORM, PerformanceSnapshot, read_performance_snapshot
from puas.domain.performance_worksheet import WorksheetSection, performance_worksheet
from puas.domain.permissions import Action
from puas.domain.service_performance import IndicatorFigure, PerformanceOutcome, weak_indicators
from puas.domain.yardsticks import PERFORMANCE
from puas_web.access import current_account_id, current_tenant, may
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.scope_choice import YEAR
from puas_web.whole_numbers import read_whole

COMPARED_YEARS = 3
MOST_COMPARED = 400
MOST_OF_AN_AGENCY = 60


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """One assessment. `outcome` is that of the frozen snapshot once it is validated, of the sheets before, None where it is recorded."""

    row: AssessmentRow
    state: AssessmentState | None
    snapshot: PerformanceSnapshot | None
    outcome: PerformanceOutcome | None
    history: list[HistoryEvent]
    evidence: dict[tuple[UUID, str], int]

    @property
    def is_disclosed(self) -> bool:
        """Whether the person may see what evaluators gave: the validator always, everybody once it is validated."""
        return may(Action.DECIDE_REGISTERS) or not self.row.progress.is_open

    @property
    def weak(self) -> tuple[IndicatorFigure, ...]:
        return weak_indicators(self.outcome) if self.outcome and self.is_disclosed else ()

    @property
    def my_sheet(self) -> PerformanceSheet | None:
        """The sheet of the evaluator who is looking."""
        sheets = self.state.evaluators if self.state else []
        return next((each for each in sheets if each.account_id == current_account_id()), None)


def register_page() -> dict[str, Any]:
    """The assessments of one year, the newest where the address names none."""
    here, number = current_tenant(), requested_page()
    scope: dict[str, Any] = {"tenant_id": here.id, "agency_ids": here.agency_ids}
    years = assessment_years(db.session(), **scope)
    wanted = read_whole(request.args.get(YEAR, ""))
    year = wanted if wanted in years else years[0] if years else today_here().year
    rows = list_assessments(db.session(), **scope, years=[year], limit=PAGE_SIZE, offset=offset(number)) if years else []
    total = count_assessments(db.session(), **scope, year=year) if len(rows) == PAGE_SIZE or number > 1 else len(rows)
    return {"years": years, "year": year, "page": Page(rows, number, total)}


def comparison() -> dict[str, Any]:
    """Every unit's index of the last three years side by side, whatever the rule."""
    here = current_tenant()
    scope: dict[str, Any] = {"tenant_id": here.id, "agency_ids": here.agency_ids}
    years = assessment_years(db.session(), **scope)[:COMPARED_YEARS][::-1]
    rows = list_assessments(db.session(), **scope, years=years, limit=MOST_COMPARED) if years else []
    by_agency: dict[UUID, dict[int, list[AssessmentRow]]] = {}
    names: dict[UUID, str] = {}
    for row in rows:
        by_agency.setdefault(row.assessment.agency_id, {}).setdefault(row.assessment.year, []).append(row)
        names[row.assessment.agency_id] = row.assessment.agency_name
    return {"years": years, "agencies": [(agency_id, names[agency_id], found) for agency_id, found in by_agency.items()]}


def agency_page(agency_id: UUID) -> dict[str, Any]:
    """All years of one unit."""
    agency = agency_or_404(agency_id)
    rows = list_assessments(db.session(), tenant_id=current_tenant().id, agency_ids={agency_id}, limit=MOST_OF_AN_AGENCY)
    return {"agency": agency, "rows": sorted(rows, key=lambda each: (each.assessment.year, each.assessment.edition, each.assessment.form))}


def row_or_404(assessment_id: UUID) -> AssessmentRow:
    """An assessment of an agency the person may see."""
    here = current_tenant()
    found = find_assessment(db.session(), tenant_id=here.id, assessment_id=assessment_id, agency_ids=here.agency_ids)
    return found if found is not None else abort(404)


def page_or_404(assessment_id: UUID) -> AssessmentPage:
    """An assessment with everything its page shows."""
    row = row_or_404(assessment_id)
    session, tenant_id = db.session(), current_tenant().id
    is_recorded = row.assessment.origin == "recorded"
    state = None if is_recorded else assessment_state(session, tenant_id=tenant_id, assessment=row.assessment)
    snapshot = read_performance_snapshot(row.assessment.snapshot) if row.assessment.snapshot else None
    outcome = snapshot.outcome() if snapshot else state.outcome() if state else None
    return AssessmentPage(
        row, state, snapshot, outcome,
        history_of(session, tenant_id, f"performance_assessment:{assessment_id}"),
        evidence_counts(session, tenant_id, PERFORMANCE, [assessment_id]),
    )  # fmt: skip


def worksheet_of(page: AssessmentPage) -> tuple[WorksheetSection, ...]:
    """Every step of the index; 404 where there is none to show."""
    if page.outcome is None or not page.is_disclosed:
        abort(404)
    return performance_worksheet(page.row.edition, page.outcome)


def choosable_agencies() -> list[tuple[str, str]]:
    """Active agencies by name."""
    return [(str(key), name) for key, name in list_agency_names(db.session(), tenant_id=current_tenant().id)]


def people() -> list[Any]:
    """Everybody who may evaluate."""
    return list_evaluators(db.session(), tenant_id=current_tenant().id)


def named_evaluators(row: AssessmentRow) -> list[str]:
    """The accounts that evaluate a unit, as a form names them."""
    sheets = sheets_of(db.session(), tenant_id=row.assessment.tenant_id, assessment_id=row.assessment.id)
    return [str(each.account_id) for each in sheets if each.form == EVALUATOR_FORM]


def own_scores(page: AssessmentPage) -> dict[str, int | None]:
    """What the unit gave itself, by code."""
    state = page.state
    if state is None or state.own is None:
        return {}
    return {code: row.score for code, row in state.scores.get(state.own.id, {}).items()}
