"""Asks for the register of minimum services (SPM) as a document: who carries which field, and what was reached in three years."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.minimum_services import Carrier, carriers_of
from puas.db.tables.reports import Report
from puas.domain.document_source import MINIMUM_SERVICE_RECORD
from puas.domain.filing import FilingHead
from puas.domain.minimum_services import FIELDS, SOURCE
from puas.domain.register_table import PrintedColumn, PrintedTable, RegisterTableSource
from puas.presentation.numbers import index_number
from puas.usecases.request_filing import Filing, request_filing

YEARS = 3
UNVERIFIED = "Daftar bidang belum terverifikasi dengan teks aturannya; indeks gabungan tidak dihitung karena caranya belum diketahui."


def request_minimum_service_record(
    *, session: Session, tenant_id: int, year: int, account_id: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one with the year and the two before it."""
    years = list(range(year, year - YEARS, -1))
    carriers = carriers_of(session, tenant_id=tenant_id, years=years)

    def source(head: FilingHead) -> RegisterTableSource:
        tables = tuple(_table(each, [(slug, carriers.get((each, slug), [])) for slug in FIELDS]) for each in years)
        facts = (("Kabupaten/kota", head.government), ("Tahun", f"{years[-1]}–{years[0]}"), ("Dasar", SOURCE))
        return RegisterTableSource(head, f"Capaian Standar Pelayanan Minimal {year}", facts, tables, (UNVERIFIED,))

    filing = Filing(
        document=MINIMUM_SERVICE_RECORD, title=f"Capaian SPM {year}", twin_key=f"{MINIMUM_SERVICE_RECORD}:{year}:",
        subject=f"minimum_service:{year}",
    )  # fmt: skip
    return request_filing(
        session=session, tenant_id=tenant_id, filing=filing, source=source, account_id=account_id, base_url=base_url, now=now
    )


def _table(year: int, fields: list[tuple[str, list[Carrier]]]) -> PrintedTable:
    columns = (PrintedColumn("Bidang", 34), PrintedColumn("Pengampu", 30), PrintedColumn("Capaian", 12, True), PrintedColumn("Catatan", 24))
    rows = [row for slug, carriers in fields for row in _rows(FIELDS[slug], carriers)]
    return PrintedTable(f"Tahun {year}", f"Pengampu dan capaian setiap bidang, {year}", columns, tuple(rows))


def _rows(field: str, carriers: list[Carrier]) -> list[tuple[str, ...]]:
    if not carriers:
        return [(field, "belum ada pengampu", "–", "")]
    return [
        (field if place == 0 else "", each.agency_name, "–" if each.reached is None else f"{index_number(each.reached)}%", each.note)
        for place, each in enumerate(carriers)
    ]
