"""The day on the calendar of the office a request is in."""

from __future__ import annotations

from datetime import date

from puas.domain.survey_period import local_day
from puas.runtime import clock
from puas_web.access import current_tenant


def today_here() -> date:
    """Today where the tenant lives."""
    return local_day(clock.now(), current_tenant().time_zone)
