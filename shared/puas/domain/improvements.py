"""Improvement items: promises that come from a weak indicator, a missing item or a procedure to revise.

When one is due and where it stands is the rule of promises after a survey (`domain.followup_plan`).
"""

from datetime import date

from puas.domain.followup_plan import Due
from puas.domain.yardsticks import YARDSTICKS

SOURCES = YARDSTICKS
"""What a promise may come from."""

LONGEST_TOPIC = 500
LONGEST_ACTION = 2_000
LONGEST_DESCRIPTION = 2_000
LONGEST_PERSON = 200
LONGEST_PART = 80

MOST_OF_AN_AGENCY = 200
"""Open promises of one agency: more than that nobody keeps."""


def year_of(due: Due | None, today: date) -> int:
    """The year a promise counts in: that of its time, else the present one."""
    return today.year if due is None else due.first_day.year
