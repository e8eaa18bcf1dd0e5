"""A regency signs itself up through the pages, as a browser without scripts does it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.mail import OutgoingMail
from puas.db.tables.people import TenantRequest
from puas.runtime import clock
from tests.factories.tenants import add_account, add_member, add_tenant
from tests.web_pages import Browser, Page

ANSWERS = {
    "office_name": "Bagian Organisasi",
    "name": "Budi Santoso",
    "position": "Kepala Bagian",
    "email": "ortala@bojonegorokab.go.id",
}


def link_in_last_mail(session: Session) -> str:
    body = session.scalars(select(OutgoingMail.body).order_by(OutgoingMail.id.desc())).first() or ""
    found = re.search(r"http://localhost(/\S+)", body)
    assert found, body
    return found[1]


def signed_up(browser: Browser, **changes: str) -> Page:
    """Three pages: choose, fill in, check; the last answer says that the link is sent."""
    page = browser.follow(browser.send(browser.get("/daftar"), {"typed": "bojonegoro"}))
    page = browser.follow(browser.send(page, {**ANSWERS, **changes}))
    return browser.follow(browser.send(page))


def test_sign_up_from_the_first_page_to_the_waiting_room(browser: Browser, session: Session) -> None:
    sent = signed_up(browser)
    assert sent.title == "Periksa surel Anda"
    assert ANSWERS["email"] in sent.text
    assert sent.html.find("a", href="/demo/kotak-keluar"), "the demo shows where mail goes"
    page = browser.get(link_in_last_mail(session))
    assert page.title == "Konfirmasi alamat surel"
    assert session.scalars(select(TenantRequest.state)).all() == ["unverified"], "opening the link proves nothing"
    for _pressed_twice in range(2):
        assert browser.follow(browser.send(page)).title == "Terima kasih, permohonan Anda menunggu persetujuan"
    assert session.scalars(select(TenantRequest.state)).all() == ["waiting"]


def test_a_name_that_fits_two_regions_asks_which(browser: Browser) -> None:
    page = browser.send(browser.get("/daftar"), {"typed": "madiun"})
    assert page.status == 422
    buttons = {button["value"]: button.get_text(" ", strip=True) for button in page.html.select("button[name=code]")}
    assert buttons == {"35.19": "Kabupaten Madiun, Jawa Timur", "35.77": "Kota Madiun, Jawa Timur"}
    assert browser.send(page, {"code": "35.77"}).location == "/daftar/35.77"


def test_the_list_by_province_works_without_typing(browser: Browser) -> None:
    page = browser.get("/daftar")
    groups = {group["label"] for group in page.html.select("select optgroup")}
    assert {"Jawa Timur", "Papua Barat Daya"} <= groups
    assert "DKI Jakarta" not in groups
    assert browser.send(page, {"listed": "52.01"}).location == "/daftar/52.01"


@pytest.mark.parametrize("data", [{"typed": "Atlantis"}, {"typed": ""}, {"listed": "31.71"}, {"code": "99.99"}, {"typed": "x" * 200}])
def test_an_unknown_region_is_explained(browser: Browser, data: dict[str, str]) -> None:
    page = browser.send(browser.get("/daftar"), data)
    assert page.status == 422 and page.errors()


def test_answers_are_kept_on_a_mistake_and_on_the_way_back(browser: Browser) -> None:
    page = browser.send(browser.get("/daftar/35.22"), {**ANSWERS, "email": "bukan surel"})
    assert page.status == 422
    assert page.errors() == ["Alamat surel dinas: Tulis alamat surel yang lengkap, misalnya nama@bojonegorokab.go.id."]
    assert page.filled()["name"] == "Budi Santoso"
    check = browser.follow(browser.send(page, {"email": "budi@gmail.com"}))
    assert "tidak berakhiran .go.id" in check.text
    assert browser.get("/daftar/35.22").filled()["email"] == "budi@gmail.com"
    assert browser.get("/daftar/35.19/periksa").location == "/daftar/35.19", "the draft belongs to one region"


def test_a_region_on_board_shows_whom_to_ask(browser: Browser, session: Session) -> None:
    tenant = add_tenant(session, slug="bojonegoro", name="Kabupaten Bojonegoro", region_code="35.22")
    add_member(session, tenant_id=tenant.id, account_id=add_account(session, "rina@b.go.id", "Rina Astuti").id, role="tenant-admin")
    session.commit()
    page = browser.follow(browser.send(browser.get("/daftar"), {"typed": "Kabupaten Bojonegoro, Jawa Timur"}))
    assert page.title == "Kabupaten Bojonegoro sudah terdaftar"
    assert "Rina Astuti" in page.text and "Bagian Organisasi" in page.text
    assert "rina@b.go.id" not in page.response.text
    assert browser.send(browser.get("/daftar/35.19"), ANSWERS, action=None).status == 302


def test_a_region_taken_while_filling_in_is_not_requested(browser: Browser, session: Session) -> None:
    check = browser.follow(browser.send(browser.get("/daftar/35.22"), ANSWERS))
    add_tenant(session, slug="bojonegoro", name="Kabupaten Bojonegoro", region_code="35.22")
    session.commit()
    assert "sudah terdaftar" in browser.follow(browser.send(check)).title
    assert session.scalars(select(TenantRequest)).all() == []


def test_links_that_are_old_or_made_up(browser: Browser, session: Session) -> None:
    signed_up(browser)
    link = link_in_last_mail(session)
    with time_machine.travel(clock.now() + timedelta(days=3, minutes=1)):
        for address in (link, "/daftar/verifikasi/" + "x" * 43):
            page = browser.get(address)
            assert page.status == 410
            assert page.title == "Tautan ini tidak berlaku lagi"


@pytest.mark.parametrize("path", ["/daftar/31.71", "/daftar/77.77", "/daftar/3522", "/daftar/35"])
def test_regions_that_cannot_sign_up_have_no_page(browser: Browser, path: str) -> None:
    assert browser.get(path).status == 404


def test_a_post_without_its_token_is_refused(browser: Browser, session: Session) -> None:
    assert browser.post("/daftar/35.22", ANSWERS).status == 400


def test_the_outbox_shows_letters_with_working_links(browser: Browser, session: Session) -> None:
    assert "Belum ada surel" in browser.get("/demo/kotak-keluar").text
    signed_up(browser)
    page = browser.get("/demo/kotak-keluar")
    links = [str(link["href"]) for link in page.html.select(".mail-body a")]
    assert len(links) == 1
    assert browser.get(links[0].removeprefix("http://localhost")).title == "Konfirmasi alamat surel"


def test_outside_of_the_demo_there_is_no_outbox(app: Flask, browser: Browser) -> None:
    app.extensions["puas_demo_mode"] = False
    assert browser.get("/demo/kotak-keluar").status == 404
    assert browser.get("/daftar").status == 200
