"""Collection points: codes that lead home, refusals, and retiring without freeing a code."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.identifiers import new_id
from puas.db.locators import CODE, CODE_ALPHABET, locate
from puas.db.session import unit_of_work
from puas.db.tables.surveys import CollectionPoint
from puas.usecases.create_collection_points import (
    NewPoint,
    UnableToCreateCollectionPoints,
    create_collection_points,
)
from puas.usecases.prepare_first_stickers import prepare_first_stickers
from puas.usecases.retire_collection_points import UnableToRetireCollectionPoints, retire_collection_points
from tests.conftest import Committing
from tests.factories.regency import NOW, make_agency, make_regency


def _create(session: Session, tenant_id: int, agency_id: UUID, *points: NewPoint) -> list[CollectionPoint]:
    return create_collection_points(
        session=session, tenant_id=tenant_id, agency_id=agency_id, points=points, account_id=None, now=NOW
    )


def test_codes_lead_to_their_point(session: Session) -> None:
    tenant = make_regency(session)
    agency, (service,) = make_agency(session, tenant.id, services=[("KTP", 88)])
    made = _create(
        session, tenant.id, agency.id, NewPoint(place="Loket 1", service_type_id=service.id), NewPoint("poster", "Lobi")
    )
    assert [(each.kind, each.place, each.service_type_id) for each in made] == [
        ("sticker", "Loket 1", service.id),
        ("poster", "Lobi", None),
    ]
    for point in made:
        assert len(point.code) == 7
        assert set(point.code) <= set(CODE_ALPHABET)
        found = locate(session, kind=CODE, key=point.code, now=NOW)
        assert found is not None
        assert (found.tenant_id, found.target) == (tenant.id, str(point.id))


def test_a_taken_code_is_tried_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    tenant = make_regency(session)
    agency, _ = make_agency(session, tenant.id)
    codes = iter(["AAAAAAA", "AAAAAAA", "AAAAAAA", "BBBBBBB", "CCCCCCC", "DDDDDDD"])
    monkeypatch.setattr(locators, "new_code", lambda: next(codes))
    assert [point.code for point in _create(session, tenant.id, agency.id, NewPoint())] == ["AAAAAAA"]
    made = _create(session, tenant.id, agency.id, NewPoint(place="1"), NewPoint(place="2"))
    assert {point.code for point in made} == {"BBBBBBB", "CCCCCCC"}
    assert [point.place for point in made] == ["1", "2"]


@pytest.mark.parametrize(
    ("point", "reason"),
    [
        (NewPoint(kind="balloon"), "unknown-kind"),
        (NewPoint(place="x" * 121), "place-too-long"),
        (NewPoint(service_type_id=new_id()), "unknown-service"),
    ],
)
def test_nonsense_is_refused(session: Session, point: NewPoint, reason: str) -> None:
    tenant = make_regency(session)
    agency, _ = make_agency(session, tenant.id)
    with pytest.raises(UnableToCreateCollectionPoints, match=reason):
        _create(session, tenant.id, agency.id, NewPoint(), point)
    assert session.scalar(select(func.count()).select_from(CollectionPoint)) == 0


def test_a_service_of_another_agency_is_unknown(session: Session) -> None:
    tenant = make_regency(session)
    agency, _ = make_agency(session, tenant.id, "Dinas A")
    _, (foreign,) = make_agency(session, tenant.id, "Dinas B", services=[("KTP", 1)])
    with pytest.raises(UnableToCreateCollectionPoints, match="unknown-service"):
        _create(session, tenant.id, agency.id, NewPoint(service_type_id=foreign.id))


def test_another_tenants_agency_is_unknown(session: Session) -> None:
    other = make_regency(session)
    agency, _ = make_agency(session, other.id)
    mine = make_regency(session)
    with pytest.raises(UnableToCreateCollectionPoints, match="unknown-agency"):
        _create(session, mine.id, agency.id, NewPoint())


def test_retired_codes_stay_taken(session: Session) -> None:
    tenant = make_regency(session)
    agency, _ = make_agency(session, tenant.id)
    first, second = _create(session, tenant.id, agency.id, NewPoint(), NewPoint())
    with pytest.raises(UnableToRetireCollectionPoints):
        retire_collection_points(
            session=session, tenant_id=tenant.id, agency_id=agency.id, point_ids=[first.id, new_id()], account_id=None, now=NOW
        )
    session.expire_all()
    assert first.state == "active"
    codes = retire_collection_points(
        session=session, tenant_id=tenant.id, agency_id=agency.id, point_ids=[first.id], account_id=None, now=NOW
    )
    session.expire_all()
    assert (codes, first.state, second.state) == ([first.code], "retired", "active")
    assert locate(session, kind=CODE, key=first.code, now=NOW) is not None


def test_two_clicks_at_once_make_the_first_stickers_once(committing: Committing) -> None:
    with unit_of_work(committing.session_factory) as session:
        tenant = make_regency(session)
        make_agency(session, tenant.id, "Dinas A", services=[("KTP", 88), ("KK", 3)])
    start = threading.Barrier(3)
    made: list[int] = []

    def click() -> None:
        with unit_of_work(committing.session_factory, tenant_id=tenant.id) as own:
            start.wait()
            done = prepare_first_stickers(
                session=own, tenant_id=tenant.id, agency_ids=None, account_id=None, base_url="http://localhost", now=NOW
            )
            made.append(done.stickers)

    threads = [threading.Thread(target=click) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(made) == [0, 0, 2]
