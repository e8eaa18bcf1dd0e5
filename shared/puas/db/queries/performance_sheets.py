"""Sheets of assessments of performance with their scores, and the validator's decisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from puas.db.queries.performance_answers import answers_of
from puas.db.tables.performance import PerformanceAssessment, PerformanceDecision, PerformanceScore, PerformanceSheet
from puas.domain.performance_sheet import Entry
from puas.domain.performance_snapshot import EVALUATOR_FORM, SELF_FORM
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.service_performance import PerformanceOutcome, UserAnswers, score_performance

SENT, OPEN = "sent", "open"


@dataclass(frozen=True, slots=True)
class SheetWithAssessment:
    """A sheet, what it is about, and how many of its indicators have a score."""

    sheet: PerformanceSheet
    assessment: PerformanceAssessment
    scored: int


@dataclass(frozen=True, slots=True)
class SheetBesideOwn:
    """A sheet with its assessment, the unit's own sheet F-01, and what stands on the two; for F-01 both are the same sheet."""

    sheet: PerformanceSheet
    assessment: PerformanceAssessment
    own: PerformanceSheet | None
    scores: Mapping[UUID, Mapping[str, PerformanceScore]]

    def entries(self, sheet: PerformanceSheet) -> dict[str, Entry]:
        """What stands on one of them, by code."""
        return entries_of(self.scores.get(sheet.id, {}))


@dataclass(frozen=True, slots=True)
class AssessmentState:
    """Everything an index is made of, as it stands now."""

    assessment: PerformanceAssessment
    sheets: list[PerformanceSheet]
    scores: Mapping[UUID, Mapping[str, PerformanceScore]]
    decisions: Mapping[str, PerformanceDecision]
    users: UserAnswers

    @property
    def evaluators(self) -> list[PerformanceSheet]:
        """The sheets F-02, whether sent or not."""
        return [each for each in self.sheets if each.form == EVALUATOR_FORM]

    @property
    def counted(self) -> list[PerformanceSheet]:
        """The sheets the index is made of: F-02 that were sent."""
        return [each for each in self.evaluators if each.state == SENT]

    @property
    def own(self) -> PerformanceSheet | None:
        """The unit's own sheet F-01."""
        return next((each for each in self.sheets if each.form != EVALUATOR_FORM), None)

    def entries(self, sheet: PerformanceSheet) -> dict[str, Entry]:
        """What stands on a sheet, by code."""
        return entries_of(self.scores.get(sheet.id, {}))

    def outcome(self) -> PerformanceOutcome:
        """The figures as they stand now."""
        assessment = self.assessment
        sheets = [
            {code: row.score for code, row in self.scores.get(sheet.id, {}).items() if row.score is not None} for sheet in self.counted
        ]
        return score_performance(
            performance_edition(assessment.edition),
            assessment.form,
            sheets,
            weights=assessment.weights,
            decisions={code: each.score for code, each in self.decisions.items()},
            users=self.users,
        )


def entries_of(scores: Mapping[str, PerformanceScore]) -> dict[str, Entry]:
    """Stored scores as entries of a sheet."""
    return {code: Entry(row.score, row.note, row.reason) for code, row in scores.items()}


def sheets_of(session: Session, *, tenant_id: int, assessment_id: UUID) -> list[PerformanceSheet]:
    """The sheets of an assessment: F-01 first, then the evaluators by name."""
    statement = (
        select(PerformanceSheet)
        .where(PerformanceSheet.tenant_id == tenant_id, PerformanceSheet.assessment_id == assessment_id)
        .order_by(PerformanceSheet.form, func.lower(PerformanceSheet.person_name), PerformanceSheet.id)
    )
    return list(session.scalars(statement))


def scores_of(session: Session, *, tenant_id: int, sheet_ids: Collection[UUID]) -> dict[UUID, dict[str, PerformanceScore]]:
    """What stands on the sheets: by sheet, then by code of the indicator."""
    statement = select(PerformanceScore).where(PerformanceScore.tenant_id == tenant_id, PerformanceScore.sheet_id.in_(sheet_ids))
    found: dict[UUID, dict[str, PerformanceScore]] = {sheet_id: {} for sheet_id in sheet_ids}
    for row in session.scalars(statement):
        found[row.sheet_id][row.indicator] = row
    return found


