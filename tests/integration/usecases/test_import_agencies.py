"""Importing a sheet of agencies: everything or nothing, and a second time only what differs."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from puas.db.queries.agency_import import known_agencies
from puas.db.tables.agencies import Agency, ServiceType
from puas.domain.agency_import import ADDED, CHANGED, UNCHANGED, ImportPlan, plan_import
from puas.domain.agency_sheet import AgencySheet, SheetFault, read_agency_sheet
from puas.usecases.archive_agency import archive_agency
from puas.usecases.import_agencies import UnableToImportAgencies, import_agencies
from tests.factories.regency import NOW, make_agency, make_regency

HEADINGS = ["Nama perangkat daerah", "Alamat", "Nama layanan", "Pengguna per tahun", "Gratis"]


def _sheet(*rows: list[str]) -> AgencySheet:
    return read_agency_sheet(enumerate([HEADINGS, *rows], start=1))


def _import(session: Session, tenant_id: int, *rows: list[str], now: datetime = NOW) -> ImportPlan:
    return import_agencies(session=session, tenant_id=tenant_id, sheet=_sheet(*rows), account_id=None, now=now)


def _services(session: Session, tenant_id: int) -> list[tuple[str, str, int | None, bool]]:
    rows = session.execute(
        select(Agency.name, ServiceType.name, ServiceType.population, ServiceType.is_free)
        .join(ServiceType, (ServiceType.tenant_id == Agency.tenant_id) & (ServiceType.agency_id == Agency.id))
        .where(Agency.tenant_id == tenant_id)
        .order_by(Agency.name, ServiceType.created_at)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def test_new_agencies_in_the_order_of_the_sheet(session: Session) -> None:
    tenant = make_regency(session)
    plan = _import(
        session, tenant.id, ["Dinas A", "Jalan 1", "Zakat", "1.163", "ya"], ["", "", "Akta", "", ""], ["Dinas B", "", "KTP", "5", ""]
    )
    assert (plan.count_agencies(ADDED), plan.count_services(ADDED)) == (2, 3)
    assert _services(session, tenant.id) == [
        ("Dinas A", "Zakat", 1163, True),
        ("Dinas A", "Akta", None, False),
        ("Dinas B", "KTP", 5, False),
    ]


def test_a_second_import_changes_only_what_differs(session: Session) -> None:
    tenant = make_regency(session)
    rows = [["Dinas A", "Jalan 1", "KTP", "10", "ya"], ["", "", "KK", "20", ""]]
    _import(session, tenant.id, *rows)
    again = _import(session, tenant.id, *rows)
    assert not again.changes_anything
    plan = _import(session, tenant.id, ["dinas a", "Jalan 2", "ktp", "", ""], ["", "", "KIA", "7", ""], now=NOW + timedelta(days=1))
    assert (plan.count_agencies(CHANGED), plan.count_services(CHANGED), plan.count_services(ADDED)) == (1, 1, 1)
    differences = {each.field: (each.before, each.after) for each in plan.agencies[0].differences}
    assert differences == {"name": ("Dinas A", "dinas a"), "address": ("Jalan 1", "Jalan 2")}
    # A blank population and a blank "gratis" left what was known.
    assert _services(session, tenant.id) == [("dinas a", "ktp", 10, True), ("dinas a", "KK", 20, False), ("dinas a", "KIA", 7, False)]


def test_an_archived_agency_comes_back(session: Session) -> None:
    tenant = make_regency(session)
    agency, _ = make_agency(session, tenant.id, "Dinas A")
    archive_agency(session=session, tenant_id=tenant.id, agency_id=agency.id, account_id=None, now=NOW)
    plan = _import(session, tenant.id, ["Dinas A", "", "", "", ""])
    assert plan.agencies[0].restored
    assert session.scalar(select(Agency.state).where(Agency.id == agency.id)) == "active"


def test_with_one_fault_nothing_comes_in(session: Session) -> None:
    tenant = make_regency(session)
    with pytest.raises(UnableToImportAgencies) as refusal:
        _import(session, tenant.id, ["Dinas A", "", "KTP", "10", ""], ["Dinas B", "", "KK", "-1", ""])
    assert refusal.value.faults == (SheetFault(3, "D", "negative", "-1", "Pengguna per tahun"),)
    assert session.scalar(select(func.count()).select_from(Agency)) == 0


def test_an_agency_added_meanwhile_refuses_the_whole(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    tenant = make_regency(session)
    make_agency(session, tenant.id, "Dinas B")
    monkeypatch.setattr("puas.usecases.import_agencies.known_agencies", lambda *_: [])
    with pytest.raises(UnableToImportAgencies) as refusal:
        _import(session, tenant.id, ["Dinas A", "", "KTP", "10", ""], ["Dinas B", "", "", "", ""])
    assert refusal.value.faults == ()
    assert session.scalars(select(Agency.name)).all() == ["Dinas B"]


def test_other_tenants_names_do_not_matter(session: Session) -> None:
    make_agency(session, make_regency(session).id, "Dinas A", services=[("KTP", 1)])
    mine = make_regency(session)
    plan = plan_import(known_agencies(session, mine.id), _sheet(["Dinas A", "", "KTP", "", ""]).agencies)
    assert (plan.count_agencies(ADDED), plan.count_agencies(UNCHANGED)) == (1, 0)


def test_statements_do_not_grow_with_the_sheet(session: Session) -> None:
    tenant = make_regency(session)
    rows = [[f"Dinas {agency}", "", f"Layanan {number}", "10", ""] for agency in range(30) for number in range(10)]
    statements: list[str] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *details: statements.append(details[2]))
    _import(session, tenant.id, *rows)
    session.flush()
    assert len(_services(session, tenant.id)) == 300
    assert len(statements) < 20
