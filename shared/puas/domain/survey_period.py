"""Windows in which answers are collected: triwulan, semester, year or dates of one's own.

At least one survey a year is the rule's demand (PermenPANRB 14/2017, Pasal 1); quarters and half-years are practice.
Dates are inclusive in the tenant's time zone: an answer received at 23:59:59 on the last day, there, still counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

TRIWULAN = "triwulan"
SEMESTER = "semester"
YEAR = "year"
CUSTOM = "custom"
KINDS = (TRIWULAN, SEMESTER, YEAR, CUSTOM)

CLOSING_BEGINS, CLOSING_ENDS = time(5), time(22)
"""When the schedule closes periods, on the clock of the tenant."""

_ROMAN = ("I", "II", "III", "IV")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


class UnusablePeriod(ValueError):
    """The dates make no period; `code` is ends_before_start, too_long or unknown_part."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Period:
    """A window of whole days, both ends included."""

    kind: str
    label: str
    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise UnusablePeriod("ends_before_start")

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.ends_on - self.starts_on).days + 1

    def contains(self, day: date) -> bool:
        """Whether a day lies in the window."""
        return self.starts_on <= day <= self.ends_on

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


_Window = TypeVar("_Window", bound=Period)


def triwulan(year: int, number: int) -> Period:
    """The quarter 1 to 4 of a year."""
    return _part_of_year(TRIWULAN, "Triwulan", year, number, months=3)


def semester(year: int, number: int) -> Period:
    """The half-year 1 or 2."""
    return _part_of_year(SEMESTER, "Semester", year, number, months=6)


def whole_year(year: int) -> Period:
    """January to December."""
    return Period(YEAR, f"Tahun {year}", date(year, 1, 1), date(year, 12, 31))


def custom(starts_on: date, ends_on: date) -> Period:
    """Dates of one's own, at most a year: beyond that the yearly survey would be missed."""
    if ends_on >= _a_year_after(starts_on):
        raise UnusablePeriod("too_long")
    return Period(CUSTOM, span_label(starts_on, ends_on), starts_on, ends_on)


def period_of(kind: str, day: date) -> Period:
    """The triwulan, semester or year a day lies in."""
    if kind == TRIWULAN:
        return triwulan(day.year, (day.month - 1) // 3 + 1)
    if kind == SEMESTER:
        return semester(day.year, (day.month - 1) // 6 + 1)
    if kind == YEAR:
        return whole_year(day.year)
    raise UnusablePeriod("unknown_part")


def span_label(starts_on: date, ends_on: date) -> str:
    """Dates in words, saying each month and year once: "5 Januari - 20 Maret 2026" with an en dash."""
    last = f"{ends_on.day} {_MONTHS[ends_on.month - 1]} {ends_on.year}"
    if starts_on == ends_on:
        return last
    if starts_on.year != ends_on.year:
        return f"{starts_on.day} {_MONTHS[starts_on.month - 1]} {starts_on.year} – {last}"
    if starts_on.month != ends_on.month:
        return f"{starts_on.day} {_MONTHS[starts_on.month - 1]} – {last}"
    return f"{starts_on.day}–{last}"


def local_day(moment: datetime, time_zone: str) -> date:
    """The calendar day of an instant where the tenant lives."""
    if moment.tzinfo is None:
        raise ValueError("an instant without a time zone has no day")
    return moment.astimezone(ZoneInfo(time_zone)).date()


def midnight_in_utc(day: date, time_zone: str) -> datetime:
    """The first instant of a local day."""
    return datetime.combine(day, time.min, ZoneInfo(time_zone)).astimezone(UTC)


def overlapping(periods: Iterable[_Window], wanted: Period) -> tuple[_Window, ...]:
    """The periods that share a day with the wanted one."""
    return tuple(period for period in periods if period.overlaps(wanted))


def previous_period(period: Period) -> Period:
    """The window of the same kind and length just before."""
    day_before = period.starts_on - timedelta(days=1)
    if period.kind != CUSTOM:
        return period_of(period.kind, day_before)
    return custom(period.starts_on - timedelta(days=period.days), day_before)


def days_left(period: Period, today: date) -> int:
    """Days on which answers still come in, today included; zero when it is over."""
    return max(0, (period.ends_on - max(today, period.starts_on)).days + 1)


def is_due_to_close(ends_on: date, moment: datetime, time_zone: str) -> bool:
    """Whether a window that ended may be closed by the schedule now: by day, and not before the morning after its last.

    Around midnight clocks disagree about the day, and answers of the last minutes are still on their way.
    """
    local = moment.astimezone(ZoneInfo(time_zone))
    return local.date() > ends_on and CLOSING_BEGINS <= local.time() < CLOSING_ENDS


def _part_of_year(kind: str, word: str, year: int, number: int, *, months: int) -> Period:
    if not 1 <= number <= 12 // months:
        raise UnusablePeriod("unknown_part")
    first = date(year, (number - 1) * months + 1, 1)
    after = date(year + 1, 1, 1) if number * months == 12 else date(year, number * months + 1, 1)
    return Period(kind, f"{word} {_ROMAN[number - 1]} {year}", first, after - timedelta(days=1))


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
