"""A regency brings itself in: from the front door to the sheets of stickers, in at most ten screens."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.e2e.conftest import Arrive, Visitor

MOST_SCREENS = 10
ADDRESS = "ortala@bojonegorokab.go.id"
# The outbox stands for the person's own mail program; the preview of an import is the answer to its upload.
_NO_SCREENS = ("/demo/kotak-keluar",)


def letter_link(visitor: Visitor, recipient: str, path: str) -> str:
    """The link in the newest letter to somebody, as the demo's outbox shows it."""
    page = visitor.open("/demo/kotak-keluar")
    letter = page.locator("article", has_text=recipient).filter(has=page.locator(f"a[href*='{path}']")).first
    return str(letter.locator(f"a[href*='{path}']").first.get_attribute("href"))


def count_screens(page: Page) -> list[str]:
    """Collects every different screen the window comes to."""
    screens: list[str] = []

    def note() -> None:
        path = urlsplit(page.url).path
        if path not in screens and path not in _NO_SCREENS and not path.startswith("about"):
            screens.append(path)

    page.on("load", lambda _page: note())
    return screens


def test_from_the_front_door_to_printed_stickers(arrive: Arrive, tmp_path: Path) -> None:
    person, operator = arrive(width=360, accept_downloads=True), arrive()
    page = person.page
    screens = count_screens(page)

    person.open("/daftar")
    page.fill("#typed", "Bojonegoro")
    page.click("text=Lanjut")
    page.fill("#office_name", "Bagian Organisasi")
    page.fill("#name", "Budi Santoso")
    page.fill("#position", "Kepala Bagian")
    page.fill("#email", ADDRESS)
    page.click("text=Lanjut")
    page.click("text=Kirim permohonan")
    person.open(letter_link(person, ADDRESS, "/daftar/verifikasi"))
    page.click("text=alamat surel ini milik saya")
    assert "menunggu persetujuan" in page.inner_text("h1")

    approve(operator)

    person.open(letter_link(person, ADDRESS, "/undangan"))
    page.fill("#name", "Budi Santoso")
    page.fill("#password", "sawah hijau luas sekali")
    page.click("text=Buat akun dan bergabung")
    assert urlsplit(page.url).path == "/t/bojonegoro/"

    page.click("text=Impor dari Excel")
    sheet = tmp_path / "unit.csv"
    template = person.context.request.get(f"{page.url}/templat/csv")
    sheet.write_bytes(template.body().replace(b"Contoh: ", b""))
    page.set_input_files("input[type=file]", sheet)
    page.get_by_role("button", name="Lihat pratinjau").click()
    page.get_by_role("button", name="Simpan semuanya").click()
    person.open("/t/bojonegoro/survei/buka")
    page.click("main button:has-text('Buka periode')")
    page.get_by_role("button", name="Siapkan dan cetak stiker").click()
    assert len(screens) <= MOST_SCREENS, screens

    page.wait_for_selector("text=Unduh PDF", timeout=45_000)
    with page.expect_download() as arriving:
        page.locator("text=Unduh PDF").first.click()
    assert Path(arriving.value.path()).read_bytes().startswith(b"%PDF-")


def approve(operator: Visitor) -> None:
    page = operator.sign_in(operator.stack.login("operator"))
    assert urlsplit(page.url).path == "/operator"
    page.locator(".next-step a.button").click()
    card = page.locator("section.card", has_text="Kabupaten Bojonegoro").first
    card.get_by_role("link", name=re.compile("^Setujui")).click()
    page.click("text=Ya, setujui")
    page.wait_for_selector(".notice.good")
