"""The task of a participant: made of the session's seed, or read from what the practice tenant holds at this moment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.exercise_rooms import ExerciseRoom
from puas.db.queries.figures import period_figures
from puas.db.queries.followup_lists import promises_of
from puas.db.queries.frozen_period import FrozenPeriod, frozen_period
from puas.db.queries.period_lists import PeriodLine, find_period
from puas.db.queries.report_material import report_material
from puas.db.queries.report_proofs import proof_of_material
from puas.db.queries.submitted_reports import newest_final_report
from puas.db.queries.tenant_day import today_of
from puas.db.queries.training_seats import Seat
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain import exercises
from puas.domain.exercises import own_worksheet, plan_for_weakest, whole_report
from puas.domain.exercises.task import Task
from puas.domain.follow_up_ideas import follow_up_ideas
from puas.domain.regulation.registry import edition
from puas.domain.report_findings import MUST
from puas.domain.submission_workflow import CLOSED, COLLECTING
from puas.domain.tally import SERVICE


def find_task(session: Session, *, seat: Seat, room: ExerciseRoom, now: datetime, again: int = 0) -> Task | None:
    """None where the practice tenant holds nothing yet that could be asked about. Inside the practice tenant."""
    if exercises.EXERCISES[room.exercise].is_generated:
        seed = exercises.seed_text(room.seed, seat.number, room.exercise, again)
        return exercises.generated_task(room.exercise, seed, edition(room.edition_id))
    tenant_id = seat.practice_tenant_id
    period = _newest_answered(session, tenant_id)
    if period is None:
        return None
    if room.exercise == own_worksheet.KEY:
        figures = period_figures(session, tenant_id=tenant_id, period=period, now=now)
        facts = own_worksheet.facts_of(figures.snapshot, str(period.id))
        return None if facts is None else own_worksheet.OwnWorksheet(facts)
    frozen = frozen_period(session, tenant_id=tenant_id, period_id=period.id) if period.is_closed else None
    if room.exercise == plan_for_weakest.KEY:
        return plan_for_weakest.PlanForWeakest(_plan(session, tenant_id, period, frozen, now))
    return whole_report.WholeReport(_report(session, tenant_id, period, frozen, now))


def _newest_answered(session: Session, tenant_id: int) -> PeriodLine | None:
    """The newest period anybody has answered in; of several agencies the first by name."""
    answered = select(tally.c.period_id).where(
        tally.c.tenant_id == tenant_id, tally.c.period_id == SurveyPeriod.id, tally.c.dimension == SERVICE, tally.c.respondents > 0
    )
    newest = (
        select(SurveyPeriod.id)
        .where(SurveyPeriod.tenant_id == tenant_id, answered.exists())
        .order_by(SurveyPeriod.starts_on.desc(), SurveyPeriod.agency_name, SurveyPeriod.id)
        .limit(1)
    )
    period_id = session.scalar(newest)
    return None if period_id is None else find_period(session, tenant_id=tenant_id, period_id=period_id)


def _plan(
    session: Session, tenant_id: int, period: PeriodLine, frozen: FrozenPeriod | None, now: datetime
) -> plan_for_weakest.PlanFacts:
    rule = edition(period.edition)
    today = today_of(session, tenant_id=tenant_id, now=now)
    if frozen is None:
        return plan_for_weakest.PlanFacts(str(period.id), period.agency_name, period.label, rule, False, (), today)
    ranked = frozen.result.ranked()
    promises = promises_of(session, tenant_id=tenant_id, period_id=period.id, today=today)
    before = promises_of(session, tenant_id=tenant_id, period_id=frozen.earlier.period_id, today=today) if frozen.earlier else []
    names = {each.slug: each.name for each in rule.unsur}
    return plan_for_weakest.PlanFacts(
        period_id=str(period.id),
        agency=period.agency_name,
        period=period.label,
        rule=rule,
        is_closed=True,
        lowest=tuple(each.slug for each in ranked if each.nik == ranked[0].nik),
        today=today,
        rows=tuple(plan_for_weakest.PlanRow(each.item.unsur, each.item.action, each.due, each.item.person_in_charge) for each in promises),
        proposals={idea.unsur: idea.plan for idea in follow_up_ideas(frozen.result, names)},
        done_before=tuple(each.item.action for each in before if each.item.state == "done"),
    )


def _report(
    session: Session, tenant_id: int, period: PeriodLine, frozen: FrozenPeriod | None, now: datetime
) -> whole_report.ReportFacts:
    statement = select(Submission.state).where(Submission.tenant_id == tenant_id, Submission.period_id == period.id)
    state = session.scalar(statement) or (CLOSED if period.is_closed else COLLECTING)
    if frozen is None:
        return whole_report.ReportFacts(str(period.id), period.agency_name, period.label, state, None, "no-final-report")
    material = report_material(session, tenant_id=tenant_id, frozen=frozen)
    findings = proof_of_material(session, tenant_id=tenant_id, material=material, now=now)
    problem = newest_final_report(session, tenant_id=tenant_id, period_id=period.id).problem
    must = sum(each.severity == MUST for each in findings)
    return whole_report.ReportFacts(str(period.id), period.agency_name, period.label, state, must, problem)
