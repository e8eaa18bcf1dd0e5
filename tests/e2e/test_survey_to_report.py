"""From the first answers to the downloaded report: one number on every screen and in every file; who may see and do what."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pymupdf
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from puas.domain.signed_result import read_signed_result
from puas.presentation.numbers import index_number
from tests.e2e.conftest import Arrive, Visitor
from tests.e2e.test_answering import choose, sticker_of

# Of an agency whose open period no other journey needs: this one closes it.
OFFICER = "petugas.pkmsegarautara"
AGENCY = "Puskesmas Segara Utara"
_FORMATS = ("pdf", "docx", "xlsx")


def shown_index(page: Page) -> str:
    return page.inner_text(".index-figure .value")


def downloaded(page: Page, link: str) -> bytes:
    with page.expect_download() as arriving:
        page.locator(link).first.click()
    return Path(arriving.value.path()).read_bytes()


def words_of(name: str, content: bytes) -> str:
    """Everything a document says, as one text."""
    if name == "pdf":
        with pymupdf.open(stream=content, filetype="pdf") as document:
            return " ".join(page.get_text() for page in document)
    if name == "docx":
        with ZipFile(BytesIO(content)) as archive:
            return re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())
    sheets = load_workbook(BytesIO(content), read_only=True, data_only=True).worksheets
    return " ".join(_as_shown(cell) for sheet in sheets for row in sheet.values for cell in row if cell is not None)


def _as_shown(cell: object) -> str:
    """A number as the sheet's format shows it."""
    return f"{cell:.2f}".replace(".", ",") if isinstance(cell, float) else str(cell)


def open_period(visitor: Visitor) -> Page:
    """The agency's open period, found as people find it: by the navigation and its name."""
    page = visitor.page
    page.click("nav.navigation >> text=Survei")
    page.locator("tbody th a", has_text=AGENCY).first.click()
    page.wait_for_selector("text=Responden terhadap sampel")
    return page


def close_period(admin: Visitor) -> None:
    page = open_period(admin)
    label = page.inner_text(".page-heading .lede")
    page.click("text=Tutup periode")
    page.click("main button[type=submit]")
    assert "Ada isian yang perlu diperbaiki" in page.inner_text(".error-summary"), "without the name nothing is closed"
    page.fill("input[name=typed_name]", label)
    page.click("main button[type=submit]")
    page.wait_for_selector(".notice.good")


def test_one_number_from_the_counter_to_the_report(arrive: Arrive) -> None:
    admin, officer, citizen = arrive(expected=(422,)), arrive(accept_downloads=True), arrive(width=360)
    admin.sign_in(admin.stack.login("admin"))
    officer.sign_in(officer.stack.login(OFFICER))
    before = int(open_period(officer).inner_text("text=/^[\\d.]+ \\/ [\\d.]+$/ >> nth=0").split("/")[0])
    page = citizen.open(sticker_of(citizen.stack, OFFICER))
    if page.locator("input[name=service]").count():
        page.locator("fieldset:has(input[name=service]) label").first.click()
    choose(page, 1)
    page.click("text=Kirim jawaban")
    page.wait_for_selector("text=Terima kasih")

    page = officer.page
    page.wait_for_timeout(300)
    for _ in range(50):
        page.reload()
        if f"{before + 1} /" in page.inner_text("main"):
            break
        page.wait_for_timeout(200)
    assert f"{before + 1} /" in page.inner_text("main"), "the new answer is counted"

    close_period(admin)
    page.reload()
    page.click("main >> text=Hasil")
    index = shown_index(page)
    page.locator("main a", has_text="Kertas kerja").first.click()
    assert index in page.inner_text("main")
    record = read_signed_result(downloaded(page, "text=Unduh hasil (JSON)"))
    assert record.result.respondents == before + 1
    assert index_number(record.result.index.nik) == index

    page.click("nav.navigation >> text=Laporan")
    page.locator("tbody th a", has_text=AGENCY).first.click()
    assert shown_index(page) == index
    page.click("text=Buat draf")
    page.wait_for_selector("text=Siap diunduh", timeout=60_000)
    for name in _FORMATS:
        said = words_of(name, downloaded(page, f"a[href$='/unduh/{name}']"))
        assert index in said, f"{name} says another index than {index}"


def test_an_officer_stays_in_their_agency(arrive: Arrive) -> None:
    admin, officer = arrive(), arrive(expected=(404,))
    page = admin.sign_in(admin.stack.login("admin"))
    page.click("nav.navigation >> text=Hasil")
    others = page.locator("tbody th a", has_text=AGENCY).first.get_attribute("href") or ""
    page = officer.sign_in(officer.stack.login("petugas.kecdawuhan"))
    for word in ("Survei", "Hasil", "Laporan"):
        page.click(f"nav.navigation >> text={word}")
        assert AGENCY not in page.inner_text("main")
    assert "Pengaturan" not in page.inner_text("nav.navigation")
    page = officer.open(others)
    assert "tidak ditemukan" in page.inner_text("h1").lower()


def test_a_leader_reads_and_changes_nothing(arrive: Arrive) -> None:
    leader = arrive()
    page = leader.sign_in(leader.stack.login("pimpinan"))
    # The index is the first thing a leader sees.
    expect(page.locator(".index-figure .value")).to_have_count(1)
    # Asking for the page for the head of the region changes nothing of the survey.
    for word in ("Beranda", "Survei", "Hasil", "Laporan"):
        page.click(f"nav.navigation >> text={word}")
        assert page.locator("main form[method=post]:not([action*='/minta/ringkasan'])").count() == 0
    page.locator("tbody th a").first.click()
    assert page.locator("main form[method=post]").count() == 0
    assert "Pengaturan" not in page.inner_text("nav.navigation")


def test_the_language_stays_chosen(arrive: Arrive) -> None:
    visitor = arrive()
    page = visitor.sign_in(visitor.stack.login("provinsi"))
    assert page.get_attribute("html", "lang") == "id"
    page.click("footer >> text=English")
    assert page.get_attribute("html", "lang") == "en"
    page.click("nav.navigation >> text=Settings")
    assert page.get_attribute("html", "lang") == "en"
    page.click("footer >> text=Bahasa Indonesia")
    assert page.get_attribute("html", "lang") == "id"
