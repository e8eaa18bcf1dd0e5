"""What follows from the assessments of performance in a demo regency: users who answer form F-03, and promises kept, late and planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from puas.cli.demo.target import SeedTarget
from puas.db.identifiers import new_id
from puas.db.tables.performance import PerformanceAnswer, PerformanceAssessment
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.followup_plan import Due, month_of
from puas.domain.improvement_ideas import idea_for
from puas.domain.performance_proposals import add_months
from puas.domain.performance_snapshot import read_performance_snapshot
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.yardsticks import PERFORMANCE
from puas.usecases.open_users_form import open_users_form
from puas.usecases.plan_weak_indicators import WeakPromise, plan_weak_indicators
from puas.usecases.record_improvement import record_improvement

# How many users have answered so far, by unit: enough, too few to show anybody, and one who was never asked.
_RESPONDENTS = (14, 11, 4)
_SUGGESTIONS = ("Kursi tunggu ditambah.", "Petugasnya ramah.", "Papan informasi dipasang dekat pintu.")
_PROMISED_BY = 3
"""Units that promise something after their last validated assessment."""


def add_promises(session: Session, *, tenant_id: int, account_id: UUID | None, target: SeedTarget) -> None:
    """Nothing where nobody was assessed."""
    mine = (PerformanceAssessment.tenant_id == tenant_id, PerformanceAssessment.origin == "assessed")
    statement = select(PerformanceAssessment).where(*mine).order_by(PerformanceAssessment.year.desc(), PerformanceAssessment.agency_name)
    assessments = session.scalars(statement).all()
    _ask_users(session, [each for each in assessments if each.state == "open"], account_id, target)
    newest = [each for each in assessments if each.state == "validated" and each.year == target.today.year - 1]
    for number, each in enumerate(newest[:_PROMISED_BY]):
        _promise(session, each, number, account_id, target)


def _ask_users(
    session: Session, assessments: Sequence[PerformanceAssessment], account_id: UUID | None, target: SeedTarget
) -> None:
    for number, assessment in zip(_RESPONDENTS, assessments, strict=False):
        form = performance_edition(assessment.edition).form(assessment.form)
        if not form.questions:
            continue
        open_users_form(
            session=session, tenant_id=assessment.tenant_id, assessment_id=assessment.id, until=target.today + timedelta(days=21),
            target=15, version=None, account_id=account_id, now=target.now - timedelta(days=6),
        )  # fmt: skip
        rows = [
            {
                "tenant_id": assessment.tenant_id, "id": new_id(), "assessment_id": assessment.id,
                "scores": {each.code: 3 + (place + user) % 3 for place, each in enumerate(form.questions) if (place + user) % 9},
                "suggestion": _SUGGESTIONS[user % 3] if user % 4 == 0 else "", "language": "id",
                "answered_at": target.now - timedelta(hours=7 * (user + 1)),
            }
            for user in range(number)
        ]  # fmt: skip
        session.execute(insert(PerformanceAnswer), rows)


def _promise(
    session: Session, assessment: PerformanceAssessment, number: int, account_id: UUID | None, target: SeedTarget
) -> None:
    """One kept, one late, and one to come; the last unit has not begun with any."""
    form = performance_edition(assessment.edition).form(assessment.form)
    weak = read_performance_snapshot(assessment.snapshot).weak[:3]
    if not weak:
        return
    behind, ahead = month_of(add_months(target.today, -3)), month_of(add_months(target.today, 2))
    _plan(session, assessment, [(code, idea_for(form.indicator(code).aspect)) for code in weak[:2]], behind, account_id, target, 150)
    if number < _PROMISED_BY - 1:
        _keep(session, assessment, weak[0], account_id, target)
    later = [(code, idea_for(form.indicator(code).aspect)) for code in weak[2:]]
    if later:
        _plan(session, assessment, later, ahead, account_id, target, 20)


def _plan(
    session: Session, assessment: PerformanceAssessment, told: Sequence[tuple[str, str]], due: Due, account_id: UUID | None,
    target: SeedTarget, days_ago: int,
) -> None:  # fmt: skip
    plan_weak_indicators(
        session=session, tenant_id=assessment.tenant_id, assessment_id=assessment.id, promises=[WeakPromise(*each) for each in told],
        due=due, person_in_charge="Sekretaris", account_id=account_id, now=target.now - timedelta(days=days_ago),
    )  # fmt: skip


def _keep(session: Session, assessment: PerformanceAssessment, code: str, account_id: UUID | None, target: SeedTarget) -> None:
    statement = select(ImprovementItem.id).where(
        ImprovementItem.tenant_id == assessment.tenant_id, ImprovementItem.source == PERFORMANCE,
        ImprovementItem.source_id == assessment.id, ImprovementItem.source_part == code,
    )  # fmt: skip
    record_improvement(
        session=session, tenant_id=assessment.tenant_id, item_id=session.scalars(statement).one(), state="done",
        description="Sudah dikerjakan dan diperiksa bersama bagian organisasi.", seen_at=None, account_id=account_id,
        now=target.now - timedelta(days=70),
    )  # fmt: skip
