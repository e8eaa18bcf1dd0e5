"""Asks for the workbook with all readings of a province's regencies, read through the province's own log-in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.province_directory import list_regency_entries
from puas.db.queries.province_yardsticks import all_readings
from puas.db.tables.reports import Report
from puas.domain.document_source import PROVINCE_READINGS
from puas.domain.filing import FilingHead
from puas.domain.province_snapshot import text_line
from puas.domain.reading_source import ReadingsSource
from puas.domain.reading_table import reading_line
from puas.usecases.request_filing import Filing, request_filing


class UnableToRequestReadings(Exception):
    """No regency on board has told anything in the years asked for."""


def request_province_readings(
    *, session: Session, reading: Session, tenant_id: int, province_code: str, year: int | None, account_id: UUID | None, base_url: str,
    now: datetime,
) -> Report:  # fmt: skip
    """The request that is on its way, or a new one with every reading of this moment; of one year, or of all where none is named."""
    entries = {each.tenant_id: each for each in list_regency_entries(session, province_code=province_code) if each.is_on_board}
    years = None if year is None else [year]
    lines = "".join(
        text_line(["" if cell is None else str(cell) for cell in reading_line(entries[key].code, entries[key].name, each)])
        for key, each in all_readings(reading, province_code=province_code, years=years)
        if key in entries
    )
    if not lines:
        raise UnableToRequestReadings
    label = "semua tahun" if year is None else str(year)

    def source(head: FilingHead) -> ReadingsSource:
        return ReadingsSource(head, label, lines)

    filing = Filing(PROVINCE_READINGS, f"Angka ukuran mutu {label}", f"{PROVINCE_READINGS}:{label}", "tenant")
    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, source=source, account_id=account_id, base_url=base_url, now=now
    )
