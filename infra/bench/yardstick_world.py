"""Readings of all yardsticks in the world of the province's bench: every regency and agency over three years, as registers tell them."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

YEARS = 3
_AGENCY_COUNTS = {
    "performance": {"indicators": 30, "weak": 3},
    "compliance": {"items": 20, "items_there": 15},
    "standards": {"services": 10, "complete": 7, "shown": 5, "overdue": 1, "pledges": 1},
    "procedures": {"procedures": 20, "evaluated": 12, "to_revise": 2},
    "minimum_services": {"fields": 1, "fields_reported": 1},
    "complaints": {"received": 40, "settled": 36, "in_time": 30},
    "innovations": {"innovations": 2, "eligible": 1, "handed_in": 1, "furthest": 2},
}
# These tell no reading of the regency as a whole, so that pages have to add up.
_WITHOUT_A_WHOLE = ("performance", "procedures", "complaints")
_LETTERS = "case when {key} in ('performance', 'compliance') then (array['A', 'B', 'C', 'D'])[1 + place % 4] else '' end"

_OF_AGENCIES = f"""
    insert into yardstick_figure (tenant_id, yardstick, year, level, unit_id, variant, province_code, name, kind, value, letter, label,
        counts, updated_at)
    select a.tenant_id, y.key, years.year, 'agency', a.id, case when y.key = 'performance' then 'permenpanrb-29-2022:A' else '' end,
        t.province_code, a.name, a.kind, 40 + a.place % 60, {_LETTERS.format(key="y.key")},
        case when y.key = 'compliance' then (array['hijau', 'hijau', 'kuning', 'merah'])[1 + place % 4] else '' end, y.value, now()
    from (select *, row_number() over (order by name) as place from agency where tenant_id = :tenant_id) a
    join tenant t on t.id = a.tenant_id
    cross join generate_series(cast(:first as integer), cast(:last as integer)) years (year)
    cross join jsonb_each(cast(:counts as jsonb)) y"""  # noqa: S608 - words of ours

_OF_REGENCY = """
    insert into yardstick_figure (tenant_id, yardstick, year, level, unit_id, province_code, name, value, letter, label, counts, updated_at)
    select t.id, y.key, years.year, 'regency', '00000000-0000-0000-0000-000000000000', t.province_code, t.name, 80,
        case when y.key = 'compliance' then 'A' else '' end, case when y.key = 'compliance' then 'hijau' else '' end, y.value, now()
    from tenant t cross join generate_series(cast(:first as integer), cast(:last as integer)) years (year)
    cross join jsonb_each(cast(:counts as jsonb)) y
    where t.id = :tenant_id"""


def tell_yardsticks(session: Session, *, tenant_id: int, today: date) -> None:
    """Write the readings of one regency and its agencies."""
    years = {"tenant_id": tenant_id, "first": today.year - YEARS + 1, "last": today.year}
    session.execute(text(_OF_AGENCIES), {**years, "counts": json.dumps(_AGENCY_COUNTS)})
    whole = {key: counts for key, counts in _AGENCY_COUNTS.items() if key not in _WITHOUT_A_WHOLE}
    session.execute(text(_OF_REGENCY), {**years, "counts": json.dumps(whole)})
