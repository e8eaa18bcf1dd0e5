"""Which deadline applies to a period, how near it is, and who has not reported."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from puas.domain.deadlines import (
    FAR,
    HAND_OVER,
    NEAR,
    OPEN,
    OVER,
    OWN,
    PASSED,
    PROVINCE,
    SETTLED,
    SUBMIT,
    TODAY,
    DueDay,
    clashing,
    deadline_for,
    fault_of,
    is_after_hand_over,
    is_settled,
    obligation,
    reminder_due,
    surveyed_nobody,
)
from puas.domain.reporting_scope import PARTS, reporting_scope
from puas.domain.submission_workflow import STATES
from puas.domain.survey_period import triwulan

DUE = date(2026, 7, 15)


def due(part: str, day: date = DUE, *, step: str = SUBMIT, origin: str = OWN, year: int = 2026) -> DueDay:
    return DueDay(reporting_scope(year, part), step, day, origin)


def applying(*deadlines: DueDay, step: str = SUBMIT, number: int = 2) -> DueDay | None:
    period = triwulan(2026, number)
    return deadline_for(deadlines, step=step, starts_on=period.starts_on, ends_on=period.ends_on)


def test_the_smallest_scope_that_takes_the_period_in_applies() -> None:
    year, half, quarter = due("tahun"), due("semester-1"), due("triwulan-2")
    assert applying(year, half, quarter) == quarter
    assert applying(year, half) == half
    assert applying(year) == year
    assert applying(half, quarter, number=3) is None
    assert applying(due("tahun", year=2025)) is None
    assert applying() is None


def test_steps_do_not_answer_for_each_other() -> None:
    assert applying(due("triwulan-2", step=HAND_OVER)) is None
    assert applying(due("triwulan-2"), step=HAND_OVER) is None


@pytest.mark.parametrize("first", [OWN, PROVINCE])
def test_of_two_for_one_scope_the_own_one_applies(first: str) -> None:
    pair = [due("triwulan-2", origin=PROVINCE), due("triwulan-2", DUE + timedelta(3))]
    found = applying(*(pair if first == PROVINCE else reversed(pair)))
    assert found is not None and found.origin == OWN


def test_a_smaller_scope_of_the_province_goes_before_the_own_year() -> None:
    found = applying(due("tahun"), due("triwulan-2", origin=PROVINCE))
    assert found is not None and found.origin == PROVINCE


def test_a_period_across_quarters_follows_the_half_year() -> None:
    deadlines = (due("triwulan-1"), due("triwulan-2"), due("semester-1"))
    found = deadline_for(deadlines, step=SUBMIT, starts_on=date(2026, 2, 1), ends_on=date(2026, 5, 31))
    assert found is not None and found.scope.part == "semester-1"


@pytest.mark.parametrize(
    ("days", "phase", "left"),
    [(-40, FAR, 40), (-15, FAR, 15), (-14, NEAR, 14), (-1, NEAR, 1), (0, TODAY, 0), (1, PASSED, 1), (400, PASSED, 400)],
)
def test_phases_around_a_deadline(days: int, phase: str, left: int) -> None:
    found = obligation(SUBMIT, is_done=False, ends_on=date(2026, 6, 30), due=due("triwulan-2"), today=DUE + timedelta(days))
    assert (found.phase, found.days) == (phase, left)
    assert found.is_unreported == (phase == PASSED)


@pytest.mark.parametrize(("days", "phase", "number"), [(-3, OPEN, 3), (0, OPEN, 0), (1, OVER, 1), (30, OVER, 30)])
def test_without_a_deadline_the_report_is_owed_from_the_day_after_the_period(days: int, phase: str, number: int) -> None:
    ends = date(2026, 6, 30)
    found = obligation(SUBMIT, is_done=False, ends_on=ends, due=None, today=ends + timedelta(days))
    assert (found.phase, found.days, found.is_unreported) == (phase, number, phase == OVER)


def test_what_is_done_is_never_late() -> None:
    found = obligation(SUBMIT, is_done=True, ends_on=date(2026, 6, 30), due=due("triwulan-2"), today=date(2027, 1, 1))
    assert found.phase == SETTLED
    assert not found.is_unreported


def test_which_states_settle_which_step() -> None:
    assert [state for state in STATES if is_settled(SUBMIT, state=state)] == ["submitted", "approved", "published", "handed_over"]
    assert [state for state in STATES if is_settled(HAND_OVER, state=state)] == ["handed_over"]


def test_a_correction_is_no_missing_report() -> None:
    assert is_settled(SUBMIT, state="closed", round_number=2)
    assert is_settled(HAND_OVER, state="closed", round_number=2, is_handed_over=True)
    assert not is_settled(HAND_OVER, state="closed", round_number=2)


def test_who_surveyed_nobody_all_through_a_scope() -> None:
    quarter, joined = reporting_scope(2028, "triwulan-1"), date(2028, 1, 1)

    def silent(*surveyed: tuple[date, date], joined_on: date = joined) -> bool:
        return surveyed_nobody(quarter, joined_on=joined_on, surveyed=surveyed)

    assert silent() and not silent(joined_on=date(2028, 1, 2))
    assert silent((date(2027, 7, 1), date(2027, 12, 31)), (date(2028, 4, 1), date(2028, 6, 30)))
    for touching in ((date(2028, 1, 1), date(2028, 6, 30)), (date(2027, 12, 1), date(2028, 1, 1)), (date(2028, 3, 31), date(2028, 3, 31))):
        assert not silent(touching)
    # In a leap year the first quarter has 29 February in it.
    assert not silent((date(2028, 2, 29), date(2028, 2, 29)))


def test_submitting_later_than_the_hand_over_is_seen() -> None:
    province = due("semester-1", date(2026, 7, 31), step=HAND_OVER, origin=PROVINCE)
    scope = reporting_scope(2026, "triwulan-2")
    assert is_after_hand_over([province], scope=scope, due_on=date(2026, 8, 1)) == province
    assert is_after_hand_over([province], scope=scope, due_on=date(2026, 7, 31)) is None
    assert is_after_hand_over([province], scope=reporting_scope(2026, "triwulan-3"), due_on=date(2026, 12, 1)) is None
    # A hand-over of a part says nothing about the whole year.
    assert is_after_hand_over([province], scope=reporting_scope(2026), due_on=date(2026, 12, 1)) is None


def test_clashes_name_both_days() -> None:
    hand_over = due("tahun", date(2026, 6, 1), step=HAND_OVER, origin=PROVINCE)
    late, fine = due("triwulan-2"), due("triwulan-1", date(2026, 5, 1))
    assert clashing([late, fine, hand_over]) == ((late, hand_over),)


@pytest.mark.parametrize(
    ("days", "stage"),
    [(-30, None), (-15, None), (-14, -14), (-8, -14), (-7, -7), (-2, -7), (-1, -1), (0, -1), (1, 1), (6, 1), (7, 7), (13, 7), (14, 14),
     (44, 14), (45, None)],
)  # fmt: skip
def test_only_the_latest_reminder_is_due(days: int, stage: int | None) -> None:
    assert reminder_due(DUE, DUE + timedelta(days)) == stage


def test_every_part_of_a_year_can_have_a_deadline() -> None:
    for part in PARTS:
        window = reporting_scope(2026, part).window
        assert deadline_for([due(part)], step=SUBMIT, starts_on=window.starts_on, ends_on=window.ends_on) is not None


TODAY_HERE, QUARTER = date(2026, 6, 1), "triwulan-2"


@pytest.mark.parametrize(
    ("wanted", "changes", "fault"),
    [
        (due(QUARTER), {}, ""),
        (due(QUARTER, step="publish"), {}, "unknown-step"),
        (due(QUARTER, step=HAND_OVER), {}, "unknown-step"),
        (due(QUARTER, step=HAND_OVER), {"is_province": True}, ""),
        (due(QUARTER, date(2026, 3, 31)), {"today": date(2026, 1, 1)}, "before-scope"),
        (due(QUARTER, date(2026, 4, 1)), {"today": date(2026, 4, 1)}, ""),
        (due(QUARTER, date(2027, 7, 1)), {}, ""),
        (due(QUARTER, date(2027, 7, 2)), {}, "too-late"),
        (due(QUARTER, date(2026, 5, 31)), {}, "in-the-past"),
        (due(QUARTER, date(2026, 5, 31)), {"before": date(2026, 5, 30)}, ""),
        (due(QUARTER), {"note": "x" * 300}, ""),
        (due(QUARTER), {"note": "x" * 301}, "note-too-long"),
        (due(QUARTER), {"others": [due(QUARTER, date(2026, 7, 14), step=HAND_OVER, origin=PROVINCE)]}, "after-hand-over"),
        (due(QUARTER), {"others": [due(QUARTER, DUE, step=HAND_OVER, origin=PROVINCE)]}, ""),
        (due(QUARTER, step=HAND_OVER), {"is_province": True, "others": [due(QUARTER, date(2026, 7, 1), step=HAND_OVER)]}, ""),
    ],
)
def test_why_a_deadline_cannot_be_set(wanted: DueDay, changes: dict[str, Any], fault: str) -> None:
    given: dict[str, Any] = {"note": "", "before": None, "others": [], "is_province": False, "today": TODAY_HERE}
    assert fault_of(wanted, **{**given, **changes}) == fault