def decisions_of(session: Session, *, tenant_id: int, assessment_id: UUID) -> dict[str, PerformanceDecision]:
    """What the validator decided, by code of the indicator."""
    statement = select(PerformanceDecision).where(
        PerformanceDecision.tenant_id == tenant_id, PerformanceDecision.assessment_id == assessment_id
    )
    return {row.indicator: row for row in session.scalars(statement)}


def assessment_state(session: Session, *, tenant_id: int, assessment: PerformanceAssessment) -> AssessmentState:
    """Sheets, scores, decisions and counted answers of one assessment, in a fixed number of queries."""
    sheets = sheets_of(session, tenant_id=tenant_id, assessment_id=assessment.id)
    asks_users = performance_edition(assessment.edition).asks_users
    return AssessmentState(
        assessment,
        sheets,
        scores_of(session, tenant_id=tenant_id, sheet_ids=[each.id for each in sheets]),
        decisions_of(session, tenant_id=tenant_id, assessment_id=assessment.id),
        answers_of(session, tenant_id=tenant_id, assessment_id=assessment.id) if asks_users else UserAnswers(0, {}),
    )


def find_sheet(session: Session, *, tenant_id: int, sheet_id: UUID) -> SheetBesideOwn | None:
    """One sheet beside the unit's own, without what stands on them; None where there is none, or the assessment was withdrawn."""
    own = aliased(PerformanceSheet)
    statement = (
        select(PerformanceSheet, PerformanceAssessment, own)
        .join(PerformanceAssessment, _OF_ASSESSMENT)
        .outerjoin(
            own,
            (own.tenant_id == PerformanceSheet.tenant_id) & (own.assessment_id == PerformanceSheet.assessment_id) & (own.form == SELF_FORM),
        )
        .where(
            PerformanceSheet.tenant_id == tenant_id,
            PerformanceAssessment.tenant_id == tenant_id,
            PerformanceSheet.id == sheet_id,
            PerformanceAssessment.state != "withdrawn",
        )
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else SheetBesideOwn(*row, {})


def with_scores(session: Session, found: SheetBesideOwn) -> SheetBesideOwn:
    """What stands on the sheet and on the unit's own; of the other evaluators nothing is read."""
    sheet_ids = {each.id for each in (found.sheet, found.own) if each is not None}
    return replace(found, scores=scores_of(session, tenant_id=found.sheet.tenant_id, sheet_ids=sheet_ids))


def evaluator_sheets(session: Session, *, tenant_id: int, account_id: UUID, limit: int) -> list[SheetWithAssessment]:
    """The sheets F-02 of one evaluator: those to be filled in first, then those sent, the newest year first."""
    scored = (
        select(func.count())
        .where(
            PerformanceScore.tenant_id == tenant_id, PerformanceScore.sheet_id == PerformanceSheet.id, PerformanceScore.score.is_not(None)
        )
        .scalar_subquery()
    )
    statement = (
        select(PerformanceSheet, PerformanceAssessment, scored)
        .join(PerformanceAssessment, _OF_ASSESSMENT)
        .where(
            PerformanceSheet.tenant_id == tenant_id,
            PerformanceAssessment.tenant_id == tenant_id,
            PerformanceSheet.account_id == account_id,
            PerformanceSheet.form == EVALUATOR_FORM,
            PerformanceAssessment.state != "withdrawn",
        )
        .order_by(PerformanceSheet.state, PerformanceAssessment.year.desc(), PerformanceAssessment.agency_name, PerformanceSheet.id)
        .limit(limit)
    )
    return [SheetWithAssessment(*row) for row in session.execute(statement)]


_OF_ASSESSMENT = (PerformanceAssessment.tenant_id == PerformanceSheet.tenant_id) & (
    PerformanceAssessment.id == PerformanceSheet.assessment_id
)
