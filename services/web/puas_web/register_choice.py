"""What the pages of registers are narrowed to by their address: a year and an agency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import abort, request

from puas.db.queries.agencies import list_agency_names
from puas.db.queries.told_agencies import ToldAgency, list_told_agencies
from puas_web.access import current_tenant
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.local_day import today_here
from puas_web.whole_numbers import read_whole

YEAR, AGENCY = "tahun", "perangkat"
FIRST_YEAR = 2000
_SHOWN_YEARS = 5


def wanted_year() -> int:
    """The year in the address; anything that is none means this one."""
    this = today_here().year
    year = read_whole(request.args.get(YEAR, ""))
    return year if year is not None and FIRST_YEAR <= year <= this else this


def years_to_choose() -> list[int]:
    """This year and some before it, the newest first; the wanted one among them however old."""
    this = today_here().year
    return sorted({*range(this - _SHOWN_YEARS + 1, this + 1), wanted_year()}, reverse=True)


def wanted_agency() -> UUID | None:
    """The agency in the address, if it is one the person may see."""
    try:
        found = UUID(request.args.get(AGENCY, ""))
    except ValueError:
        return None
    return found if current_tenant().covers_agency(found) else None


def agencies_to_choose() -> Sequence[tuple[UUID, str]]:
    """Active agencies the person may see, by name."""
    here = current_tenant()
    return list_agency_names(db.session(), tenant_id=here.id, agency_ids=here.agency_ids)


def merged_agencies() -> list[ToldAgency]:
    """Agencies the person may see that merged into another: what was before that is still told of them."""
    here = current_tenant()
    told = list_told_agencies(
        db.session(), tenant_id=here.id, time_zone=here.time_zone, agency_ids=here.agency_ids, since=date(FIRST_YEAR, 1, 1)
    )
    return [each for each in told if each.merged_on is not None]


def year_of_report() -> int:
    """The year of the form; one that is none, or still to come, is nothing."""
    year = read_whole(request.form.get(YEAR, ""))
    return year if year is not None and FIRST_YEAR <= year <= today_here().year else abort(404)


def agency_of_report() -> UUID | None:
    """The agency of the form; None for the whole regency, which is nothing for somebody bound to agencies."""
    here, text = current_tenant(), request.form.get("perangkat", "")
    if not text:
        mine = agencies_to_choose() if here.agency_ids is not None else []
        if here.agency_ids is not None and len(mine) != 1:
            abort(404)
        return mine[0][0] if mine else None
    try:
        return agency_or_404(UUID(text)).id
    except ValueError:
        abort(404)
