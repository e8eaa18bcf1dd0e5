"""Public addresses of agencies and services: one each, kept for good, and given out once even at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.agencies import Agency, ServiceType
from puas.domain.agency_details import AgencyDetails, ServiceDetails
from puas.domain.agency_sheet import AgencySheet, read_agency_sheet
from puas.usecases.archive_agency import archive_agency
from puas.usecases.import_agencies import import_agencies
from puas.usecases.save_agency import save_agency
from puas.usecases.save_service_type import save_service_type
from tests.factories.regency import NOW, make_agency, make_regency

if TYPE_CHECKING:
    from tests.conftest import Committing

HEADINGS = ["Nama perangkat daerah", "Singkatan", "Nama layanan"]


def _sheet(*rows: list[str]) -> AgencySheet:
    return read_agency_sheet(enumerate([HEADINGS, *rows], start=1))


def _slugs(session: Session, tenant_id: int) -> dict[str, str | None]:
    return {row[0]: row[1] for row in session.execute(select(Agency.name, Agency.slug).where(Agency.tenant_id == tenant_id))}


def test_a_rename_leaves_the_address(session: Session) -> None:
    tenant = make_regency(session)
    agency, (service,) = make_agency(session, tenant.id, "Dinas Kesehatan", services=[("Kartu Kuning", 5)])
    assert (agency.slug, service.slug) == ("dinas-kesehatan", "kartu-kuning")
    named: dict[str, Any] = {"session": session, "tenant_id": tenant.id, "account_id": None, "now": NOW}
    save_agency(**named, agency_id=agency.id, details=AgencyDetails(name="Dinas Kesehatan dan KB", short_name="Dinkes"))
    save_service_type(**named, agency_id=agency.id, service_type_id=service.id, details=ServiceDetails(name="Kartu AK-1"))
    session.refresh(agency)
    session.refresh(service)
    assert (agency.slug, service.slug) == ("dinas-kesehatan", "kartu-kuning")


def test_an_archived_agency_keeps_its_address(session: Session) -> None:
    tenant = make_regency(session)
    first, _ = make_agency(session, tenant.id, "Dinas A")
    save: dict[str, Any] = {"session": session, "tenant_id": tenant.id, "account_id": None, "now": NOW}
    save_agency(**save, agency_id=first.id, details=AgencyDetails(name="Dinas A", short_name="Dinas"))
    archive_agency(session=session, tenant_id=tenant.id, agency_id=first.id, account_id=None, now=NOW)
    second = save_agency(**save, details=AgencyDetails(name="Dinas-A"))
    assert (first.slug, second.slug) == ("dinas-a", "dinas-a-2")


def test_another_tenant_and_another_agency_may_have_the_same(session: Session) -> None:
    for _ in range(2):
        tenant = make_regency(session)
        for number, name in enumerate(("Dinas A", "Dinas B")):
            agency, (service,) = make_agency(session, tenant.id, name, services=[("KTP", 5)])
            assert (agency.slug, service.slug) == (f"dinas-{'ab'[number]}", "ktp")


def test_an_agency_of_old_gets_its_address_at_the_next_save(session: Session) -> None:
    tenant = make_regency(session)
    agency, _ = make_agency(session, tenant.id, "Dinas A")
    agency.slug = None
    session.flush()
    save_agency(
        session=session, tenant_id=tenant.id, account_id=None, now=NOW, agency_id=agency.id, details=AgencyDetails(name="Dinas Air")
    )
    assert agency.slug == "dinas-air"


def test_an_import_names_each_apart(session: Session) -> None:
    tenant = make_regency(session)
    make_agency(session, tenant.id, "Dinas A", services=[("KTP", 5)])
    sheet = _sheet(
        ["Dinas-A", "", "KTP el"],
        ["", "", "KTP-el"],
        ["", "", "ktp (el)"],
        ["Dinas C", "DC", "X"],
        ["dc", "", "X"],
        ["dinas a", "", "K.T.P"],
    )
    import_agencies(session=session, tenant_id=tenant.id, sheet=sheet, account_id=None, now=NOW)
    assert _slugs(session, tenant.id) == {"dinas a": "dinas-a", "Dinas-A": "dinas-a-2", "Dinas C": "dc", "dc": "dc-2"}
    services = session.execute(select(ServiceType.name, ServiceType.slug).where(ServiceType.tenant_id == tenant.id))
    assert {("KTP el", "ktp-el"), ("KTP-el", "ktp-el-2"), ("ktp (el)", "ktp-el-3"), ("K.T.P", "k-t-p")} <= {tuple(row) for row in services}


def test_a_sheet_changes_no_address(session: Session) -> None:
    tenant = make_regency(session)
    make_agency(session, tenant.id, "Dinas A", services=[("KTP", 5)])
    import_agencies(session=session, tenant_id=tenant.id, sheet=_sheet(["DINAS A", "DA", "ktp"]), account_id=None, now=NOW)
    assert _slugs(session, tenant.id) == {"DINAS A": "dinas-a"}


def test_six_at_the_same_moment_get_six_addresses(committing: Committing) -> None:
    with committing.session_factory() as session:
        tenant = make_regency(session)
        session.commit()
    start = Barrier(6)

    def add(number: int) -> None:
        with committing.session_factory() as session:
            tenancy.enter(session, tenant_id=tenant.id)
            start.wait()
            if number % 3:
                save_agency(
                    session=session,
                    tenant_id=tenant.id,
                    account_id=None,
                    now=NOW,
                    details=AgencyDetails(name=f"Dinas {number}", short_name="D"),
                )
            else:
                import_agencies(
                    session=session, tenant_id=tenant.id, sheet=_sheet([f"Dinas {number}", "D", "KTP"]), account_id=None, now=NOW
                )
            session.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add, range(6)))
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=tenant.id)
        assert sorted(_slugs(session, tenant.id).values(), key=str) == ["d", "d-2", "d-3", "d-4", "d-5", "d-6"]
