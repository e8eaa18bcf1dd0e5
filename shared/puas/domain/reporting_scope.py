"""Reporting scopes: a year, half-year or quarter whose survey periods are added up.

A period belongs to a quarter or half-year when it lies wholly inside it, and to the year it ends in, so that every
period belongs to exactly one year and its answers are never reported twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from puas.domain.survey_period import Period, semester, triwulan, whole_year

WHOLE_YEAR = "tahun"
PARTS = (WHOLE_YEAR, "semester-1", "semester-2", "triwulan-1", "triwulan-2", "triwulan-3", "triwulan-4")


class UnknownPart(ValueError):
    """No part of the year is called so."""


@dataclass(frozen=True, slots=True)
class ReportingScope:
    """A part of a year; `part` is one of PARTS."""

    year: int
    part: str

    @property
    def window(self) -> Period:
        """The days it covers, with its printed label."""
        return _window(self.year, self.part)

    def takes_in(self, starts_on: date, ends_on: date) -> bool:
        """Whether a period with these dates is added up in it."""
        window = self.window
        begins_inside = self.part == WHOLE_YEAR or starts_on >= window.starts_on
        return begins_inside and window.contains(ends_on)

    def earlier(self, number: int) -> tuple["ReportingScope", ...]:
        """The scopes of the same kind before it, the oldest first."""
        found = [self]
        for _ in range(number):
            found.append(found[-1]._before())
        return tuple(reversed(found[1:]))

    def later(self, number: int) -> tuple["ReportingScope", ...]:
        """The scopes of the same kind after it, the next first."""
        found = [self]
        for _ in range(number):
            found.append(found[-1]._after())
        return tuple(found[1:])

    def _after(self) -> "ReportingScope":
        word, _, number = self.part.partition("-")
        if not number:
            return ReportingScope(self.year + 1, self.part)
        if number != ("4" if word == "triwulan" else "2"):
            return ReportingScope(self.year, f"{word}-{int(number) + 1}")
        return ReportingScope(self.year + 1, f"{word}-1")

    def _before(self) -> "ReportingScope":
        word, _, number = self.part.partition("-")
        if not number:
            return ReportingScope(self.year - 1, self.part)
        if number != "1":
            return ReportingScope(self.year, f"{word}-{int(number) - 1}")
        return ReportingScope(self.year - 1, f"{word}-{4 if word == 'triwulan' else 2}")


def reporting_scope(year: int, part: str = WHOLE_YEAR) -> ReportingScope:
    """A scope by the words of an address; refuses what is no part of a year."""
    if part not in PARTS:
        raise UnknownPart(part)
    return ReportingScope(year, part)


def smallest_scope(starts_on: date, ends_on: date) -> ReportingScope:
    """The smallest part of a year that takes a period in: where its own figures stand by themselves."""
    scopes = (ReportingScope(ends_on.year, part) for part in PARTS)
    return min((each for each in scopes if each.takes_in(starts_on, ends_on)), key=lambda each: each.window.days)


def parts_with_periods(year: int, periods: Iterable[tuple[date, date]]) -> tuple[str, ...]:
    """The parts of a year that take in at least one of the periods, in the order of PARTS."""
    known = list(periods)
    return tuple(part for part in PARTS if any(ReportingScope(year, part).takes_in(*each) for each in known))


@lru_cache(maxsize=256)
def _window(year: int, part: str) -> Period:
    word, _, number = part.partition("-")
    if word == "triwulan":
        return triwulan(year, int(number))
    return semester(year, int(number)) if word == "semester" else whole_year(year)
