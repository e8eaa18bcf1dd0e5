"""Working days of a timetable: Monday to Friday, both ends included."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from puas.domain.working_days import working_days


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 7, 1), date(2026, 7, 1), 1),
        (date(2026, 7, 4), date(2026, 7, 5), 0),
        (date(2026, 7, 3), date(2026, 7, 6), 2),
        (date(2026, 7, 1), date(2026, 9, 30), 66),
        (date(2026, 7, 2), date(2026, 7, 1), 0),
    ],
)
def test_known_spans(first: date, last: date, expected: int) -> None:
    assert working_days(first, last) == expected


def test_as_counted_day_by_day() -> None:
    first = date(2026, 1, 1)
    for length in range(1, 40):
        days = [first + timedelta(days=offset) for offset in range(length)]
        assert working_days(first, days[-1]) == sum(day.weekday() < 5 for day in days)
