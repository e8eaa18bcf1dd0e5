"""Assessments of performance for lists and pages, each with how far it is. `agency_ids` narrows to an officer's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.tables.people import Account, AgencyAssignment, Membership
from puas.db.tables.performance import PerformanceAnswer, PerformanceAssessment, PerformanceSheet
from puas.domain.performance_progress import AssessmentProgress
from puas.domain.performance_snapshot import EVALUATOR_FORM, SELF_FORM
from puas.domain.permissions import Role
from puas.domain.regulation.performance_edition import PerformanceCategory, PerformanceEdition
from puas.domain.regulation.performance_registry import performance_edition

WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One assessment with its progress."""

    assessment: PerformanceAssessment
    progress: AssessmentProgress

    @property
    def edition(self) -> PerformanceEdition:
        """The rule it follows."""
        return performance_edition(self.assessment.edition)

    @property
    def category(self) -> PerformanceCategory | None:
        """The category of the index in force; None while there is none."""
        return next((each for each in self.edition.categories if each.letter == self.assessment.category), None)


@dataclass(frozen=True, slots=True)
class Evaluator:
    """Somebody with the role, and the agencies they work for and therefore do not evaluate."""

    id: UUID
    name: str
    agency_ids: frozenset[UUID]


def assessment_years(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None) -> list[int]:
    """Years with an assessment, the newest first."""
    statement = (
        select(PerformanceAssessment.year)
        .where(*_standing(tenant_id, agency_ids))
        .group_by(PerformanceAssessment.year)
        .order_by(PerformanceAssessment.year.desc())
    )
    return list(session.scalars(statement))


def list_assessments(
    session: Session,
    *,
    tenant_id: int,
    agency_ids: Collection[UUID] | None = None,
    years: Collection[int] | None = None,
    limit: int,
    offset: int = 0,
) -> list[AssessmentRow]:
    """Assessments by agency, then by year and rule; one query whatever their number."""
    statement = _rows(tenant_id).where(*_standing(tenant_id, agency_ids))
    if years is not None:
        statement = statement.where(PerformanceAssessment.year.in_(years))
    order = (func.lower(PerformanceAssessment.agency_name), PerformanceAssessment.year, PerformanceAssessment.edition)
    return [_row(*row) for row in session.execute(statement.order_by(*order, PerformanceAssessment.id).limit(limit).offset(offset))]


def open_assessments(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None, limit: int
) -> list[AssessmentRow]:
    """Assessments under way, the oldest first."""
    statement = _rows(tenant_id).where(*_standing(tenant_id, agency_ids), PerformanceAssessment.state == "open")
    order = (PerformanceAssessment.year, func.lower(PerformanceAssessment.agency_name), PerformanceAssessment.id)
    return [_row(*row) for row in session.execute(statement.order_by(*order).limit(limit))]


def count_assessments(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None, year: int) -> int:
    """How many assessments a year has."""
    mine = (*_standing(tenant_id, agency_ids), PerformanceAssessment.year == year)
    return session.scalar(select(func.count()).select_from(PerformanceAssessment).where(*mine)) or 0


def find_assessment(
    session: Session, *, tenant_id: int, assessment_id: UUID, agency_ids: Collection[UUID] | None = None
) -> AssessmentRow | None:
    """One assessment that was not withdrawn."""
    statement = _rows(tenant_id).where(*_standing(tenant_id, agency_ids), PerformanceAssessment.id == assessment_id)
    row = session.execute(statement).one_or_none()
    return None if row is None else _row(*row)


def list_evaluators(session: Session, *, tenant_id: int) -> list[Evaluator]:
    """Everybody who may be named as an evaluator, by name."""
    statement = (
        select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.tenant_id == tenant_id, Membership.role == Role.EVALUATOR)
        .order_by(func.lower(Account.name), Account.id)
    )
    people = session.execute(statement).all()
    works: dict[UUID, set[UUID]] = {}
    assigned = select(AgencyAssignment.account_id, AgencyAssignment.agency_id).where(
        AgencyAssignment.tenant_id == tenant_id, AgencyAssignment.account_id.in_([row.id for row in people])
    )
    for account_id, agency_id in session.execute(assigned):
        works.setdefault(account_id, set()).add(agency_id)
    return [Evaluator(row.id, row.name, frozenset(works.get(row.id, ()))) for row in people]


def _standing(tenant_id: int, agency_ids: Collection[UUID] | None) -> tuple[Any, ...]:
    return (
        PerformanceAssessment.tenant_id == tenant_id,
        PerformanceAssessment.state != WITHDRAWN,
        own(PerformanceAssessment.agency_id, agency_ids),
    )


def _rows(tenant_id: int) -> Any:
    sheets = (
        select(
            PerformanceSheet.assessment_id,
            func.count().filter(PerformanceSheet.form == SELF_FORM, PerformanceSheet.state == "sent").label("own"),
            func.count().filter(PerformanceSheet.form == EVALUATOR_FORM).label("evaluators"),
            func.count().filter(PerformanceSheet.form == EVALUATOR_FORM, PerformanceSheet.state == "sent").label("sent"),
        )
        .where(PerformanceSheet.tenant_id == tenant_id)
        .group_by(PerformanceSheet.assessment_id)
        .subquery()
    )
    answers = (
        select(PerformanceAnswer.assessment_id, func.count().label("answers"))
        .where(PerformanceAnswer.tenant_id == tenant_id)
        .group_by(PerformanceAnswer.assessment_id)
        .subquery()
    )
    return (
        select(
            PerformanceAssessment,
            func.coalesce(sheets.c.own, 0),
            func.coalesce(sheets.c.evaluators, 0),
            func.coalesce(sheets.c.sent, 0),
            func.coalesce(answers.c.answers, 0),
        )
        .outerjoin(sheets, sheets.c.assessment_id == PerformanceAssessment.id)
        .outerjoin(answers, answers.c.assessment_id == PerformanceAssessment.id)
    )


def _row(assessment: PerformanceAssessment, self_sent: int, evaluators: int, sent: int, answers: int) -> AssessmentRow:
    asks_users = performance_edition(assessment.edition).asks_users
    progress = AssessmentProgress(assessment.state == "open", self_sent > 0, evaluators, sent, asks_users, answers)
    return AssessmentRow(assessment, progress)


def indices_on_record(session: Session, *, tenant_id: int) -> Mapping[tuple[UUID, int, str, str], PerformanceAssessment]:
    """What stands in the register (also while it is assessed) by agency, year, rule and form."""
    rows = session.scalars(
        select(PerformanceAssessment).where(PerformanceAssessment.tenant_id == tenant_id, PerformanceAssessment.state != "withdrawn")
    )
    return {(row.agency_id, row.year, row.edition, row.form): row for row in rows}
