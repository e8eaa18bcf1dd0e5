"""SOP with their evaluations, minimum services and counts of complaints of a demo regency. All of it is invented.

The best agencies evaluated every SOP this year, some half of them, some none; one finding is to be revised. Three years stand side
by side, the current quarter of complaints is still missing at some agencies.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Tenant
from puas.db.tables.standards import ComplaintCount, MinimumService, OperatingProcedure, ProcedureReview
from puas.domain.complaint_counts import quarter_of
from puas.domain.operating_procedures import KEPT, REVISED, TO_REVISE
from puas.domain.yardsticks import COMPLAINTS, MINIMUM_SERVICES, PROCEDURES
from puas.usecases.share_yardsticks import share_yardsticks

_Row = dict[str, Any]
_YEARS = 3
_INTERNAL = "Penanganan pengaduan masyarakat"
_FINDING = "Alur belum memuat pengajuan secara daring, dan satu langkah verifikasi dilakukan dua kali."
_CHANNELS = ("lapor", "counter", "phone", "box")
# A word of an agency's name, and the field it carries.
_CARRIERS = {
    "pendidikan": ("Pendidikan",), "kesehatan": ("Kesehatan", "Puskesmas"), "pekerjaan_umum": ("Pekerjaan Umum", "PUPR"),
    "perumahan": ("Perumahan", "Permukiman"), "ketenteraman": ("Satuan Polisi", "Satpol", "Bencana"), "sosial": ("Sosial",),
}  # fmt: skip


def add_procedures(
    session: Session, *, tenant: Tenant, agencies: Sequence[Agency], services: Sequence[Sequence[ServiceType]], account_id: UUID | None,
    now: datetime,
) -> None:  # fmt: skip
    """Write all three registers as plain rows, and what they say."""
    today, chance = now.astimezone(ZoneInfo(tenant.time_zone)).date(), random.Random(tenant.slug)
    note = {"tenant_id": tenant.id, "changed_by": account_id, "changed_at": now}
    procedures = [row for agency, mine in zip(agencies, services, strict=True) for row in _procedures(agency, mine, note, today)]
    reviews = [row for turn, each in enumerate(procedures) for row in _reviews(each, turn, len(procedures), today, now, account_id)]
    counts = [row for turn, agency in enumerate(agencies) for row in _counts(agency, turn, note, today, chance)]
    fields = list(_fields(agencies, note, today, chance))
    for table, rows in (
        (OperatingProcedure, procedures), (ProcedureReview, reviews), (ComplaintCount, counts), (MinimumService, fields),
    ):  # fmt: skip
        if rows:
            session.execute(insert(table), rows)
    share_yardsticks(session=session, tenant_id=tenant.id, now=now, yardsticks=(PROCEDURES, MINIMUM_SERVICES, COMPLAINTS))


def _procedures(agency: Agency, services: Sequence[ServiceType], note: _Row, today: date) -> Iterator[_Row]:
    titles: list[tuple[str, UUID | None]] = [(each.name, each.id) for each in services[:3]]
    for number, (title, service_id) in enumerate([*titles, (_INTERNAL, None)], start=1):
        decided = date(today.year - 2 - number % 2, 1 + number % 6, 10 + number)
        yield {
            **note, "id": new_id(), "agency_id": agency.id, "service_type_id": service_id, "number": f"065/{number:02d}/SOP/{decided.year}",
            "title": f"SOP {title[:1].lower()}{title[1:]}", "decided_on": decided, "revised_on": None, "state": "active", "version": 1,
        }  # fmt: skip


def _reviews(procedure: _Row, turn: int, whole: int, today: date, now: datetime, account_id: UUID | None) -> Iterator[_Row]:
    """Year by year a little more of them; of the present year the first half, every seventh to be revised."""
    for year in range(today.year - _YEARS + 1, today.year + 1):
        share = {today.year - 2: 2, today.year - 1: 4, today.year: 3}[year]
        if procedure["decided_on"].year > year or turn * 6 >= whole * share and turn % 6 >= share:
            continue
        outcome = TO_REVISE if turn % 7 == 2 else REVISED if turn % 7 == 5 and year < today.year else KEPT
        reviewed = min(date(year, 6, 15), today)
        if reviewed < procedure["decided_on"]:
            continue
        yield {
            "tenant_id": procedure["tenant_id"], "procedure_id": procedure["id"], "year": year, "outcome": outcome,
            "findings": _FINDING if outcome == TO_REVISE else "", "reviewed_on": reviewed, "reviewer": "Tim Evaluasi SOP",
            "recorded_by": account_id, "recorded_at": now,
        }  # fmt: skip


def _counts(agency: Agency, turn: int, note: _Row, today: date, chance: random.Random) -> Iterator[_Row]:
    last = (today.year, quarter_of(today.month))
    for year in range(today.year - _YEARS + 1, today.year + 1):
        for quarter in (1, 2, 3, 4):
            # The quarter that runs is not told yet, and every third agency is one behind.
            late = (year, quarter) == (last if last[1] == 1 else (last[0], last[1] - 1)) and turn % 3 == 2
            if (year, quarter) >= last or late:
                continue
            for channel in _CHANNELS[: 2 + turn % 3]:
                received = chance.randrange(2, 18)
                settled = received - chance.randrange(0, min(received, 3 if year == today.year else 5))
                in_time = settled - chance.randrange(0, min(settled, 4) + 1)
                yield {
                    **note, "agency_id": agency.id, "year": year, "quarter": quarter, "channel": channel, "received": received,
                    "settled": settled, "in_time": in_time, "version": 1,
                }  # fmt: skip


def _fields(agencies: Sequence[Agency], note: _Row, today: date, chance: random.Random) -> Iterator[_Row]:
    for field, words in _CARRIERS.items():
        for agency in (each for each in agencies if any(word in each.name for word in words)):
            for year in range(today.year - _YEARS + 1, today.year + 1):
                reached = None if year == today.year else Decimal(chance.randrange(8200, 9999)) / 100
                yield {**note, "year": year, "field": field, "agency_id": agency.id, "reached": reached, "note": "", "version": 1}
