"""A province is a tenant too: every page of its settings opens and works, and those of a regency's survey are not there."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.people import Invitation
from puas.db.tables.places import TenantProfile
from tests.factories.members import PASSWORD, Workspace, add_workspace
from tests.web_pages import Browser

ROOM = "/t/jatim"


@pytest.fixture
def place(session: Session) -> Workspace:
    place = add_workspace(session, slug="jatim", name="Provinsi Jawa Timur", kind="province")
    session.commit()
    return place


@pytest.fixture
def admin(app: Flask, place: Workspace) -> Browser:
    browser = Browser(app)
    assert browser.log_in(place.admin.email, PASSWORD).status == 302
    return browser


def _profile(session: Session, place: Workspace) -> TenantProfile:
    session.expire_all()
    tenancy.enter(session, tenant_id=place.tenant_id)
    return session.scalars(select(TenantProfile).where(TenantProfile.tenant_id == place.tenant_id)).one()


def test_every_card_leads_to_a_page_that_opens(admin: Browser) -> None:
    page = admin.get(f"{ROOM}/pengaturan")
    links = [str(card["href"]) for card in page.html.select("main a.card")]
    assert {f"{ROOM}/pengaturan/identitas", f"{ROOM}/pengaturan/lambang", f"{ROOM}/narahubung", f"{ROOM}/keluar"} <= set(links)
    assert {link: admin.get(link).status for link in links if admin.get(link).status != 200} == {}
    for words in ("Cara menghitung", "Bentuk laporan", "Rekap tahun-tahun lama", "Token API"):
        assert words not in page.text


def test_letterhead_and_signatory(admin: Browser, session: Session, place: Workspace) -> None:
    identity = admin.get(f"{ROOM}/pengaturan/identitas")
    told = {"government_name": "Pemerintah Provinsi Jawa Timur", "office_name": "Biro Organisasi", "phone": "(031) 3524001"}
    answer = admin.send(identity, told)
    assert answer.status == 302
    letters = next(
        str(card["href"]) for card in admin.get(f"{ROOM}/pengaturan").html.select("main a.card") if "Surat resmi" in card.get_text()
    )
    form = admin.get(letters)
    assert admin.send(form, {"signatory_position": "Kepala Biro Organisasi", "signatory_name": "Sri Wahyuni, S.H."}).status == 302
    profile = _profile(session, place)
    assert (profile.office_name, profile.signatory_name) == ("Biro Organisasi", "Sri Wahyuni, S.H.")


def test_emblem(admin: Browser, session: Session, place: Workspace) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (256, 256), (11, 92, 138)).save(picture, "PNG")
    page = admin.get(f"{ROOM}/pengaturan/lambang")
    answer = admin.post(
        f"{ROOM}/pengaturan/lambang",
        {**page.filled(), "picture": (io.BytesIO(picture.getvalue()), "lambang.png")},
        content_type="multipart/form-data",
    )
    assert answer.status == 302
    assert _profile(session, place).emblem_key
    shown = admin.get(f"{ROOM}/pengaturan/lambang").html.select_one("main img")
    assert shown is not None and admin.get(str(shown["src"])).status == 200


def test_members_audit_and_leaving(admin: Browser, session: Session, place: Workspace) -> None:
    invite = admin.get(f"{ROOM}/anggota/undang")
    assert "Pengamat provinsi" in invite.text and "Petugas perangkat daerah" not in invite.text
    assert admin.send(invite, {"email": "pengamat@jatimprov.go.id", "role": ["province-viewer"]}).status == 302
    tenancy.enter(session, tenant_id=place.tenant_id)
    assert session.scalars(select(Invitation.role)).all() == ["province-viewer"]
    assert "Mengundang anggota" in admin.get(f"{ROOM}/pengaturan/catatan-kegiatan").text
    leaving = admin.get(f"{ROOM}/keluar")
    assert "Kabupaten/kota tetap bekerja seperti biasa" in leaving.text
    assert "stiker" not in leaving.text
