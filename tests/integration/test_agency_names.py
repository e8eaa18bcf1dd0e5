"""Agencies by the names people write in sheets."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.agency_names import agencies_by_name
from puas.db.tables.agencies import Agency
from tests.factories.regency import make_regency


def _add(session: Session, tenant_id: int, name: str, short_name: str, state: str = "active") -> UUID:
    agency = Agency(tenant_id=tenant_id, id=new_id(), name=name, short_name=short_name, state=state)
    session.add(agency)
    session.flush()
    return agency.id


def test_archived_agencies_are_found_where_wanted_and_take_no_name_from_others(session: Session) -> None:
    tenant_id = make_regency(session).id
    present = _add(session, tenant_id, "Dinas Kesehatan", "Dinkes")
    former = _add(session, tenant_id, "Dinas Pasar", "Dinkes", "archived")
    _add(session, tenant_id, "Dinas  kesehatan", "", "archived")
    found = {name: each.id for name, each in agencies_by_name(session, tenant_id=tenant_id).items()}
    assert found == {"dinas kesehatan": present, "dinkes": present}
    everyone = agencies_by_name(session, tenant_id=tenant_id, with_archived=True)
    assert {name: each.id for name, each in everyone.items()} == {**found, "dinas pasar": former}


def test_a_short_name_two_agencies_share_names_neither(session: Session) -> None:
    tenant_id = make_regency(session).id
    for name in ("Dinas Perhubungan", "Dinas Perdagangan"):
        _add(session, tenant_id, name, "Dishub")
    assert set(agencies_by_name(session, tenant_id=tenant_id)) == {"dinas perhubungan", "dinas perdagangan"}
