"""Leaving, page by page: the admin asks, the province decides, everything closes, and the archive waits for those it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, update

from puas.db import locators, tenancy
from puas.db.tables.people import Membership
from puas.db.tables.places import Tenant, TenantDeparture
from puas.db.tables.surveys import CollectionPoint
from puas.runtime.file_store import tenant_key
from tests.conftest import Committing
from tests.factories.rows import fill_tenant
from tests.factories.tenants import add_account, add_member, add_tenant
from tests.web_pages import Browser

ROOM = "/t/tirta/keluar"
AFTERWARDS = "/ruang-kerja/keluar/tirta"


@dataclass(frozen=True)
class People:
    """Who takes part."""

    tenant_id: int
    admin: UUID
    officer: UUID
    province: UUID
    other_province: UUID
    code: str


@pytest.fixture
def people(committing: Committing) -> People:
    with committing.session_factory() as session:
        made = {}
        for slug, code in (("jatim", "35"), ("jateng", "33")):
            province = add_tenant(session, slug=slug, name=f"Provinsi {slug}", kind="province", region_code=code)
            made[slug] = add_account(session, f"biro@{slug}.go.id").id
            add_member(session, tenant_id=province.id, account_id=made[slug], role="province-admin")
        filled = fill_tenant(session, slug="tirta", marker="Tirta", province_code="35", region_code="35.22")
        session.add(Membership(tenant_id=filled.id, account_id=filled.account_id, role="tenant-admin"))
        officer = add_account(session, "petugas@tirta.go.id")
        add_member(session, tenant_id=filled.id, account_id=officer.id, role="agency-officer")
        tenancy.enter(session, tenant_id=filled.id)
        point = session.scalars(select(CollectionPoint)).one()
        session.commit()
        # Codes of the factory are no codes as people type them; this one is.
        locators.remember(session, kind=locators.CODE, key="BCDFGHJ", target=str(point.id), tenant_id=filled.id)
        session.commit()
        return People(filled.id, filled.account_id, officer.id, made["jatim"], made["jateng"], "BCDFGHJ")


def as_(app: Flask, account_id: UUID) -> Browser:
    browser = Browser(app)
    browser.sign_in(account_id)
    return browser


def departure_id(place: Committing) -> UUID:
    with place.session_factory() as session:
        return session.scalars(select(TenantDeparture.id).order_by(TenantDeparture.requested_at.desc())).first()  # type: ignore[return-value]


def test_from_asking_to_the_closed_pages_and_the_archive(committed_app: Flask, committing: Committing, people: People) -> None:
    admin, province = as_(committed_app, people.admin), as_(committed_app, people.province)
    settings = admin.get("/t/tirta/pengaturan")
    assert settings.html.select_one(f'a[href="{ROOM}"]') is not None
    page = admin.get(ROOM)
    for words in ("2 anggota tidak dapat masuk lagi", "1 periode masih terbuka", "Arsip lengkap dibuat", "tidak dapat dibatalkan"):
        assert words in page.text, words
    wrong = admin.send(page, {"reason": "Pindah", "typed_name": "Kabupaten Lain"})
    assert wrong.status == 422 and wrong.filled()["reason"].strip() == "Pindah"
    asked = admin.follow(admin.send(page, {"reason": "Pindah ke instalasi sendiri", "typed_name": "kabupaten tirta"}))
    assert "Permohonan keluar sedang menunggu" in asked.title
    assert admin.get("/t/tirta/").status == 200

    readiness = province.get("/t/jatim/kesiapan")
    assert "1 permohonan keluar menunggu" in readiness.text and "Pindah ke instalasi sendiri" in readiness.text
    assert "permohonan keluar" not in as_(committed_app, people.other_province).get("/t/jateng/kesiapan").text
    path = f"/t/jatim/kesiapan/keluar/{departure_id(committing)}/setujui"
    asking = province.get(path)
    assert "Biarkan Kabupaten Tirta keluar dari Puas?" in asking.title
    assert province.send(asking, {"typed_name": "Kabupaten Lain"}).status == 422
    done = province.follow(province.send(asking, {"typed_name": "Kabupaten Tirta"}))
    assert "sudah keluar" in done.text
    assert province.get(path).status == 404

    committed_app.extensions["puas_known_points"].forget()
    stranger = Browser(committed_app)
    form = stranger.get(f"/s/{people.code}")
    assert form.status == 410 and "tidak lagi memakai layanan survei ini" in form.text
    assert stranger.get("/publik/tirta").status == 410
    assert admin.get("/t/tirta/").status == 404
    workspaces = admin.get("/ruang-kerja")
    assert workspaces.html.select_one(f'a[href="{AFTERWARDS}"]') is not None
    assert "Arsip sedang dibuat" in admin.get(AFTERWARDS).text
    assert admin.get(f"{AFTERWARDS}/arsip").status == 404


def test_only_its_admins_fetch_the_archive_and_only_in_time(committed_app: Flask, committing: Committing, people: People) -> None:
    from puas_web.file_storage import file_store

    now = datetime.now(UTC)
    with committing.session_factory() as session:
        key = tenant_key(people.tenant_id, "archives", "x.zip")
        session.add(
            TenantDeparture(
                id=people.admin, tenant_id=people.tenant_id, state="left", requested_at=now, decided_at=now, archive_state="ready",
                archive_key=key, archive_size=5, archive_sha256="abc", expires_at=now + timedelta(days=1),
            )
        )  # fmt: skip
        session.execute(update(Tenant).where(Tenant.id == people.tenant_id).values(state="left"))
        session.commit()
    with committed_app.app_context():
        file_store().write(key, b"arsip", content_type="application/zip")
    admin = as_(committed_app, people.admin)
    assert "Unduh arsip" in admin.get(AFTERWARDS).text
    answer = admin.get(f"{AFTERWARDS}/arsip").response
    assert (answer.status_code, answer.data) == (200, b"arsip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="arsip-tirta.zip"'
    assert "no-store" in answer.headers["Cache-Control"]
    for account in (people.officer, people.province, people.other_province):
        for path in (AFTERWARDS, f"{AFTERWARDS}/arsip"):
            assert as_(committed_app, account).get(path).status == 404
    assert Browser(committed_app).get(f"{AFTERWARDS}/arsip").status == 302
    with committing.session_factory() as session:
        session.execute(update(TenantDeparture).values(expires_at=now - timedelta(seconds=1)))
        session.commit()
    assert admin.get(f"{AFTERWARDS}/arsip").status == 404


def test_a_refusal_is_told_and_a_wish_can_be_taken_back(committed_app: Flask, committing: Committing, people: People) -> None:
    admin, province = as_(committed_app, people.admin), as_(committed_app, people.province)
    values = {"reason": "Pindah", "typed_name": "Kabupaten Tirta"}
    admin.send(admin.get(ROOM), values)
    path = f"/t/jatim/kesiapan/keluar/{departure_id(committing)}/tolak"
    assert province.send(province.get(path), {"reason": ""}).status == 422
    assert "ditolak" in province.follow(province.send(province.get(path), {"reason": "Tunggu akhir tahun"})).text
    page = admin.get(ROOM)
    assert "Permohonan sebelumnya ditolak" in page.text and "Tunggu akhir tahun" in page.text
    waiting = admin.follow(admin.send(page, values))
    assert "ditarik" in admin.follow(admin.send(waiting)).text
    assert province.get(f"/t/jatim/kesiapan/keluar/{departure_id(committing)}/setujui").status == 404
    assert "permohonan keluar" not in province.get("/t/jatim/kesiapan").text


def test_neither_an_officer_nor_another_province_takes_part(committed_app: Flask, committing: Committing, people: People) -> None:
    admin = as_(committed_app, people.admin)
    admin.send(admin.get(ROOM), {"reason": "Pindah", "typed_name": "Kabupaten Tirta"})
    found = departure_id(committing)
    other = as_(committed_app, people.other_province)
    for deed in ("setujui", "tolak"):
        assert other.get(f"/t/jateng/kesiapan/keluar/{found}/{deed}").status == 404
        assert other.get(f"/t/jatim/kesiapan/keluar/{found}/{deed}").status == 404
        assert other.get(f"/operator/keluar/{found}/{deed}").status == 404
    assert as_(committed_app, people.officer).get(ROOM).status == 404
