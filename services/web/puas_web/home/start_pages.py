"""The start page of each role: which one a person sees and what it shows, in at most a dozen queries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from puas.db.queries.agencies import list_agencies
from puas.db.queries.deadlines import OWED_FOR, list_due_days, list_owed, list_unreported
from puas.db.queries.improvement_lists import count_late_improvements
from puas.db.queries.participation import OPEN, list_period_progress
from puas.db.queries.performance_assessments import open_assessments
from puas.db.queries.performance_sheets import evaluator_sheets
from puas.db.queries.register_work import register_work
from puas.db.queries.start_page import closed_without_report, due_plans, set_up_facts
from puas.db.queries.submission_lists import list_waiting
from puas.domain.deadlines import SUBMIT
from puas.domain.permissions import Action, Role
from puas.domain.service_standards import YEARLY_REVIEW
from puas.domain.submission_workflow import ANALYSED, APPROVED, CHANGE_REQUESTED, CLOSED, SUBMITTED
from puas_web.access import CurrentTenant, current_account_id, may
from puas_web.database import db
from puas_web.home import next_steps, performance_steps, register_steps
from puas_web.home.leader_page import leader_page
from puas_web.home.next_steps import Step
from puas_web.home.province_start import read_province_start
from puas_web.home.trainer_page import trainer_page
from puas_web.local_day import today_here
from puas_web.register_state import register_state

# Lists on a start page are short; the whole list is one click away.
SHOWN = 5
FETCHED = 100

_MANAGERS = frozenset({Role.TENANT_ADMIN.value, Role.TRAINEE.value})


def _kind_of_page(here: CurrentTenant) -> str:
    """That of the role with most to do."""
    if here.roles == {Role.TRAINER.value}:
        return "trainer"
    if here.kind == "province":
        return "province"
    if here.roles & _MANAGERS:
        return "admin"
    if Role.AGENCY_OFFICER in here.roles:
        return "officer"
    return "evaluator" if here.roles == {Role.EVALUATOR.value} else "leader"


def template_of(here: CurrentTenant) -> str:
    """The template of that page."""
    return f"home/{_kind_of_page(here)}_start.html"


def start_page(here: CurrentTenant) -> dict[str, Any]:
    """Everything the person's start page shows."""
    return _PAGES[_kind_of_page(here)](here)


def _officer(here: CurrentTenant) -> dict[str, Any]:
    scope, today = _scope(here), today_here()
    periods = list_period_progress(db.session(), **scope, state=OPEN, limit=FETCHED)
    steps = next_steps.officer_steps(
        periods,
        list_agencies(db.session(), **scope, limit=FETCHED),
        closed_without_report(db.session(), **scope, since=today - OWED_FOR, limit=FETCHED),
        list_owed(db.session(), **scope, step=SUBMIT, deadlines=list_due_days(db.session(), tenant_id=here.id), today=today, limit=FETCHED),
        list_waiting(db.session(), **scope, states=(CLOSED, ANALYSED, CHANGE_REQUESTED), limit=FETCHED),
        due_plans(db.session(), **scope, today=today, limit=FETCHED),
        _of_registers(scope, today),
        today,
    )
    return {"steps": steps, "periods": periods, "today": today, "has_agencies": here.agency_ids != frozenset()}


def _of_registers(scope: dict[str, Any], today: date) -> list[Step | None]:
    work = register_work(db.session(), **scope, today=today, until=today + timedelta(days=YEARLY_REVIEW.soon_days))
    return [
        next_steps.late_improvements_step(work.late_improvements), *register_steps.self_assessment_steps(work.sheets),
        register_steps.review_step(work.reviews, today),
    ]  # fmt: skip


def _admin(here: CurrentTenant) -> dict[str, Any]:
    scope, today = _scope(here), today_here()
    facts = set_up_facts(db.session(), **scope)
    if not facts.has_answers:
        return {"checklist": next_steps.checklist(facts)}
    periods = list_period_progress(db.session(), **scope, state=OPEN, only_counted=True)
    agencies = list_agencies(db.session(), **scope, only_counted=True)
    waiting = list_waiting(db.session(), **scope, states=(SUBMITTED, APPROVED), limit=FETCHED) if may(Action.REVIEW_REPORTS) else []
    validate = performance_steps.validator_step(open_assessments(db.session(), **scope, limit=FETCHED))
    return {
        "checklist": None,
        "steps": [*next_steps.review_steps(waiting), *([validate] if validate else [])],
        "today": today,
        "agencies": len(agencies),
        "open_periods": len(periods),
        "respondents": sum(period.respondents for period in periods),
        "sample": sum(period.sample_target for period in periods),
        "late": next_steps.most_behind(periods, today),
        "without_period": [agency for agency in agencies if not agency.open_periods and agency.services],
        "unreported": list_unreported(db.session(), **scope, step=SUBMIT, today=today),
        "plans": due_plans(db.session(), **scope, today=today, limit=FETCHED),
        "late_improvements": count_late_improvements(db.session(), **scope, today=today),
        "shown": SHOWN,
    }


def _evaluator(here: CurrentTenant) -> dict[str, Any]:
    rows = evaluator_sheets(db.session(), tenant_id=here.id, account_id=current_account_id(), limit=FETCHED)
    return {"steps": performance_steps.evaluator_steps(rows), "rows": rows}


def _leader(here: CurrentTenant) -> dict[str, Any]:
    return {**leader_page(db.session(), tenant_id=here.id, today=today_here()), "registers": register_state(here)}


def _province(here: CurrentTenant) -> dict[str, Any]:
    return {"state": read_province_start(here), "shown": SHOWN}


def _trainer(here: CurrentTenant) -> dict[str, Any]:
    return trainer_page(db.session(), tenant_id=here.id, today=today_here())


_PAGES = {"officer": _officer, "admin": _admin, "leader": _leader, "evaluator": _evaluator, "province": _province, "trainer": _trainer}


def _scope(here: CurrentTenant) -> dict[str, Any]:
    return {"tenant_id": here.id, "agency_ids": here.agency_ids}
