"""Two malls with ten agencies and thirty counters each, and a part of what was said lately as said at their counters."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from bench.registers.ground import Ground
from puas.db.identifiers import new_id
from puas.db.locators import CODE, MALL, take_codes
from puas.db.tables.malls import MallMember, ServiceMall
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.domain.mall_details import STICKER
from puas.usecases.recount_tallies import recount_tallies

MALLS, MEMBERS, COUNTERS = 2, 10, 3
# Answers of so many windows, the newest ones, were given at a counter: of each service that has one, every second.
_WINDOWS = 2
_AT_COUNTERS = """
    update response r set collection_point_id = c.id
    from collection_point c
    where r.tenant_id = :tenant_id and r.period_id = :period_id and c.tenant_id = r.tenant_id and c.mall_id is not null
        and c.service_type_id = r.service_type_id and r.age % 2 = 0"""


def add_malls(session: Session, ground: Ground) -> None:
    """Write rows of the malls, their members and their counters."""
    members = _members(ground)
    malls = [new_id() for _ in range(MALLS)]
    codes = take_codes(session, tenant_id=ground.tenant_id, targets=[str(each) for each in malls], kind=MALL)
    session.execute(
        insert(ServiceMall),
        [
            {
                **ground.note, "id": each, "name": f"Mal Pelayanan Publik {number}", "slug": f"mpp-{number}", "address": "Jalan Contoh 1",
                "decree": "Peraturan Bupati 12/2024 (contoh)", "opened_on": date(ground.years[0], 1, 5), "code": code, "state": "active",
            }
            for number, (each, code) in enumerate(zip(malls, codes, strict=True), start=1)
        ],
    )  # fmt: skip
    mall_of = {place: malls[turn // MEMBERS] for turn, place in enumerate(members)}
    session.execute(
        insert(MallMember),
        [
            {
                "tenant_id": ground.tenant_id, "mall_id": mall_id, "agency_id": ground.agencies[place][0],
                "joined_on": date(ground.years[0], 1, 5),
            }
            for place, mall_id in mall_of.items()
        ],
    )  # fmt: skip
    _add_counters(session, ground, mall_of)


def _members(ground: Ground) -> range:
    """The places of the agencies that serve in a mall; the last ones serve in none."""
    return range(min(len(ground.agencies), MALLS * MEMBERS))


def _add_counters(session: Session, ground: Ground, mall_of: dict[int, UUID]) -> None:
    counters = [(place, mall_id, service_id) for place, mall_id in mall_of.items() for service_id, _ in ground.services[place][:COUNTERS]]
    ids = [new_id() for _ in counters]
    codes = take_codes(session, tenant_id=ground.tenant_id, targets=[str(each) for each in ids], kind=CODE)
    session.execute(
        insert(CollectionPoint),
        [
            {
                "tenant_id": ground.tenant_id, "id": each, "agency_id": ground.agencies[place][0], "service_type_id": service_id,
                "kind": STICKER, "mall_id": mall_id, "place": f"Gerai {number}", "code": code, "state": "active",
                "created_at": ground.now,
            }
            for number, (each, code, (place, mall_id, service_id)) in enumerate(zip(ids, codes, counters, strict=True), start=1)
        ],
    )  # fmt: skip


def move_answers_to_counters(session: Session, ground: Ground) -> None:
    """Say of a part of the answers that they were given there; the use case counts them again, and no figure of an agency changes.

    Only the owner may: at which counter an answer was given is frozen for the services.
    """
    agency_ids = [ground.agencies[place][0] for place in _members(ground)]
    mine = (SurveyPeriod.tenant_id == ground.tenant_id, SurveyPeriod.agency_id.in_(agency_ids))
    windows = session.scalars(
        select(SurveyPeriod.starts_on).where(*mine).distinct().order_by(SurveyPeriod.starts_on.desc()).limit(_WINDOWS)
    )
    periods = session.scalars(select(SurveyPeriod.id).where(*mine, SurveyPeriod.starts_on.in_(windows.all()))).all()
    for period_id in periods:
        session.execute(text(_AT_COUNTERS), {"tenant_id": ground.tenant_id, "period_id": period_id})
        recount_tallies(session=session, tenant_id=ground.tenant_id, period_id=period_id)
