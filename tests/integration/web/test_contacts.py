"""The pages about contact persons: who writes them, who reads them, and what the province sees."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.contacts import list_contacts
from puas.db.tables.people import AuditEvent, TenantRequest
from puas.db.tables.places import TenantContact
from puas.domain.tenant_contacts import MOST_CONTACTS, ContactDetails
from puas.usecases.approve_tenant_request import approve_tenant_request
from puas.usecases.save_contact import save_contact
from tests.factories.members import NOW, PASSWORD, Workspace, add_workspace
from tests.factories.tenants import add_account, add_member, add_tenant
from tests.web_pages import Browser

ROOM = "/t/kabupaten-tirta/narahubung"


@pytest.fixture
def place(session: Session) -> Workspace:
    place = add_workspace(session)
    session.commit()
    tenancy.enter(session, tenant_id=place.tenant_id)
    return place


@pytest.fixture
def admin(app: Flask, place: Workspace) -> Browser:
    browser = Browser(app)
    assert browser.log_in(place.admin.email, PASSWORD).status == 302
    return browser


def _names(session: Session, place: Workspace) -> list[str]:
    session.expire_all()
    return [each.name for each in list_contacts(session, tenant_id=place.tenant_id)]


def _add(session: Session, place: Workspace, *names: str) -> list[TenantContact]:
    tenancy.enter(session, tenant_id=place.tenant_id)
    made = [
        save_contact(
            session=session, tenant_id=place.tenant_id, details=ContactDetails(name, "Kepala Bagian", "(0353) 881111", "o@tirta.go.id"),
            account_id=None, now=NOW,
        )
        for name in names
    ]  # fmt: skip
    session.commit()
    return made


def test_an_empty_list_offers_the_next_step(admin: Browser) -> None:
    page = admin.get(ROOM)
    assert "Belum ada narahubung" in page.text
    assert page.html.select_one(f'a[href="{ROOM}/tambah"]') is not None


def test_a_person_is_added_and_can_be_called_from_the_page(admin: Browser, session: Session, place: Workspace) -> None:
    form = admin.get(f"{ROOM}/tambah")
    answer = admin.send(
        form, {"name": "  Sri   Wahyuni ", "position": "Kabag Organisasi", "phone": "(0353) 881111", "email": "sri@tirta.go.id "}
    )
    assert answer.status == 302
    page = admin.get(ROOM)
    assert "Sri Wahyuni" in page.text
    assert page.html.select_one('a[href="tel:0353881111"]') is not None
    assert page.html.select_one('a[href="mailto:sri@tirta.go.id"]') is not None
    tenancy.enter(session, tenant_id=place.tenant_id)
    assert session.scalars(select(AuditEvent.action).where(AuditEvent.tenant_id == place.tenant_id)).all() == ["save_contact"]


def test_a_wrong_number_is_said_at_its_field_and_nothing_is_lost(admin: Browser, session: Session, place: Workspace) -> None:
    page = admin.send(admin.get(f"{ROOM}/tambah"), {"name": "Sri", "phone": "tanya satpam", "email": ""})
    assert page.status == 422
    assert any("Tulis nomor telepon dengan angka" in line for line in page.errors())
    assert page.filled()["phone"] == "tanya satpam"
    assert _names(session, place) == []


def test_the_order_is_the_order_of_calling(admin: Browser, session: Session, place: Workspace) -> None:
    first, second, third = _add(session, place, "Ani", "Budi", "Citra")
    assert admin.send(admin.get(ROOM), action=f"{ROOM}/{third.id}/naikkan").status == 302
    assert _names(session, place) == ["Ani", "Citra", "Budi"]
    assert admin.post(f"{ROOM}/{first.id}/naikkan", admin.get(ROOM).filled(f"{ROOM}/{third.id}/naikkan")).status == 302
    assert _names(session, place) == ["Ani", "Citra", "Budi"]
    assert second.place == 3


def test_a_person_is_removed_after_a_question(admin: Browser, session: Session, place: Workspace) -> None:
    ani = _add(session, place, "Ani")[0].id
    asked = admin.get(f"{ROOM}/{ani}/hapus")
    assert "Hapus Ani dari daftar?" in asked.title
    assert _names(session, place) == ["Ani"]
    admin.send(asked)
    assert _names(session, place) == []
    assert admin.get(f"{ROOM}/{ani}/hapus").status == 404


def test_the_list_has_an_end(admin: Browser, session: Session, place: Workspace) -> None:
    _add(session, place, *(f"Orang {number}" for number in range(MOST_CONTACTS)))
    page = admin.send(admin.get(f"{ROOM}/tambah"), {"name": "Satu lagi", "phone": "0353 881111"})
    assert page.status == 422
    assert any("Paling banyak 12" in line for line in page.errors())


def test_an_officer_reads_and_does_not_write(app: Flask, session: Session, place: Workspace) -> None:
    (ani,) = _add(session, place, "Ani")
    browser = Browser(app)
    browser.log_in(place.officer.email, PASSWORD)
    page = browser.get(ROOM)
    assert "Ani" in page.text
    assert page.html.select_one(f'a[href="{ROOM}/tambah"]') is None
    for path in ("tambah", f"{ani.id}/ubah", f"{ani.id}/hapus"):
        assert browser.get(f"{ROOM}/{path}").status == 404


def test_a_regency_sees_its_province_s_people_and_no_other_s(app: Flask, session: Session) -> None:
    for code, name in (("35", "Jawa Timur"), ("33", "Jawa Tengah")):
        province = add_tenant(session, slug=f"prov-{code}", name=f"Provinsi {name}", kind="province", region_code=code)
        with tenancy.inside(session, tenant_id=province.id):
            save_contact(
                session=session,
                tenant_id=province.id,
                details=ContactDetails(f"Biro {name}", phone="031 8411111"),
                account_id=None,
                now=NOW,
            )
    regency = add_tenant(session, slug="bojonegoro", name="Kabupaten Bojonegoro", region_code="35.22")
    place = add_workspace(session)
    add_member(session, tenant_id=regency.id, account_id=place.admin.id, role="tenant-admin")
    session.commit()
    browser = Browser(app)
    browser.log_in(place.admin.email, PASSWORD)
    page = browser.get("/t/bojonegoro/narahubung")
    assert "Narahubung Provinsi Jawa Timur" in page.text
    assert "Biro Jawa Timur" in page.text
    assert "Jawa Tengah" not in page.text


def test_a_contact_carries_its_tenant_s_province(session: Session) -> None:
    regency = add_tenant(session, slug="bojonegoro", name="Kabupaten Bojonegoro", region_code="35.22")
    with tenancy.inside(session, tenant_id=regency.id):
        made = save_contact(
            session=session, tenant_id=regency.id, details=ContactDetails("Ani", phone="031 8411111"), account_id=None, now=NOW
        )
    assert made.province_code == "35"


def test_the_applicant_is_the_first_contact(session: Session) -> None:
    account = add_account(session, "biro@jatimprov.go.id")
    request = TenantRequest(
        id=new_id(), region_code="35.22", email="ortala@bojonegorokab.go.id", name="Budi", position="Kabag Organisasi",
        office_name="Bagian Organisasi", state="waiting", created_at=NOW, verified_at=NOW,
    )  # fmt: skip
    session.add(request)
    session.flush()
    made = approve_tenant_request(
        session=session, request_id=request.id, decided_by=account.id, province_code=None, base_url="http://localhost", now=NOW
    )
    with tenancy.inside(session, tenant_id=made.id):
        (first,) = list_contacts(session, tenant_id=made.id)
    assert (first.name, first.position, first.email) == ("Budi", "Kabag Organisasi", "ortala@bojonegorokab.go.id")
