"""Working days between two dates, for the timetable of a report: Monday to Friday.

Public holidays change by decree every year and are not known here; whoever prints the number says so.
"""

from datetime import date, timedelta

_FIRST_FREE_WEEKDAY = 5


def working_days(first: date, last: date) -> int:
    """Mondays to Fridays from `first` to `last`, both included; none when the dates are the wrong way round."""
    days = max((last - first).days + 1, 0)
    weeks, rest = divmod(days, 7)
    loose = (first + timedelta(days=offset) for offset in range(rest))
    return weeks * _FIRST_FREE_WEEKDAY + sum(day.weekday() < _FIRST_FREE_WEEKDAY for day in loose)
