"""Dates and times as the country writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from puas.presentation import dates


def test_long_forms() -> None:
    day = date(2026, 11, 21)
    assert dates.long_date(day) == "21 November 2026"
    assert dates.long_date(date(2026, 8, 17), "en") == "17 August 2026"
    assert dates.month_year(date(2025, 3, 9)) == "Maret 2025"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), "1 Juni 2026"),
        (date(2026, 6, 1), date(2026, 6, 30), "1–30 Juni 2026"),
        (date(2026, 7, 1), date(2026, 9, 30), "1 Juli – 30 September 2026"),
        (date(2025, 12, 1), date(2026, 1, 31), "1 Desember 2025 – 31 Januari 2026"),
    ],
)
def test_ranges_are_as_short_as_they_can_be(first: date, last: date, text: str) -> None:
    assert dates.date_range(first, last) == text


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Asia/Jakarta", "30 Juni 2026 pukul 22.30 WIB"),
        ("Asia/Makassar", "30 Juni 2026 pukul 23.30 WITA"),
        ("Asia/Jayapura", "1 Juli 2026 pukul 00.30 WIT"),
    ],
)
def test_the_same_moment_in_the_three_zones(zone: str, text: str) -> None:
    assert dates.date_time(datetime(2026, 6, 30, 15, 30, tzinfo=UTC), zone) == text


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        dates.date_time(datetime(2026, 6, 30, 15, 30), "Asia/Jakarta")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("past", "text", "english"),
    [
        (timedelta(seconds=20), "baru saja", "just now"),
        (timedelta(minutes=5), "5 menit yang lalu", "5 minutes ago"),
        (timedelta(hours=2), "2 jam yang lalu", "2 hours ago"),
        (timedelta(hours=14), "kemarin", "yesterday"),
        (timedelta(days=3), "3 hari yang lalu", "3 days ago"),
        (timedelta(days=40), "12 Oktober 2026", "12 October 2026"),
    ],
)
def test_relative_times(past: timedelta, text: str, english: str) -> None:
    now = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
    assert dates.relative_time(now - past, now, "Asia/Jakarta") == text
    assert dates.relative_time(now - past, now, "Asia/Jakarta", "en") == english


def test_days_left() -> None:
    today = date(2026, 6, 21)
    assert dates.days_left(date(2026, 6, 30), today) == "9 hari lagi"
    assert dates.days_left(today, today) == "hari ini"
    assert dates.days_left(date(2026, 6, 19), today) == "lewat 2 hari"
    assert dates.days_left(date(2026, 6, 22), today, "en") == "1 day left"
