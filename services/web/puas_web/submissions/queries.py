"""What the pages about reports on their way show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, request

from puas.db.queries.deadlines import list_due_days
from puas.db.queries.period_result import uncounted_responses
from puas.db.queries.submission_lists import (
    SubmissionFilter,
    SubmissionLine,
    agencies_on_the_way,
    count_by_state,
    list_in_state,
    list_submissions,
    report_windows,
)
from puas.db.queries.submission_pages import (
    RemarkLine,
    SubmissionPage,
    SubmittedDocument,
    TakenStep,
    find_submission,
    remarks_of,
    steps_of,
    submitted_document,
)
from puas.db.queries.submitted_reports import Candidate, newest_final_report
from puas.db.queries.tenant_look import form_of_tenant
from puas.domain.deadlines import SUBMIT, DueDay, Obligation, deadline_for, is_settled, obligation
from puas.domain.report_findings import ReportFinding
from puas.domain.report_forms import report_form
from puas.domain.report_review import chapters_of
from puas.domain.reporting_scope import PARTS, WHOLE_YEAR, reporting_scope
from puas.domain.submission_workflow import CHANGE_REQUESTED, CORRECT, HANDED_OVER, PUBLISHED, STATES, is_with_agency, may_take
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.finding_words import place_in_words, right_in_words, why_in_words
from puas_web.local_day import today_here
from puas_web.pagination import Page, offset, requested_page
from puas_web.scope_choice import ScopeChoice, choose_scope
from puas_web.submissions.forms import chosen_periods, named_periods
from puas_web.submissions.next_act import NextAct, groups_of_states, is_own_report, next_act
from puas_web.submissions.words import STATE_SLUGS
from puas_web.whole_numbers import read_whole

# What a year in an address can be without breaking a calendar.
REPORTED_YEARS = range(2000, 2200)

# A year of fifty agencies by quarter is two of these.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A line of the list with where it stands towards its deadline."""

    line: SubmissionLine
    owed: Obligation


@dataclass(frozen=True, slots=True)
class PathPlace:
    """One of the eight states as the path shows it: done, now, later or skipped, and the step that led there."""

    state: str
    standing: str
    step: TakenStep | None


@dataclass(frozen=True, slots=True)
class WayPage:
    """Everything about one report on its way."""

    found: SubmissionPage
    steps: Sequence[TakenStep]
    remarks: Sequence[RemarkLine]
    document: SubmittedDocument | None
    candidate: Candidate | None
    owed: Obligation
    act: NextAct
    is_own: bool

    @property
    def line(self) -> SubmissionLine:
        return self.found.line

    @property
    def path(self) -> list[PathPlace]:
        """The states of the present round, in their order."""
        return path_of(self.line, self.steps)

    @property
    def has_public_older(self) -> bool:
        """Whether a correction is on its way while the version before stays public."""
        return bool(self.found.public_version) and self.line.round > 1 and self.line.state not in (PUBLISHED, HANDED_OVER)

    @property
    def changes(self) -> tuple[str, ...]:
        """What the version in hand changed against the one before."""
        told = [each.changes for each in self.steps if each.round == self.line.round and each.step == "submit"]
        return told[-1] if told else ()

    @property
    def is_with_agency(self) -> bool:
        return is_with_agency(self.line.state)

    @property
    def may_be_corrected(self) -> bool:
        return may_take(CORRECT, self.line.state)

    @property
    def has_history(self) -> bool:
        """Whether more happened than the path tells: somebody sent it back, took it back or corrected it."""
        return len(self.steps) > len({each.to_state for each in self.steps})

    def remark(self, remark_id: str | None) -> RemarkLine | None:
        """The remark a form names."""
        return next((each for each in self.remarks if str(each.id) == remark_id), None)


def report_list() -> dict[str, Any] | None:
    """The list as the address narrows it; None where there is no period at all. Six queries whatever the number."""
    here, number = current_tenant(), requested_page()
    scope: dict[str, Any] = {"tenant_id": here.id, "agency_ids": here.agency_ids}
    choice = choose_scope(report_windows(db.session(), **scope))
    if choice is None:
        return None
    wanted, groups = _wanted(choice), groups_of_states(here)
    counts = count_by_state(db.session(), **scope, wanted=wanted)
    lines = list_submissions(
        db.session(),
        **scope,
        wanted=wanted,
        order=[state for group in groups for state in group],
        limit=SHOWN,
        offset=offset(number, SHOWN),
    )
    total = counts[wanted.state] if wanted.state else sum(counts.values())
    due_days = list_due_days(db.session(), tenant_id=here.id)
    listed = [ListedReport(each, _owed(each, due_days)) for each in lines]
    return {
        "page": Page(listed, number, total, SHOWN),
        "groups": [[each for each in listed if each.line.state in states] for states in groups],
        "choice": choice,
        "wanted": wanted,
        "counts": counts,
        "total": sum(counts.values()),
        "agencies": agencies_on_the_way(db.session(), **scope),
    }


