"""What the pages of registers are narrowed to by their address: a year and an agency; and the day at the office."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from flask import request

from puas.db.queries.agencies import list_agencies
from puas.domain.survey_period import local_day
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.whole_numbers import read_whole

YEAR, AGENCY = "tahun", "perangkat"
FIRST_YEAR = 2000
_SHOWN_YEARS = 5


def local_today() -> date:
    """The day on the calendar of the office."""
    return local_day(datetime.now(UTC), current_tenant().time_zone)


def wanted_year() -> int:
    """The year in the address; anything that is none means this one."""
    this = local_today().year
    year = read_whole(request.args.get(YEAR, ""))
    return year if year is not None and FIRST_YEAR <= year <= this else this


def years_to_choose() -> list[int]:
    """This year and some before it, the newest first; the wanted one among them however old."""
    this = local_today().year
    return sorted({*range(this - _SHOWN_YEARS + 1, this + 1), wanted_year()}, reverse=True)


def wanted_agency() -> UUID | None:
    """The agency in the address, if it is one the person may see."""
    try:
        found = UUID(request.args.get(AGENCY, ""))
    except ValueError:
        return None
    return found if current_tenant().covers_agency(found) else None


def agencies_to_choose() -> list[tuple[UUID, str]]:
    """Active agencies the person may see, by name."""
    here = current_tenant()
    return [(each.id, each.name) for each in list_agencies(db.session(), tenant_id=here.id, agency_ids=here.agency_ids)]
