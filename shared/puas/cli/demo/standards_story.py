"""The standards and pledges of a demo regency: three agencies have everything, some half, some nothing; one review is late."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from puas.cli.demo.story import SEED_FOLDER
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Tenant
from puas.db.tables.standards import ServicePledge, ServiceStandard
from puas.domain.report_details import place_of
from puas.domain.service_pledge import PROPOSED
from puas.domain.service_standards import DRAFT, IN_FORCE, PUBLIC, REPLACED, next_review
from puas.domain.yardsticks import STANDARDS
from puas.usecases.share_yardsticks import share_yardsticks

_COMPLETE = 3
_PLEDGED = 5
_YEAR = timedelta(days=365)
# The first version of the best three is from the year before last, the second from last year: three years stand side by side.
_FIRST, _SECOND = timedelta(days=800), timedelta(days=300)
_LATE = timedelta(days=410)
_DAYS = (1, 3, 5, 7, 14)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Writes rows for one regency."""

    tenant: Tenant
    account_id: UUID | None
    now: datetime
    texts: dict[str, Any]

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.tenant.time_zone)).date()

    def moment(self, day: date) -> datetime:
        return datetime.combine(day, time(9, 0), ZoneInfo(self.tenant.time_zone)).astimezone(UTC)

    def components(self, service: ServiceType, turn: int) -> dict[str, str]:
        facts = {"service": service.name, "days": _DAYS[turn % len(_DAYS)]}
        words = {slug: text.format(**facts) for slug, text in self.texts["components"].items()}
        return words if service.is_free else {**words, "biaya": "Sesuai Peraturan Daerah tentang retribusi (contoh)"}

    def row(self, service: ServiceType, number: int, state: str, since: date | None, components: dict[str, str]) -> dict[str, Any]:
        decreed = since - timedelta(days=3) if since else None
        decree = f"188.4/{number}{service.name[:1].upper()}/{since.year}" if since else ""
        return {
            "tenant_id": self.tenant.id, "id": new_id(), "service_type_id": service.id, "agency_id": service.agency_id, "number": number,
            "state": state, "components": components, "decree_number": decree,
            "decree_date": decreed, "hearing_on": decreed - timedelta(days=20) if decreed else None, "reviewed_on": None,
            "review_due_on": next_review(decreed) if decreed else None, "media": [],
            "in_force_since": self.moment(since) if since else None, "replaced_at": None, "changed_by": self.account_id,
            "changed_at": self.now, "version": 1,
        }  # fmt: skip


def add_standards(
    session: Session, *, tenant: Tenant, agencies: Sequence[Agency], services: Sequence[Sequence[ServiceType]], account_id: UUID | None,
    now: datetime,
) -> None:  # fmt: skip
    """Write standards and pledges as plain rows, and what the register says of them."""
    texts = json.loads((SEED_FOLDER / "standards.json").read_text(encoding="utf-8"))
    teller = _Teller(tenant, account_id, now, texts)
    rows = [row for number, mine in enumerate(services) for row in _of_agency(teller, number, len(agencies), mine)]
    if rows:
        session.execute(insert(ServiceStandard), rows)
    pledges = [row for number, agency in enumerate(agencies[:_PLEDGED]) for row in _pledges(teller, number, agency)]
    if pledges:
        session.execute(insert(ServicePledge), pledges)
    share_yardsticks(session=session, tenant_id=tenant.id, now=now, yardsticks=(STANDARDS,))


def _of_agency(teller: _Teller, number: int, agencies: int, services: Sequence[ServiceType]) -> Iterator[dict[str, Any]]:
    if number < _COMPLETE:
        for place, service in enumerate(services):
            yield from _complete(teller, number, place, service)
    elif number < agencies // 2 + 1:
        for place, service in enumerate(services[:1]):
            yield _half(teller, number + place, service)
    elif number == agencies // 2 + 1 and services:
        yield teller.row(services[0], 1, DRAFT, None, {"waktu": "3 hari kerja", "biaya": "Gratis"})


def _complete(teller: _Teller, number: int, place: int, service: ServiceType) -> Iterator[dict[str, Any]]:
    words = teller.components(service, number + place)
    # The second service of the second agency was forgotten: its review is late.
    since = teller.today - (_LATE if (number, place) == (1, 1) else _SECOND)
    first = teller.row(service, 1, REPLACED, teller.today - _FIRST, {**words, "waktu": "14 hari kerja", "biaya": "Gratis"})
    second = teller.row(service, 2, IN_FORCE, since, words)
    first["replaced_at"] = second["in_force_since"]
    second["media"] = teller.texts["media"][(number + place) % len(teller.texts["media"])]
    yield first
    yield second
    if (number, place) == (0, 0):
        yield teller.row(service, 3, DRAFT, None, {**words, "waktu": "1 hari kerja bila berkas diterima sebelum pukul 10.00"})


def _half(teller: _Teller, turn: int, service: ServiceType) -> dict[str, Any]:
    """What citizens see was written, what keeps it up was not."""
    words = teller.components(service, turn)
    row = teller.row(service, 1, IN_FORCE, teller.today - _YEAR // 2, {each.slug: words[each.slug] for each in PUBLIC})
    if turn % 2:
        row["media"] = ["Papan informasi"]
    return row


def _pledges(teller: _Teller, number: int, agency: Agency) -> Iterator[dict[str, Any]]:
    signed = teller.today - _SECOND

    def row(body: str, day: date, replaced_at: datetime | None) -> dict[str, Any]:
        return {
            "tenant_id": teller.tenant.id, "id": new_id(), "agency_id": agency.id, "body": body, "place": place_of(teller.tenant.name),
            "dated_on": day, "signatory_name": agency.signatory_name, "signatory_position": agency.signatory_position,
            "media": ["Papan informasi"] if number < _COMPLETE else [], "decided_by": teller.account_id,
            "decided_at": teller.moment(day), "replaced_at": replaced_at,
        }  # fmt: skip

    if number == 0:
        yield row(teller.texts["earlier_pledge"], teller.today - _FIRST, teller.moment(signed))
    yield row(PROPOSED, signed, None)
