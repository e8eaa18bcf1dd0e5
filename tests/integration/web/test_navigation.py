"""The sections of a workspace: all of them in a row, and on a phone four in the bar and all in the sheet behind its last place."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.factories.regency import make_agency, make_member, make_regency
from tests.web_pages import Browser, Page


def _open(session: Session, browser: Browser, role: str, path: str = "") -> Page:
    regency = make_regency(session)
    agency, _services = make_agency(session, regency.id, "Dinas Kesehatan")
    account = make_member(session, regency.id, role, agency_ids=[agency.id] if role == "agency-officer" else [])
    session.commit()
    browser.sign_in(account.id)
    page = browser.get(f"/t/{regency.slug}/{path}")
    assert page.status == 200
    return page


def _words(page: Page, selector: str) -> list[str]:
    return [each.get_text(strip=True) for each in page.html.select(selector)]


@pytest.mark.parametrize(
    ("role", "bar"),
    [
        ("tenant-admin", ["Beranda", "Survei", "Hasil", "Laporan"]),
        ("agency-officer", ["Beranda", "Survei", "Hasil", "Laporan"]),
        # Who only reads comes for what was promised rather than for stickers.
        ("leader", ["Beranda", "Hasil", "Laporan", "Tindak lanjut"]),
    ],
)
def test_four_sections_in_the_bar_and_all_of_them_in_the_sheet(session: Session, browser: Browser, role: str, bar: list[str]) -> None:
    page = _open(session, browser, role)
    every = _words(page, "nav.navigation > ul > li")
    assert _words(page, "nav.navigation > ul > li:not(.behind-bar)") == bar
    assert _words(page, ".sheet-panel li") == every and len(every) > 5 and "Mutu layanan" in every
    assert _words(page, ".sheet > summary") == ["Lainnya"]
    # Nowhere else, so that nobody finds half of them in the menu of the account.
    assert not {"Mutu layanan", "Pengaturan"} & set(_words(page, ".menu-panel a"))


def test_the_bar_says_that_the_page_belongs_to_a_section_behind_it(session: Session, browser: Browser) -> None:
    page = _open(session, browser, "agency-officer", "mutu")
    summary = page.html.select_one(".sheet > summary")
    assert summary is not None and summary["aria-current"] == "true"
    assert _words(page, ".sheet > summary .visually-hidden") == [": Mutu layanan"]
    assert _words(page, ".sheet-panel [aria-current=page]") == ["Mutu layanan"]
    first = page.html.select_one("nav.navigation a")
    assert first is not None
    home = browser.get(str(first["href"])).html.select_one(".sheet > summary")
    assert home is not None and "aria-current" not in home.attrs


def test_sections_that_fit_need_no_sheet(session: Session, browser: Browser) -> None:
    page = _open(session, browser, "evaluator")
    assert page.html.select_one(".sheet") is None and page.html.select(".behind-bar") == []
    assert _words(page, "nav.navigation > ul > li") == ["Beranda", "Mutu layanan"]