def _wanted(choice: ScopeChoice) -> SubmissionFilter:
    try:
        agency_id: UUID | None = UUID(request.args.get("perangkat", ""))
    except ValueError:
        agency_id = None
    return SubmissionFilter(choice.scope, agency_id, STATE_SLUGS.get(request.args.get("keadaan", ""), ""))


def way_or_404(period_id: UUID) -> WayPage:
    """A report of an agency the person may see."""
    here, session = current_tenant(), db.session()
    found = find_submission(session, tenant_id=here.id, period_id=period_id, agency_ids=here.agency_ids)
    if found is None:
        abort(404)
    line = found.line
    document = submitted_document(session, tenant_id=here.id, report_id=found.report_id) if found.report_id else None
    candidate = newest_final_report(session, tenant_id=here.id, period_id=period_id) if is_with_agency(line.state) else None
    is_own = is_own_report(line, document.requested_by if document else None)
    return WayPage(
        found=found,
        steps=steps_of(session, tenant_id=here.id, period_id=period_id),
        remarks=remarks_of(session, tenant_id=here.id, period_id=period_id),
        document=document,
        candidate=candidate,
        owed=_owed(line, list_due_days(session, tenant_id=here.id)),
        act=next_act(here, line, candidate, is_own=is_own),
        is_own=is_own,
    )


def path_of(line: SubmissionLine, steps: Sequence[TakenStep]) -> list[PathPlace]:
    """Of each state the last step of this round that led to it; states after the present one have not come yet."""
    led = {each.to_state: each for each in steps if each.round == line.round}
    closed = next((each for each in steps if each.step == "close"), None)
    here = STATES.index(line.state)
    places = []
    for number, state in enumerate(STATES):
        step = led.get(state) or (closed if state == "closed" else None)
        standing = "now" if number == here else "done" if number < here else "later"
        if state == CHANGE_REQUESTED and standing == "done" and step is None:
            standing = "skipped"
        places.append(PathPlace(state, standing, step if standing in ("now", "done") else None))
    return places


def review_page(way: WayPage) -> dict[str, Any]:
    """The chapters of the report in hand and what the proof-reader had found in it."""
    form_id = form_of_tenant(db.session(), tenant_id=current_tenant().id)
    titles = report_form(form_id).text_sections()
    records = way.document.findings if way.document else ()
    findings = [ReportFinding.from_record(each) for each in records]
    return {
        "way": way,
        "chapters": chapters_of(form_id),
        "findings": [(place_in_words(each.place, titles), why_in_words(each), right_in_words(each), each.excerpt) for each in findings],
    }


def choice_of_many(state: str) -> dict[str, Any]:
    """Reports that can be published (approved) or handed over (published): those named in the address, else all of its scope."""
    here, named, scope = current_tenant(), named_periods(), None
    year, part = read_whole(request.args.get("tahun", "")), request.args.get("bagian", WHOLE_YEAR)
    if named is None and year is not None and year in REPORTED_YEARS and part in PARTS:
        scope = reporting_scope(year, part)
    lines = list_in_state(db.session(), tenant_id=here.id, state=state, scope=scope, period_ids=named)
    return {
        "lines": lines,
        "chosen": set(chosen_periods()) if request.method == "POST" else {each.period_id for each in lines},
        "scope": scope,
    }


def late_answers(period_id: UUID) -> int:
    """Answers that came after the period was closed and are not counted."""
    return uncounted_responses(db.session(), tenant_id=current_tenant().id, period_ids=[period_id]).get("late", 0)


def _owed(line: SubmissionLine, due_days: Sequence[DueDay]) -> Obligation:
    due = deadline_for(due_days, step=SUBMIT, starts_on=line.starts_on, ends_on=line.ends_on)
    is_done = is_settled(SUBMIT, state=line.state, round_number=line.round)
    return obligation(SUBMIT, is_done=is_done, ends_on=line.ends_on, due=due, today=today_here())
