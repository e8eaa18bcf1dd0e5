"""What the pages of the minimum services show."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request

from puas.db.queries.evidence import evidence_counts
from puas.db.queries.minimum_services import carriers_of, find_minimum_service
from puas.db.queries.register_history import history_of
from puas.domain.evidence import MINIMUM_SERVICE
from puas.domain.minimum_services import FIELDS, FIRST_YEAR, IS_VERIFIED, SOURCE
from puas.domain.yardsticks import NO_UNIT
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.english_registers import register_word
from puas_web.local_day import today_here
from puas_web.minimum_services.forms import MinimumServiceForm
from puas_web.register_choice import agencies_to_choose, merged_agencies, wanted_agency, wanted_year, years_to_choose

MATRIX_YEARS = 3


def overview() -> dict[str, Any]:
    """Fields by years; what has no carrier or no figure in the wanted year comes first in words."""
    here, year = current_tenant(), max(wanted_year(), FIRST_YEAR)
    years = [each for each in range(year, year - MATRIX_YEARS, -1) if each >= FIRST_YEAR]
    carriers = carriers_of(db.session(), tenant_id=here.id, years=years, agency_ids=here.agency_ids)
    agencies = {each.agency_id for found in carriers.values() for each in found}
    return {
        "year": year,
        "years": years,
        "choices": [each for each in years_to_choose() if each >= FIRST_YEAR],
        "fields": {slug: register_word(name) for slug, name in FIELDS.items()},
        "carriers": carriers,
        "without_carrier": [register_word(name) for slug, name in FIELDS.items() if not carriers.get((year, slug))],
        "without_figure": [
            register_word(name) for slug, name in FIELDS.items() if any(each.reached is None for each in carriers.get((year, slug), ()))
        ],
        "evidence": evidence_counts(db.session(), here.id, MINIMUM_SERVICE, sorted(agencies)),
        "events": history_of(db.session(), here.id, [f"minimum_service:{each}" for each in sorted(agencies)]),
        "source": SOURCE,
        "is_verified": IS_VERIFIED,
        "sees_all": here.agency_ids is None,
        # Stands in an address for the agency that is put in.
        "any_agency": str(NO_UNIT),
    }


def entry_form() -> MinimumServiceForm:
    """The form as the address prefills it, with what is known of the entry."""
    field = request.args.get("bidang", "")
    year, agency_id = max(wanted_year(), FIRST_YEAR), wanted_agency()
    known = _known(year, field, agency_id)
    data = {
        "year": year,
        "field": field if field in FIELDS else next(iter(FIELDS)),
        "agency": str(agency_id or ""),
        "reached": "" if known is None or known.reached is None else format(known.reached, "f").replace(".", ","),
        "note": known.note if known else "",
    }
    this = today_here().year
    agencies = [*agencies_to_choose(), *((each.id, each.name) for each in merged_agencies())]
    return MinimumServiceForm(data=data).offer(range(this, FIRST_YEAR - 1, -1), agencies)


def _known(year: int, field: str, agency_id: UUID | None) -> Any:
    if agency_id is None:
        return None
    return find_minimum_service(db.session(), tenant_id=current_tenant().id, key=(year, field, agency_id))
