"""Where people arrive: visitors, the demo's guests, those signed in, a province's admin."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.people import TenantRequest
from puas.runtime.demo_logins import DemoLogin, write_demo_logins
from puas.runtime.file_store import open_file_store
from puas.runtime.settings import WebSettings
from tests.factories.members import PASSWORD, add_login
from tests.factories.tenants import NOW, add_account, add_member, add_tenant
from tests.web_pages import Browser


def test_visitors_learn_what_it_is_and_where_to_begin(browser: Browser) -> None:
    page = browser.get("/")
    links = {link["href"] for link in page.html.select("main .actions a")}
    assert {"/daftar", "/masuk"} <= links
    assert not page.html.select("main form"), "nothing was seeded, so there is nobody to sign in as"


def test_the_demo_signs_in_with_one_button(browser: Browser, session: Session, settings: WebSettings, app: Flask) -> None:
    login = add_login(session, "rina@contoh.go.id", "Rina Astuti")
    tenant = add_tenant(session, slug="kota-contoh", name="Kota Contoh", kind="demo", region_code=None)
    add_member(session, tenant_id=tenant.id, account_id=login.id, role="tenant-admin")
    session.commit()
    people = [
        DemoLogin("tenant-admin", "Rina Astuti", "Kota Contoh", "rina@contoh.go.id", PASSWORD, "Menyiapkan survei"),
        DemoLogin("operator", "Operator", "Instalasi", "operator@contoh.go.id", PASSWORD),
    ]
    write_demo_logins(open_file_store(settings.files_url), people)
    page = browser.get("/")
    assert "Admin kabupaten/kota" in page.text and "Operator" in page.text and PASSWORD in page.text
    first = page.html.select("main form")[0]
    data = {str(field["name"]): str(field["value"]) for field in first.select("input")}
    assert browser.follow(browser.post("/masuk", data)).response.request.path == "/t/kota-contoh/"
    browser.post("/keluar", data)
    app.extensions["puas_demo_mode"] = False
    assert PASSWORD not in browser.get("/").response.text


def test_who_is_signed_in_goes_to_work(browser: Browser, session: Session) -> None:
    account = add_account(session, "rina@contoh.go.id")
    for slug, name, code in (("bojonegoro", "Kabupaten Bojonegoro", "35.22"), ("kota-madiun", "Kota Madiun", "35.77")):
        tenant = add_tenant(session, slug=slug, name=name, region_code=code)
        add_member(session, tenant_id=tenant.id, account_id=account.id, role="leader")
    session.commit()
    browser.sign_in(account.id)
    page = browser.follow(browser.get("/"))
    assert "Kabupaten Bojonegoro" in page.text and "Kota Madiun" in page.text


def test_a_province_sees_who_waits_and_who_is_on_board(browser: Browser, session: Session) -> None:
    province = add_tenant(session, slug="provinsi-jawa-timur", name="Provinsi Jawa Timur", kind="province", region_code="35")
    add_tenant(session, slug="kota-madiun", name="Kota Madiun", region_code="35.77")
    add_tenant(session, slug="kota-semarang", name="Kota Semarang", region_code="33.74")
    for code in ("35.22", "33.04"):
        session.add(
            TenantRequest(
                id=new_id(), region_code=code, email="a@b.go.id", name="A", position="B", office_name="C", state="waiting",
                created_at=NOW, verified_at=NOW,
            )
        )  # fmt: skip
    for role in ("province-admin", "province-viewer"):
        account = add_account(session, f"{role}@jatimprov.go.id")
        add_member(session, tenant_id=province.id, account_id=account.id, role=role)
        session.commit()
        browser.sign_in(account.id)
        page = browser.get("/t/provinsi-jawa-timur/")
        assert "Kota Semarang" not in page.text
        assert "1 / 38" in page.text
        assert ("1 permohonan bergabung menunggu" in page.text) == (role == "province-admin")
