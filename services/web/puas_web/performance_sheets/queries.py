"""What the pages of a sheet show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from flask import abort

from puas.db.queries.evidence import evidence_counts
from puas.db.queries.performance_proposals import proposals_for
from puas.db.queries.performance_sheets import (
    OPEN,
    SENT,
    SheetBesideOwn,
    SheetWithAssessment,
    evaluator_sheets,
    find_sheet,
    with_scores,
)
from puas.db.tables.performance import PerformanceAssessment, PerformanceSheet
from puas.domain.performance_proposals import Proposal
from puas.domain.performance_sheet import Entry, fingerprint, lacks_reason, next_aspect, unscored
from puas.domain.performance_snapshot import EVALUATOR_FORM, SELF_FORM
from puas.domain.permissions import Action
from puas.domain.regulation.performance_edition import PerformanceAspect, PerformanceEdition, PerformanceForm, PerformanceIndicator
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.yardsticks import PERFORMANCE
from puas_web.access import current_account_id, current_tenant, may
from puas_web.database import db
from puas_web.performance_sheets.forms import Line, stored

MOST_SHEETS = 200


@dataclass(frozen=True)
class AspectState:
    """One aspect of a sheet: how many of its indicators have a score, and which need another look."""

    aspect: PerformanceAspect
    indicators: int
    scored: int
    without_reason: int

    @property
    def is_done(self) -> bool:
        return self.scored >= self.indicators and not self.without_reason


@dataclass(frozen=True)
class SheetPage:
    """A sheet with everything its pages show."""

    found: SheetBesideOwn
    proposals: Mapping[str, Proposal]
    evidence: Mapping[tuple[UUID, str], int]

    @property
    def sheet(self) -> PerformanceSheet:
        return self.found.sheet

    @property
    def assessment(self) -> PerformanceAssessment:
        return self.found.assessment

    @property
    def edition(self) -> PerformanceEdition:
        return performance_edition(self.assessment.edition)

    @property
    def form(self) -> PerformanceForm:
        return self.edition.form(self.assessment.form)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        return self.found.entries(self.sheet)

    @cached_property
    def own(self) -> dict[str, Entry]:
        """What the unit gave itself, for the evaluator; not its drafts."""
        sheet = self.found.own
        if self.sheet.form == SELF_FORM or sheet is None or sheet.state != SENT:
            return {}
        return self.found.entries(sheet)

    @property
    def is_mine(self) -> bool:
        """Whether the person may write here: their own F-02, or F-01 of an agency of theirs."""
        if self.sheet.form == EVALUATOR_FORM:
            return self.sheet.account_id == current_account_id() and may(Action.EVALUATE_PERFORMANCE)
        return may(Action.EDIT_REGISTERS) and current_tenant().covers_agency(self.assessment.agency_id)

    @property
    def is_writable(self) -> bool:
        return self.is_mine and self.sheet.state == OPEN and self.assessment.state == "open"

    @cached_property
    def lacking(self) -> tuple[PerformanceIndicator, ...]:
        """The indicators that count and have no score."""
        return unscored(self.form, self.entries)

    @cached_property
    def aspects(self) -> list[AspectState]:
        entries = self.entries
        found = []
        for aspect in self.edition.aspects:
            indicators = self.form.of_aspect(aspect.number)
            given = [entries[each.code] for each in indicators if each.code in entries and entries[each.code].score is not None]
            doubtful = [each for each in indicators if lacks_reason(entries.get(each.code, Entry()), self.proposals.get(each.code))]
            if indicators:
                found.append(AspectState(aspect, len(indicators), len(given), len(doubtful)))
        return found

    @property
    def is_complete(self) -> bool:
        return not self.lacking and not any(each.without_reason for each in self.aspects)

    @property
    def first_undone(self) -> int:
        """The aspect to go on with."""
        counting = [each for each in self.aspects if each.aspect.weight is not None]
        return next((each.aspect.number for each in counting if not each.is_done), counting[0].aspect.number)

    def seen(self, number: int) -> str:
        """The fingerprint of what stands in an aspect now."""
        return fingerprint(self.entries, [each.code for each in self.form.of_aspect(number)])

    def lines(self, number: int) -> list[Line]:
        """The aspect as it is saved."""
        own = self.own
        lines = [
            Line(each, self.edition.scale_of(each.code), self.proposals.get(each.code), own=own.get(each.code))
            for each in self.form.of_aspect(number)
        ]
        return stored(lines, self.entries)

    def after(self, number: int) -> int | None:
        """The aspect after this one."""
        return next_aspect(self.form, [each.number for each in self.edition.aspects], number)


def sheet_or_404(sheet_id: UUID) -> SheetPage:
    """A sheet the person may see: their own, one of an agency of theirs, any for the administrator.

    What an evaluator gave is seen by that evaluator and the administrator until the assessment is validated.
    """
    found = find_sheet(db.session(), tenant_id=current_tenant().id, sheet_id=sheet_id)
    if found is None or not _may_see(found):
        abort(404)
    tenant_id, assessment = current_tenant().id, found.assessment
    return SheetPage(
        with_scores(db.session(), found),
        proposals_for(db.session(), tenant_id=tenant_id, assessment=assessment),
        evidence_counts(db.session(), tenant_id, PERFORMANCE, [assessment.id]),
    )


def aspect_or_404(page: SheetPage, number: int) -> PerformanceAspect:
    """An aspect the form asks about."""
    found = next((each.aspect for each in page.aspects if each.aspect.number == number), None)
    return found if found is not None else abort(404)


def my_sheets() -> list[SheetWithAssessment]:
    """What waits for the evaluator, then what was sent."""
    return evaluator_sheets(db.session(), tenant_id=current_tenant().id, account_id=current_account_id(), limit=MOST_SHEETS)


def _may_see(found: SheetBesideOwn) -> bool:
    if not current_tenant().covers_agency(found.assessment.agency_id):
        return False
    if found.sheet.form == SELF_FORM:
        return True
    is_theirs = found.sheet.account_id == current_account_id()
    return is_theirs or may(Action.DECIDE_REGISTERS) or found.assessment.state == "validated"
