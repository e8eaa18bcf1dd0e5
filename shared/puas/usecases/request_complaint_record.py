"""Asks for the complaints of a year as a document, of one agency or of the regency."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.agencies import find_agency, list_agencies
from puas.db.queries.complaint_counts import Scope, by_quarter, year_in_full
from puas.db.queries.tenant_day import today_of
from puas.db.tables.reports import Report
from puas.domain.complaint_counts import CHANNELS, QUARTERS, TIME_LIMITS, quarter_fault, quarter_of, total
from puas.domain.complaint_record import ComplaintRecordSource, CountedChannel, CountedYear
from puas.domain.document_source import COMPLAINT_RECORD
from puas.domain.filing import FilingHead
from puas.usecases.request_filing import Filing, request_filing

YEARS_BEFORE = 2


class UnableToRequestComplaintRecord(Exception):
    """Nobody told anything of that year."""


def request_complaint_record(
    *, session: Session, tenant_id: int, year: int, agency_id: UUID | None, account_id: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one rendered from what the register says at this moment."""
    scope = Scope(tenant_id, agency_id=agency_id)
    counted = year_in_full(session, scope, year=year)
    if not counted:
        raise UnableToRequestComplaintRecord(str(year))
    agency = None if agency_id is None else find_agency(session, tenant_id=tenant_id, agency_id=agency_id)
    name = agency.name if agency else ""
    rows = tuple(CountedChannel(each, quarter, CHANNELS.get(slug, slug), counts) for each, quarter, slug, counts in counted)
    quarters = _begun(session, tenant_id, year, now)
    at_work = [name] if agency else [each.name for each in list_agencies(session, tenant_id=tenant_id, only_counted=True)]

    def source(head: FilingHead) -> ComplaintRecordSource:
        limits = tuple(f"{each.limit} ({each.source})" for each in TIME_LIMITS)
        return ComplaintRecordSource(head, year, name, quarters, tuple(at_work), rows, _before(session, scope, year), limits)

    title, twin_key = f"Laporan pengaduan {year} {name}".strip(), f"{COMPLAINT_RECORD}:{year}:{agency_id or ''}"
    filing = Filing(COMPLAINT_RECORD, title, twin_key, f"complaint_count:{agency_id or year}", agency_id=agency_id)
    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, source=source, account_id=account_id, base_url=base_url, now=now
    )


def _begun(session: Session, tenant_id: int, year: int, now: datetime) -> tuple[int, ...]:
    today = today_of(session, tenant_id=tenant_id, now=now)
    return tuple(each for each in QUARTERS if not quarter_fault(year, each, today.year, quarter_of(today.month)))


def _before(session: Session, scope: Scope, year: int) -> tuple[CountedYear, ...]:
    sums = by_quarter(session, scope, since=year - YEARS_BEFORE, until=year - 1)
    years = sorted({each for each, _quarter in sums})
    return tuple(CountedYear(each, total(counts for (known, _quarter), counts in sums.items() if known == each)) for each in years)
