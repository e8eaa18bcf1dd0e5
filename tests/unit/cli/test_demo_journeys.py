"""The ways reports of the demo took: each possible under the rules of the workflow, and all kinds of them told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from puas.domain import submission_workflow as way
from puas.usecases._told_journeys import NOT_BEGUN, ToldStep, day_of, journey

ENDED = date(2026, 6, 30)
LONG_AFTER = ENDED + timedelta(days=400)
EVERY = [(agency, back) for back in range(5) for agency in range(12)]


def steps(agency: int, back: int, today: date = LONG_AFTER) -> tuple[ToldStep, ...]:
    return journey(agency, back, ENDED, today)


@pytest.mark.parametrize(("agency", "back"), EVERY)
def test_each_step_may_be_taken_from_where_the_report_stands(agency: int, back: int) -> None:
    state, days = way.CLOSED, []
    for told in steps(agency, back):
        assert way.may_take(told.step, state), (told.step, state)
        assert not way.STEPS[told.step].needs_reason or told.reason
        state = way.STEPS[told.step].leads_to
        days.append(day_of(told, ENDED))
    assert days == sorted(days)


def test_late_rejected_and_corrected_reports_are_told() -> None:
    told = {each.step for agency, back in EVERY for each in steps(agency, back)}
    assert {way.REQUEST_CHANGE, way.CORRECT, way.HAND_OVER} <= told
    newest = [steps(agency, 0) for agency in range(10)]
    assert NOT_BEGUN in newest
    ends = {way.STEPS[each[-1].step].leads_to for each in newest if each}
    assert ends >= {way.SUBMITTED, way.CHANGE_REQUESTED, way.APPROVED, way.PUBLISHED}
    assert {steps(agency, 4)[-1].step for agency in range(12)} == {way.HAND_OVER}


def test_what_lies_ahead_has_not_happened() -> None:
    early = ENDED + timedelta(days=15)
    assert steps(0, 0, ENDED) == ()
    assert [each.step for each in steps(0, 0, early)] == [way.ANALYSE, way.SUBMIT]
