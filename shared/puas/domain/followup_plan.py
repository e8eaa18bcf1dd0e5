"""Promises of a follow-up plan (RTL): when they are due, and where they stand on a given day.

The report's table of the plan gives a time per item as a month or a quarter (TW I to IV). A promise is overdue when that
month or quarter is over, by the tenant's calendar, and it is neither done nor taken up by a later plan.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MONTH = "month"
QUARTER = "quarter"

PLANNED, IN_PROGRESS, DONE = "planned", "in_progress", "done"
OVERDUE, CARRIED = "overdue", "carried"
STANDINGS = (OVERDUE, IN_PROGRESS, PLANNED, DONE, CARRIED)
"""How a promise is shown: its state, unless it is late or a later plan has taken it up."""

MOST_ITEMS = 40
MOST_PHOTOGRAPHS = 4
PRINTED_PHOTOGRAPHS = 2
"""Photographs kept of one promise, and those of them that a report prints."""

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_ROMAN = ("I", "II", "III", "IV")
_LENGTH = {MONTH: 1, QUARTER: 3}


class UnreadableTime(ValueError):
    """The text names neither a month nor a quarter."""


@dataclass(frozen=True, slots=True)
class Due:
    """The month or quarter a promise is due in, by its first day."""

    first_day: date
    precision: str = MONTH

    @property
    def quarter(self) -> int:
        """1 to 4."""
        return (self.first_day.month - 1) // 3 + 1

    @property
    def code(self) -> str:
        """As forms send it: `2026-03`, or `2026-TW1`."""
        if self.precision == QUARTER:
            return f"{self.first_day.year}-TW{self.quarter}"
        return f"{self.first_day:%Y-%m}"

    @property
    def after(self) -> date:
        """The first day on which it is late."""
        return _month_later(self.first_day, _LENGTH[self.precision])

    def is_over(self, today: date) -> bool:
        """Whether the month or quarter is past."""
        return today >= self.after


@dataclass(frozen=True, slots=True)
class Counts:
    """Promises by standing."""

    overdue: int = 0
    in_progress: int = 0
    planned: int = 0
    done: int = 0
    carried: int = 0

    @property
    def total(self) -> int:
        """Those that are this plan's to keep: what a later plan took up is counted there."""
        return self.overdue + self.in_progress + self.planned + self.done


def due_of(first_day: date | None, precision: str) -> Due | None:
    """The time of a promise as it is kept; None where none was set."""
    return None if first_day is None else Due(first_day, precision)


def month_of(day: date) -> Due:
    """The month a day lies in."""
    return Due(day.replace(day=1), MONTH)


def quarter_of(day: date) -> Due:
    """The quarter a day lies in."""
    return Due(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), QUARTER)


def read_due(text: str) -> Due | None:
    """`2026-03`, `03/2026`, `2026-TW1` or `TW I 2026`; empty is no time, anything else raises UnreadableTime."""
    written = " ".join(text.upper().replace("/", " ").replace("-", " ").replace("TRIWULAN", "TW").split())
    if not written:
        return None
    quarter = _quarter_in(written) if "TW" in written else None
    rest = written if quarter is None else _without_quarter(written)
    numbers = [_whole(part) for part in rest.split()]
    years = [number for number in numbers if number > 12]
    if len(years) != 1 or not _FIRST_YEAR <= years[0] <= _LAST_YEAR or len(numbers) != (2 if quarter is None else 1):
        raise UnreadableTime(text)
    if quarter is not None:
        return Due(date(years[0], 3 * quarter - 2, 1), QUARTER)
    month = next((number for number in numbers if number <= 12), 0)
    if not 1 <= month <= 12:
        raise UnreadableTime(text)
    return Due(date(years[0], month, 1), MONTH)


def times_offered(today: date, *, quarters: int = 8, months: int = 24) -> tuple[tuple[Due, ...], tuple[Due, ...]]:
    """Quarters and months a plan made now may name, beginning with the present ones."""
    first_quarter, first_month = quarter_of(today).first_day, month_of(today).first_day
    return (
        tuple(Due(_month_later(first_quarter, 3 * number), QUARTER) for number in range(quarters)),
        tuple(Due(_month_later(first_month, number), MONTH) for number in range(months)),
    )


def standing(state: str, due: Due | None, today: date, *, is_carried: bool = False) -> str:
    """Where a promise stands on a day: one of STANDINGS."""
    if state == DONE:
        return DONE
    if is_carried:
        return CARRIED
    return OVERDUE if due is not None and due.is_over(today) else state


def count(standings: Iterable[str]) -> Counts:
    """How many stand where."""
    found = list(standings)
    return Counts(**{each: found.count(each) for each in STANDINGS})


def _month_later(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _quarter_in(written: str) -> int:
    after = written.partition("TW")[2].split()
    name = after[0] if after else ""
    number = _ROMAN.index(name) + 1 if name in _ROMAN else _whole(name)
    if not 1 <= number <= 4:
        raise UnreadableTime(written)
    return number


def _without_quarter(written: str) -> str:
    """What is left of `2026 TW1` or `TW I 2026` without the quarter."""
    before, _, after = written.partition("TW")
    return " ".join((*before.split(), *after.split()[1:]))


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise UnreadableTime(text)
    return int(text)
