"""The badge an office puts on its own site: complete in itself, safe whatever an office is called, and open to other sites."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.domain.survey_period import triwulan
from tests.factories.published import publish_and_share
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.web_pages import Browser

NAME = '</text><script>alert("x")</script>& Dinas \'Panjang\' Sekali Urusan Kependudukan dan Pencatatan Sipil'
BADGE = "/publik/arjosari/dinas-kependudukan/lencana.svg"


@pytest.fixture
def surveyed(session: Session) -> Surveyed:
    made = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=(triwulan(2026, 1), triwulan(2026, 2)))
    publish_and_share(session, made)
    session.commit()
    return made


def test_it_says_index_letter_n_and_period(browser: Browser, surveyed: Surveyed) -> None:
    drawing = browser.get(f"{BADGE}?tahun=2026&bagian=triwulan-1").response
    assert drawing.mimetype == "image/svg+xml"
    root = ElementTree.fromstring(drawing.data)
    words = " ".join(root.itertext())
    for expected in ("Dinas Kependudukan", "87,22", "B", "Baik", "Triwulan I 2026", "220 responden"):
        assert expected in words, expected
    assert root.get("aria-label") is not None and root.get("role") == "img"


def test_it_needs_nothing_else(browser: Browser, surveyed: Surveyed) -> None:
    text = browser.get(BADGE).response.text.replace("http://www.w3.org/2000/svg", "")
    assert not [word for word in ("http", "href", "url(", "@import", "<script", "<image", "<use", " style=") if word in text]


def test_other_sites_may_show_it(browser: Browser, surveyed: Surveyed) -> None:
    headers = browser.get(BADGE).response.headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin" and headers["Access-Control-Allow-Origin"] == "*"
    assert browser.get("/publik/arjosari.json").response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in browser.get("/publik/arjosari").response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy


def test_names_are_text(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    session.execute(update(Agency).where(Agency.tenant_id == surveyed.tenant_id).values(name=NAME))
    session.commit()
    drawing = browser.get(BADGE).response
    root = ElementTree.fromstring(drawing.data)
    assert NAME in "".join(root.itertext())
    assert [child.tag for child in root.iter() if "script" in child.tag] == [] and b"<script" not in drawing.data
    page = browser.get("/publik/arjosari/dinas-kependudukan/pasang-lencana")
    code = page.html.select("textarea")
    # What is copied is markup again, so names in it are escaped once more than on the page.
    assert len(code) == 3 and "<script" not in code[0].get_text()


@pytest.mark.parametrize(("theme", "dark", "light"), [("terang", False, True), ("gelap", True, False), ("", True, True), ("x", True, True)])
def test_light_and_dark(browser: Browser, surveyed: Surveyed, theme: str, dark: bool, light: bool) -> None:
    text = browser.get(f"{BADGE}?tema={theme}").response.text
    assert ("#161c26" in text, "#ffffff}" in text or "fill:#ffffff" in text) == (dark, light)
    assert ("prefers-color-scheme" in text) == (dark and light)
