"""Windows, their labels, their edges in three time zones, and overlaps."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puas.domain.survey_period import (
    Period,
    UnusablePeriod,
    custom,
    days_left,
    is_due_to_close,
    local_day,
    midnight_in_utc,
    overlapping,
    period_of,
    previous_period,
    semester,
    span_label,
    triwulan,
    whole_year,
)

DAYS = st.dates(date(2004, 1, 1), date(2099, 12, 31))


def test_parts_of_the_year() -> None:
    assert triwulan(2026, 2) == Period("triwulan", "Triwulan II 2026", date(2026, 4, 1), date(2026, 6, 30))
    assert semester(2026, 2) == Period("semester", "Semester II 2026", date(2026, 7, 1), date(2026, 12, 31))
    assert whole_year(2024).days == 366
    with pytest.raises(UnusablePeriod, match="unknown_part"):
        triwulan(2026, 5)
    with pytest.raises(UnusablePeriod, match="unknown_part"):
        period_of("custom", date(2026, 1, 1))


@given(DAYS, st.sampled_from(["triwulan", "semester", "year"]))
def test_every_day_lies_in_the_part_it_is_given(day: date, kind: str) -> None:
    period = period_of(kind, day)
    assert period.contains(day)
    before = previous_period(period)
    assert before.kind == kind and before.ends_on == period.starts_on - timedelta(days=1)
    assert not period.overlaps(before)


def test_own_dates() -> None:
    assert custom(date(2026, 1, 5), date(2026, 3, 20)).label == "5 Januari – 20 Maret 2026"
    assert custom(date(2026, 3, 1), date(2026, 3, 20)).label == "1–20 Maret 2026"
    assert span_label(date(2025, 12, 1), date(2026, 1, 31)) == "1 Desember 2025 – 31 Januari 2026"
    assert span_label(date(2026, 8, 17), date(2026, 8, 17)) == "17 Agustus 2026"
    assert custom(date(2024, 2, 29), date(2025, 2, 28)).days == 366
    with pytest.raises(UnusablePeriod, match="too_long"):
        custom(date(2026, 1, 1), date(2027, 1, 1))
    with pytest.raises(UnusablePeriod, match="too_long"):
        custom(date(2024, 2, 29), date(2025, 3, 1))
    with pytest.raises(UnusablePeriod, match="ends_before_start"):
        custom(date(2026, 1, 2), date(2026, 1, 1))
    before = previous_period(custom(date(2026, 1, 5), date(2026, 1, 14)))
    assert (before.starts_on, before.ends_on) == (date(2025, 12, 26), date(2026, 1, 4))


def test_a_window_of_one_day_and_two_that_share_one() -> None:
    day = custom(date(2026, 6, 30), date(2026, 6, 30))
    assert day.days == 1
    assert day.overlaps(triwulan(2026, 2)) and triwulan(2026, 2).overlaps(day)
    assert not day.overlaps(triwulan(2026, 3)) and not triwulan(2026, 3).overlaps(day)


@pytest.mark.parametrize(
    ("day", "at", "is_due"),
    [
        (date(2026, 6, 30), time(12), False), (date(2026, 7, 1), time(4, 59, 59), False), (date(2026, 7, 1), time(5), True),
        (date(2026, 7, 1), time(21, 59, 59), True), (date(2026, 7, 1), time(22), False), (date(2026, 7, 9), time(5), True),
    ],
)  # fmt: skip
def test_the_schedule_closes_by_day_from_the_morning_after(day: date, at: time, is_due: bool) -> None:
    """Wherever the tenant lives: the hours are those of its own clock."""
    for zone, offset in (("Asia/Jakarta", 7), ("Asia/Jayapura", 9)):
        moment = datetime.combine(day, at, UTC) - timedelta(hours=offset)
        assert is_due_to_close(date(2026, 6, 30), moment, zone) is is_due


@pytest.mark.parametrize(("zone", "offset"), [("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)])
def test_the_last_day_counts_to_its_local_end(zone: str, offset: int) -> None:
    window, after = triwulan(2026, 2), triwulan(2026, 3)
    last = datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC) - timedelta(hours=offset)
    assert window.contains(local_day(last, zone)) and not after.contains(local_day(last, zone))
    assert local_day(last + timedelta(seconds=1), zone) == after.starts_on
    assert midnight_in_utc(after.starts_on, zone) == last + timedelta(seconds=1)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 1, 1), "Asia/Jakarta")  # noqa: DTZ001


def test_overlaps() -> None:
    half, quarter, later = semester(2026, 1), triwulan(2026, 2), triwulan(2026, 3)
    assert half.overlaps(quarter) and quarter.overlaps(half) and not half.overlaps(later)
    assert overlapping([half, later], quarter) == (half,)
    assert custom(date(2026, 6, 30), date(2026, 7, 5)).overlaps(half)


def test_days_left() -> None:
    period = triwulan(2026, 2)
    assert days_left(period, date(2026, 6, 30)) == 1
    assert days_left(period, date(2026, 7, 1)) == 0
    assert days_left(period, date(2026, 1, 1)) == period.days == 91
