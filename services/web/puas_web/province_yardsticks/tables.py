"""All readings of a province as CSV: one line for each reading, its counts in columns by name."""

from __future__ import annotations

from flask import request

from puas.db.queries.province_directory import list_regency_entries
from puas.db.queries.province_yardsticks import all_readings
from puas.domain.reading_table import COLUMNS, reading_line
from puas_web.access import CurrentTenant
from puas_web.card_pages import YEAR
from puas_web.csv_files import csv_text
from puas_web.database import db
from puas_web.province_board import province_code_of
from puas_web.province_database import province_session
from puas_web.whole_numbers import read_whole


def readings_csv(here: CurrentTenant) -> str:
    """The readings of the year in the address, or of all years; only of regencies on board."""
    code = province_code_of(here)
    entries = {each.tenant_id: each for each in list_regency_entries(db.session(), province_code=code) if each.is_on_board}
    year = read_whole(request.args.get(YEAR, ""))
    rows = (
        reading_line(entries[tenant_id].code, entries[tenant_id].name, reading)
        for tenant_id, reading in all_readings(province_session(), province_code=code, years=None if year is None else [year])
        if tenant_id in entries
    )
    return csv_text([each.name for each in COLUMNS], rows)
