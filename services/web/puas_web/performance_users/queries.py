"""What the pages about form F-03 show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import abort
from sqlalchemy.orm import Session

from puas.db.queries.performance_answers import answers_of
from puas.db.queries.performance_users import UsersSuggestion, assessment_with_users, suggestions_of_users
from puas.db.tables.performance import PerformanceAssessment
from puas.domain.performance_users import SEEN_RESPONDENTS, SMALL_GROUP, WORDS_BASIS
from puas.domain.regulation.performance_edition import PerformanceEdition
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.service_performance import UserAspectFigure, mean_of_users, score_users
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.local_day import today_here

SUGGESTIONS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class UsersPage:
    """Form F-03 of one assessment: whether it takes answers, and what was answered."""

    assessment: PerformanceAssessment
    edition: PerformanceEdition
    takes_answers: bool
    respondents: int
    aspects: tuple[UserAspectFigure, ...]
    suggestions: list[UsersSuggestion]
    today: date

    words_basis = WORDS_BASIS
    seen_respondents = SEEN_RESPONDENTS

    @property
    def has_questions(self) -> bool:
        """Whether the statements of the rule's form F-03 are known."""
        return bool(self.edition.form(self.assessment.form).questions)

    @property
    def may_open(self) -> bool:
        """Whether users may still be asked."""
        return self.has_questions and self.assessment.state == "open" and self.assessment.origin == "assessed"

    @property
    def is_small(self) -> bool:
        """Too few to tell anybody outside."""
        return self.respondents < SMALL_GROUP

    @property
    def mean(self) -> object:
        """The users' figure; None while a statement has no answer."""
        return mean_of_users(self.aspects)


def assessment_or_404(assessment_id: UUID) -> PerformanceAssessment:
    """An assessment of an agency the person may see."""
    here = current_tenant()
    found = assessment_with_users(db.session(), tenant_id=here.id, assessment_id=assessment_id)
    if found is None or not here.covers_agency(found.agency_id):
        abort(404)
    return found


def users_page(assessment_id: UUID) -> UsersPage:
    """Everything the page shows, in a fixed number of statements."""
    session: Session = db.session()
    here, assessment = current_tenant(), assessment_or_404(assessment_id)
    rule, today = performance_edition(assessment.edition), today_here()
    answers = answers_of(session, tenant_id=here.id, assessment_id=assessment_id)
    return UsersPage(
        assessment,
        rule,
        assessment.state == "open" and assessment.users_until is not None and today <= assessment.users_until,
        answers.respondents,
        score_users(rule, assessment.form, answers) if answers.respondents else (),
        suggestions_of_users(session, tenant_id=here.id, assessment_id=assessment_id, limit=SUGGESTIONS_SHOWN),
        today,
    )
