"""The windows offered when a period is opened: this and the next triwulan and semester, and the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from puas.domain.survey_period import SEMESTER, TRIWULAN, YEAR, Period, period_of


@dataclass(frozen=True, slots=True)
class Window:
    """A period that can be chosen, with its value in the form."""

    key: str
    period: Period


def offered_windows(today: date) -> list[Window]:
    """Current ones first; a window that has begun can still be opened, its past days only have no answers."""
    periods = []
    for kind in (TRIWULAN, SEMESTER, YEAR):
        current = period_of(kind, today)
        periods += [current, period_of(kind, current.ends_on + timedelta(days=1))]
    return [Window(f"{period.kind}-{period.starts_on.isoformat()}", period) for period in periods]
