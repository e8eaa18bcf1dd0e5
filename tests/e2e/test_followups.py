"""Promises on a small phone and without a script: planned, moved, proven by photographs; and photographs of a report."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.conftest import Arrive

_SHOWN = "image => image.complete && image.naturalWidth > 0"


def photograph(name: str, colour: tuple[int, int, int]) -> FilePayload:
    """As a phone sends it, held sideways."""
    target, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (2000, 1500), colour).save(target, "JPEG", exif=exif)
    return {"name": name, "mimeType": "image/jpeg", "buffer": target.getvalue()}


def planned(page: Page) -> list[str]:
    return [area.input_value() for area in page.locator("textarea[name$=-action]").all()]


def test_a_plan_and_its_evidence_on_a_small_phone_without_a_script(arrive: Arrive) -> None:
    person = arrive(width=360, java_script_enabled=False)
    page = person.sign_in(person.stack.login("petugas"))
    page.click("nav.navigation summary")
    page.click("nav.navigation .sheet-panel >> text=Tindak lanjut")
    page.locator(".card-heading a").first.click()
    page.click("text=Sunting rencana")
    before = planned(page)
    page.click("text=Tambah rencana")
    number = len(before)
    page.fill(f"textarea[name=rows-{number}-action]", "Menambah kursi prioritas")
    page.select_option(f"select[name=rows-{number}-unsur]", "sarpras")
    page.select_option(f"select[name=rows-{number}-due]", index=2)
    page.click(f"#rencana-{number + 1} >> text=Naik")
    assert planned(page) == [*before[:-1], "Menambah kursi prioritas", before[-1]]
    page.fill("input[name=rows-0-person]", "Sekretaris Dinas")
    page.press("input[name=rows-0-person]", "Enter")
    assert "sudah disimpan" in page.inner_text("main") and "Triwulan" in page.inner_text("main")

    page.click("text=Menambah kursi prioritas")
    page.click("text=Catat kemajuan")
    page.select_option("#state", "done")
    page.fill("#description", "Dua belas kursi sudah dipasang.")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.click("text=Tambah foto bukti")
    page.set_input_files("input[type=file]", [photograph("satu.jpg", (20, 90, 60)), photograph("dua.jpg", (90, 60, 20))])
    page.click("main >> text=Unggah")
    assert "2 foto ditambahkan" in page.inner_text("main")
    address = page.locator(".photographs a").first.get_attribute("href")
    picture = person.context.request.get(f"{person.stack.base_url}{address}")
    assert Image.open(BytesIO(picture.body())).size == (1200, 1600)


def test_photographs_of_a_report_and_a_body_that_is_too_large(arrive: Arrive, tmp_path: Path) -> None:
    person = arrive(width=360, expected=(422,))
    page = person.sign_in(person.stack.login("petugas"))
    page.click("nav.navigation >> text=Laporan")
    page.locator("tbody th a").last.click()
    page.click("a:has-text('Foto dokumentasi')")
    page.click("a:has-text('Tambah foto')")
    page.set_input_files("input[type=file]", [photograph("loket.jpg", (20, 90, 60)), photograph("antrean.jpg", (90, 60, 20))])
    page.click("main >> text=Unggah")
    page.wait_for_selector("text=2 foto ditambahkan")
    there = page.locator(".photographs img").count()
    page.locator("input[name^=caption-]").first.fill("Loket pelayanan")
    page.locator("text=Mundur").first.click()
    expect(page.locator("input[name^=caption-]").nth(1)).to_have_value("Loket pelayanan")
    for image in page.locator(".photographs img").all():
        image.scroll_into_view_if_needed()
        page.wait_for_function(_SHOWN, arg=image.element_handle())

    large = []
    for number in range(4):
        large.append(tmp_path / f"{number}.jpg")
        large[-1].write_bytes(b"\xff\xd8\xff" + os.urandom(11 * 1024 * 1024))
    page.click("a:has-text('Tambah foto')")
    page.set_input_files("input[type=file]", large)
    page.click("main >> text=Unggah")
    page.wait_for_selector("text=lebih dari 40 MB")
    page.click("text=Batal")
    expect(page.locator(".photographs img")).to_have_count(there)
