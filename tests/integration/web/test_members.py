"""The pages about members: who may open them, inviting, changing a role, removing."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.people import AgencyAssignment, Invitation, Membership
from tests.factories.members import PASSWORD, Workspace, add_workspace
from tests.web_pages import Browser


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


def _roles(session: Session, place: Workspace) -> list[str]:
    session.expire_all()
    statement = select(Membership.role).where(Membership.tenant_id == place.tenant_id, Membership.account_id == place.officer.id)
    return list(session.scalars(statement))


def test_the_list_names_everybody_with_role_and_agencies(admin: Browser, place: Workspace) -> None:
    page = admin.get(f"/t/{place.slug}/anggota/")
    assert page.title == "Anggota"
    for words in ("Admin Pertama", "Budi Santoso", "Petugas perangkat daerah", "Dinas Kesehatan", "belum pernah"):
        assert words in page.text


def test_an_officer_may_not_even_know_the_page(app: Flask, place: Workspace) -> None:
    browser = Browser(app)
    browser.log_in(place.officer.email, PASSWORD)
    assert browser.get(f"/t/{place.slug}/").status == 200
    for path in ("", "undang", f"{place.admin.id}/peran", f"{place.admin.id}/keluarkan"):
        assert browser.get(f"/t/{place.slug}/anggota/{path}").status == 404


def test_an_admin_of_another_tenant_finds_nothing(app: Flask, place: Workspace, session: Session) -> None:
    other = add_workspace(session, slug="kota-lain", name="Kota Lain")
    session.commit()
    browser = Browser(app)
    browser.log_in(other.admin.email, PASSWORD)
    assert browser.get(f"/t/{place.slug}/anggota/").status == 404
    assert browser.get(f"/t/{other.slug}/anggota/{place.officer.id}/peran").status == 404
    assert browser.get(f"/t/{other.slug}/anggota/{place.officer.id}/keluarkan").status == 404


def test_inviting_an_officer(admin: Browser, place: Workspace, session: Session) -> None:
    page = admin.get(f"/t/{place.slug}/anggota/undang")
    incomplete = admin.send(page, {"email": "rina@tirta.go.id", "role": "agency-officer"})
    assert incomplete.errors() == ["Perangkat daerah: Pilih paling sedikit satu perangkat daerah untuk petugas."]
    done = admin.follow(admin.send(incomplete, {"agencies": [str(place.agencies[1])]}))
    assert "rina@tirta.go.id" in done.text
    row = session.scalars(select(Invitation).where(Invitation.tenant_id == place.tenant_id)).one()
    assert (row.email, row.role, row.agency_ids) == ("rina@tirta.go.id", "agency-officer", [str(place.agencies[1])])


@pytest.mark.parametrize("email", ["rina", "rina@", "rina@tirta", "a b@c.id", "rina@tirta.go.id'; --"])
def test_an_address_that_is_none_is_refused(admin: Browser, place: Workspace, email: str) -> None:
    page = admin.send(admin.get(f"/t/{place.slug}/anggota/undang"), {"email": email, "role": "leader"})
    assert page.status == 422
    assert len(page.errors()) == 1


def test_a_role_of_another_kind_of_tenant_is_refused(admin: Browser, place: Workspace) -> None:
    page = admin.send(admin.get(f"/t/{place.slug}/anggota/undang"), {"email": "rina@tirta.go.id", "role": "province-admin"})
    assert page.status == 422


def test_taking_an_invitation_back(admin: Browser, place: Workspace, session: Session) -> None:
    admin.send(admin.get(f"/t/{place.slug}/anggota/undang"), {"email": "rina@tirta.go.id", "role": "leader"})
    row = session.scalars(select(Invitation).where(Invitation.tenant_id == place.tenant_id)).one()
    action = f"/t/{place.slug}/anggota/undangan/{row.id}/tarik"
    page = admin.follow(admin.send(admin.get(f"/t/{place.slug}/anggota/"), action=action))
    assert "sudah ditarik" in page.text
    assert "Undangan yang belum diterima" not in page.text


def test_changing_role_and_agencies(admin: Browser, place: Workspace, session: Session) -> None:
    path = f"/t/{place.slug}/anggota/{place.officer.id}/peran"
    page = admin.get(path)
    assert page.filled()["role"] == ["agency-officer"]
    assert page.filled()["agencies"] == [str(place.agencies[0])]
    admin.send(page, {"agencies": [str(place.agencies[1])]})
    session.expire_all()
    assigned = session.scalars(select(AgencyAssignment.agency_id).where(AgencyAssignment.tenant_id == place.tenant_id)).all()
    assert assigned == [place.agencies[1]]
    assert admin.send(admin.get(path), {"role": "leader"}).status == 302
    assert _roles(session, place) == ["leader"]


def test_the_last_admin_cannot_resign(admin: Browser, place: Workspace) -> None:
    page = admin.send(admin.get(f"/t/{place.slug}/anggota/{place.admin.id}/peran"), {"role": "leader"})
    assert page.status == 422
    assert "satu-satunya admin" in page.text


def test_removing_asks_for_the_name_and_ends_the_sessions(app: Flask, admin: Browser, place: Workspace, session: Session) -> None:
    officer = Browser(app)
    officer.log_in(place.officer.email, PASSWORD)
    path = f"/t/{place.slug}/anggota/{place.officer.id}/keluarkan"
    page = admin.get(path)
    assert page.title == "Keluarkan Budi Santoso?"
    wrong = admin.send(page, {"typed_name": "Budi"})
    assert wrong.status == 422
    assert _roles(session, place) == ["agency-officer"]
    done = admin.follow(admin.send(wrong, {"typed_name": "budi santoso"}))
    assert "sudah dikeluarkan" in done.text
    assert _roles(session, place) == []
    assert officer.get(f"/t/{place.slug}/").status == 302
