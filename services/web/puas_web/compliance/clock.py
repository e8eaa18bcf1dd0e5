"""The day by the clock of the tenant a request is in."""

from __future__ import annotations

from datetime import UTC, date, datetime

from puas.domain.survey_period import local_day
from puas_web.access import current_tenant


def today() -> date:
    return local_day(datetime.now(UTC), current_tenant().time_zone)
