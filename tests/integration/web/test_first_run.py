"""From the front door to the first sticker: what one person of a regency goes through, page by page, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.mail import OutgoingMail
from puas.db.tables.people import Account, TenantRequest
from puas.usecases.approve_tenant_request import approve_tenant_request
from tests.factories.regency import NOW
from tests.web_pages import Browser, Page

MOST_SCREENS = 10


class Walk:
    """One person's way; remembers every different address they came to."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.screens: list[str] = []

    def open(self, path: str) -> Page:
        return self._arrive(self.browser.follow(self.browser.get(path)))

    def send(self, page: Page, data: dict[str, Any] | None = None, **options: Any) -> Page:
        return self._arrive(self.browser.follow(self.browser.send(page, data, **options)))

    def _arrive(self, page: Page) -> Page:
        assert page.status == 200, page.errors()
        path = page.response.request.path
        if path not in self.screens:
            self.screens.append(path)
        return page


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def link_to(session: Session, recipient: str, path: str) -> str:
    bodies = session.scalars(select(OutgoingMail.body).where(OutgoingMail.recipient == recipient).order_by(OutgoingMail.id.desc()))
    return next(found[0] for body in bodies if (found := re.search(path + r"/[^\s/]+", body)))


def approve(session: Session) -> None:
    operator = Account(id=new_id(), email="operator@puas.example", name="Operator")
    session.add(operator)
    session.flush()
    approve_tenant_request(
        session=session, request_id=session.scalars(select(TenantRequest.id)).one(), decided_by=operator.id, province_code=None,
        base_url="http://localhost", now=NOW,
    )  # fmt: skip
    session.commit()


def test_from_sign_up_to_the_first_sticker(browser: Browser, session: Session) -> None:
    walk, address = Walk(browser), "ortala@bojonegorokab.go.id"
    page = walk.send(walk.open("/daftar"), {"typed": "Bojonegoro"})
    page = walk.send(page, {"office_name": "Bagian Organisasi", "name": "Budi Santoso", "position": "Kepala Bagian", "email": address})
    walk.send(page)
    walk.send(walk.open(link_to(session, address, "/daftar/verifikasi")))
    approve(session)
    start = walk.send(walk.open(link_to(session, address, "/undangan")), {"name": "Budi Santoso", "password": "sawah hijau luas sekali"})
    assert start.response.request.path == "/t/bojonegoro/"

    room = "/t/bojonegoro"
    upload = next(link["href"] for link in start.html.select("a[href]") if str(link["href"]).endswith("/impor"))
    sheet = browser.get(f"{upload}/templat/csv").response.data.replace(b"Contoh: ", b"")
    preview = walk.send(walk.open(str(upload)), {"sheet": (BytesIO(sheet), "unit.csv")}, content_type="multipart/form-data")
    walk.send(preview, action=f"{upload}/terapkan")
    opened = walk.send(walk.open(f"{room}/survei/buka"))
    stickers = walk.send(opened, action=f"{room}/stiker/siapkan")
    assert stickers.response.request.path == f"{room}/stiker/cetakan", "the sheet to print"
    assert "Lembar stiker A4" in stickers.text
    assert len(walk.screens) <= MOST_SCREENS, walk.screens
