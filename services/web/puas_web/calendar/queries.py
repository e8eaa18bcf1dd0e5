"""What the calendar reads: for a regency its own rows, for a province also what its regencies owe it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import abort
from sqlalchemy import func, select

from puas.db.queries.agencies import ACTIVE, counts_here
from puas.db.queries.calendar_days import closing_windows, due_promises, owed_to_province
from puas.db.queries.deadlines import OWED_FOR, Owed, SetDeadline, list_deadlines, list_owed
from puas.db.queries.people_to_tell import administrators_of, officers_of
from puas.db.queries.province_directory import list_regency_entries
from puas.db.queries.province_reporting import inside
from puas.db.queries.tenants import list_regencies_of
from puas.db.tables.agencies import Agency
from puas.db.tables.submissions import Submission
from puas.domain.deadlines import HAND_OVER, OWN, STEPS, SUBMIT, DueDay, clashing, deadline_for
from puas.domain.reporting_scope import ReportingScope
from puas.domain.submission_workflow import STATES, is_with_agency
from puas_web.access import CurrentTenant, current_tenant
from puas_web.calendar import agenda
from puas_web.calendar.agenda import Entry, Month
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.province_board import province_code_of, read_windows, silent_regencies
from puas_web.province_database import province_session


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """A year of a workspace."""

    year: int
    today: date
    months: list[Month]
    first: list[Entry]
    unreported: list[Owed]
    clashes: tuple[tuple[DueDay, DueDay], ...]


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom a deadline concerns: agencies of a regency or regencies of a province, reports that are waited for, and people who are told."""

    units: int
    names: tuple[str, ...]
    reports: int
    people: int


def calendar_page(year: int) -> CalendarPage:
    """Deadlines, windows and promises of a year; for a province deadlines alone."""
    here, now = current_tenant(), today_here()
    deadlines = list_deadlines(db.session(), tenant_id=here.id)
    days = [each.due for each in deadlines]
    if here.kind == "province":
        entries, unreported = _of_province(here, deadlines, now), list[Owed]()
    else:
        entries, unreported = _of_regency(here, deadlines, days, year, now)
    return CalendarPage(year, now, agenda.by_month(entries, year, now), agenda.next_deadlines(entries, now), unreported, clashing(days))


def own_deadline_or_404(deadline_id: UUID) -> SetDeadline:
    """One of the tenant's own deadlines; the province's can only be changed by the province."""
    found = next((each for each in list_deadlines(db.session(), tenant_id=current_tenant().id) if each.id == deadline_id), None)
    if found is None or found.due.origin != OWN:
        abort(404)
    return found


def known_deadlines() -> list[SetDeadline]:
    """The deadlines a new one is held against."""
    return list_deadlines(db.session(), tenant_id=current_tenant().id)


def own_of(deadlines: list[SetDeadline], step: str, year: str, part: str) -> SetDeadline | None:
    """The tenant's own deadline of a step and scope, by the words of an address or a form."""
    wanted = (step, year, part, OWN)
    of = {(each.due.step, str(each.due.scope.year), each.due.scope.part, each.due.origin): each for each in deadlines}
    return of.get(wanted)


def concerned(scope: ReportingScope, step: str) -> Concerned:
    """Counted for the preview."""
    here = current_tenant()
    people = administrators_of(db.session(), tenant_id=here.id)
    if here.kind == "province":
        regencies = list_regencies_of(db.session(), province_code=here.province_code or "")
        names = tuple(each.name for each in regencies if each.state == "active")
        return Concerned(len(names), names, 0, len(people))
    if step == SUBMIT:
        people |= officers_of(db.session(), tenant_id=here.id).keys()
    # A correction of what was submitted once is awaited by no deadline.
    waiting_for = [state for state in STATES if is_with_agency(state)]
    reports = select(func.count()).where(
        Submission.tenant_id == here.id, *inside(scope), Submission.round == 1, Submission.state.in_(waiting_for)
    )
    agencies = select(func.count()).where(Agency.tenant_id == here.id, Agency.state == ACTIVE, counts_here(Agency.id, tenant_id=here.id))
    units, waiting = db.session().execute(select(agencies.scalar_subquery(), reports.scalar_subquery())).one()
    return Concerned(units, (), waiting, len(people))


def _of_regency(
    here: CurrentTenant, deadlines: list[SetDeadline], days: list[DueDay], year: int, now: date
) -> tuple[list[Entry], list[Owed]]:
    scope: dict[str, Any] = {"tenant_id": here.id, "agency_ids": here.agency_ids}
    owed = {step: list_owed(db.session(), **scope, step=step, deadlines=days, today=now) for step in STEPS}
    missing = Counter(each.obligation.due for step in STEPS for each in owed[step])
    reports = agenda.list_of_reports("submissions.index")
    entries = [agenda.deadline_entry(each, missing[each.due], agenda.REPORTS, now, reports) for each in deadlines]
    windows = closing_windows(db.session(), **scope, first=date(year, 1, 1), last=date(year, 12, 31))
    entries += [agenda.window_entry(each, now) for each in windows]
    entries += [agenda.promise_entry(each, now) for each in due_promises(db.session(), **scope, year=year)]
    return entries, [each for each in owed[SUBMIT] if each.obligation.is_unreported]


def _of_province(here: CurrentTenant, deadlines: list[SetDeadline], now: date) -> list[Entry]:
    entries = [each for each in list_regency_entries(db.session(), province_code=province_code_of(here)) if each.state == "active"]
    active = {each.tenant_id for each in entries}
    days = [each.due for each in deadlines if each.due.step == HAND_OVER]
    owing: dict[DueDay, set[int]] = {}
    for each in owed_to_province(province_session(), today=now) if days else ():
        due = deadline_for(days, step=HAND_OVER, starts_on=each.starts_on, ends_on=each.ends_on)
        if due is not None and each.tenant_id in active:
            owing.setdefault(due, set()).add(each.tenant_id)
    recent = [each for each in days if now - OWED_FOR <= each.scope.window.ends_on and each.due_on < now]
    for due, tenant_id in silent_regencies(entries, read_windows(here), recent) if recent else ():
        owing.setdefault(due, set()).add(tenant_id)
    regencies = agenda.list_of_reports("oversight.index")
    return [
        agenda.deadline_entry(each, len(owing.get(each.due, ())), agenda.REGENCIES, now, regencies) for each in deadlines
    ]


