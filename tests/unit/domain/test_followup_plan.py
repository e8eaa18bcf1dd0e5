"""Promises of a plan: the time they name, when they are late, and how they are counted."""

from __future__ import annotations

from datetime import date

import pytest

from puas.domain import followup_plan
from puas.domain.followup_plan import CARRIED, DONE, IN_PROGRESS, MONTH, OVERDUE, PLANNED, QUARTER, Due, UnreadableTime, read_due, standing


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2026-03", Due(date(2026, 3, 1), MONTH)),
        ("3/2026", Due(date(2026, 3, 1), MONTH)),
        ("12 2026", Due(date(2026, 12, 1), MONTH)),
        ("2000-01", Due(date(2000, 1, 1), MONTH)),
        ("2100-12", Due(date(2100, 12, 1), MONTH)),
        ("2026-TW1", Due(date(2026, 1, 1), QUARTER)),
        ("TW IV 2026", Due(date(2026, 10, 1), QUARTER)),
        ("triwulan iii 2026", Due(date(2026, 7, 1), QUARTER)),
        ("TW2/2027", Due(date(2027, 4, 1), QUARTER)),
        ("  ", None),
        ("-", None),
    ],
)
def test_times_as_forms_and_people_write_them(text: str, due: Due | None) -> None:
    assert read_due(text) == due
    if due is not None:
        assert read_due(due.code) == due


@pytest.mark.parametrize(
    "text",
    ["besok", "2026", "13/2026", "0/2026", "2026-TW5", "2026-TW0", "TW I", "TW 2026", "2026-TW", "TW V 2026", "1999-01", "2101-01",
     "2026-03-01", "2026-TW1-02", "٣/2026", "99999999999999-01"],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTime):
        read_due(text)


MARCH, FIRST_QUARTER = Due(date(2026, 3, 1), MONTH), Due(date(2026, 1, 1), QUARTER)


@pytest.mark.parametrize(
    ("due", "today", "found"),
    [
        (MARCH, date(2026, 3, 31), PLANNED),
        (MARCH, date(2026, 4, 1), OVERDUE),
        (FIRST_QUARTER, date(2026, 2, 28), PLANNED),
        (FIRST_QUARTER, date(2026, 3, 31), PLANNED),
        (FIRST_QUARTER, date(2026, 4, 1), OVERDUE),
        (Due(date(2025, 12, 1), MONTH), date(2026, 1, 1), OVERDUE),
        (Due(date(2025, 10, 1), QUARTER), date(2025, 12, 31), PLANNED),
        (None, date(2099, 1, 1), PLANNED),
    ],
)
def test_late_is_what_is_not_done_when_its_month_or_quarter_is_over(due: Due | None, today: date, found: str) -> None:
    assert standing(PLANNED, due, today) == found


def test_done_is_never_late_and_what_a_later_plan_took_up_is_counted_there() -> None:
    later = date(2027, 1, 1)
    assert standing(DONE, MARCH, later) == DONE
    assert standing(DONE, MARCH, later, is_carried=True) == DONE
    assert standing(IN_PROGRESS, MARCH, later) == OVERDUE
    assert standing(IN_PROGRESS, MARCH, later, is_carried=True) == CARRIED
    counts = followup_plan.count([OVERDUE, OVERDUE, DONE, CARRIED, IN_PROGRESS, PLANNED])
    assert (counts.overdue, counts.in_progress, counts.planned, counts.done, counts.carried, counts.total) == (2, 1, 1, 1, 1, 5)
    assert followup_plan.Counts().total == 0


def test_times_offered_begin_now() -> None:
    quarters, months = followup_plan.times_offered(date(2026, 11, 21))
    assert [each.code for each in quarters[:3]] == ["2026-TW4", "2027-TW1", "2027-TW2"]
    assert [each.code for each in months[:3]] == ["2026-11", "2026-12", "2027-01"]
    assert (quarters[0].first_day, quarters[7].first_day, len(quarters)) == (date(2026, 10, 1), date(2028, 7, 1), 8)
    assert (months[0].first_day, months[23].first_day, len(months)) == (date(2026, 11, 1), date(2028, 10, 1), 24)


def test_a_time_is_kept_as_a_day_or_as_none() -> None:
    assert followup_plan.due_of(date(2026, 3, 1), MONTH) == MARCH
    assert followup_plan.due_of(None, MONTH) is None
    day = date(2026, 11, 21)
    assert (followup_plan.month_of(day), followup_plan.quarter_of(day)) == (Due(date(2026, 11, 1)), Due(date(2026, 10, 1), QUARTER))
    assert [Due(date(2026, month, 1)).quarter for month in (1, 2, 3, 4, 12)] == [1, 1, 1, 2, 4]
