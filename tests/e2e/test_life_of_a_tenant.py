"""A regency joins, is suspended and taken up again, and leaves with its archive: as its admin, its province and a citizen see it."""

from __future__ import annotations

import re
import time
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from puas_web.portal.places import FRESH_SECONDS, STALE_SECONDS
from tests.e2e.conftest import Arrive, Visitor
from tests.e2e.test_sign_up import letter_link

REGENCY = "Kabupaten Pulau Damai"
SLUG = "pulau-damai"
# Longer than a process remembers whose pages these are.
_KEPT_FOR = STALE_SECONDS + FRESH_SECONDS
ADDRESS = "organisasi@pulaudamai.contoh.example"
WHY_SUSPENDED = "Menunggu surat penunjukan admin yang baru."
WHY_LEAVING = "Kami memakai aplikasi milik sendiri mulai tahun depan."
_PACKED_WITHIN = 45_000


def _let_in(province: Visitor) -> None:
    """One of two claims to the region; the other is told."""
    page = province.sign_in(province.stack.login("provinsi"))
    page.locator(".next-step a.button").click()
    page.get_by_role("link", name=re.compile(f"^Setujui Ratna Contohwati untuk {REGENCY}")).click()
    page.click("text=Ya, setujui")
    expect(page.locator(".notice.good")).to_be_visible()


def _join(admin: Visitor) -> Page:
    admin.open(letter_link(admin, ADDRESS, "/undangan"))
    page = admin.page
    page.fill("#name", "Ratna Contohwati")
    page.fill("#password", "ombak tenang di teluk")
    page.click("text=Buat akun dan bergabung")
    expect(page).to_have_url(re.compile(f"/t/{SLUG}/$"))
    return page


def _to_readiness(province: Visitor) -> Page:
    page = province.page
    page.click("nav.navigation >> text=Kabupaten/Kota")
    page.locator("main a", has_text="Kesiapan").first.click()
    return page


def _suspend(province: Visitor) -> None:
    page = _to_readiness(province)
    page.get_by_role("link", name=f"Nonaktifkan {REGENCY}").click()
    page.fill("#reason", WHY_SUSPENDED)
    page.fill("#typed_name", "Kabupaten Pulau")
    page.click("main button[type=submit]")
    # The name of another is refused, and the reason is not to be typed again.
    expect(page.locator(".error-summary")).to_contain_text(REGENCY)
    expect(page.locator("#reason")).to_have_value(WHY_SUSPENDED)
    page.fill("#typed_name", REGENCY)
    page.click("main button[type=submit]")
    expect(page.locator(".notice.good")).to_contain_text(f"{REGENCY} dinonaktifkan")


def _take_up_again(province: Visitor) -> None:
    page = _to_readiness(province)
    page.get_by_role("link", name=f"Aktifkan {REGENCY}").click()
    page.click("main button[type=submit]")
    expect(page.locator(".notice.good")).to_contain_text(f"{REGENCY} aktif kembali")


def _ask_to_leave(admin: Visitor) -> None:
    page = admin.open(f"/t/{SLUG}/")
    page.click("nav.navigation >> text=Pengaturan")
    page.locator("main a", has_text="Keluar dari Puas").click()
    page.fill("#reason", WHY_LEAVING)
    page.fill("#typed_name", REGENCY)
    page.click("main button[type=submit]")
    expect(page.locator(".notice.good")).to_contain_text("Permohonan keluar diajukan")


def _let_go(province: Visitor) -> None:
    page = _to_readiness(province)
    expect(page.locator(".next-step", has_text=REGENCY)).to_contain_text(WHY_LEAVING)
    page.get_by_role("link", name=f"Periksa dan setujui {REGENCY}").click()
    page.fill("#typed_name", REGENCY)
    page.click("main button[type=submit]")
    expect(page.locator(".notice.good")).to_be_visible()


def test_a_regency_is_suspended_taken_up_again_and_leaves_with_its_archive(arrive: Arrive, tmp_path: Path) -> None:
    province, citizen = arrive(expected=(422,)), arrive(width=360, expected=(503,))
    admin = arrive(width=1280, expected=(404,), accept_downloads=True)
    _let_in(province)
    page = _join(admin)

    _suspend(province)
    expect(admin.open(f"/t/{SLUG}/survei").locator("h1")).to_have_text(f"Ruang kerja {REGENCY} sedang dinonaktifkan")
    page.click("text=Ke halaman awal")
    expect(page.locator(".notice.warn")).to_contain_text(f"{REGENCY} sedang dinonaktifkan")
    expect(citizen.open("/demo/kotak-keluar").locator("article", has_text=WHY_SUSPENDED).first).to_contain_text(ADDRESS)
    expect(citizen.open(f"/publik/{SLUG}").locator("main")).to_contain_text("sedang tidak ditampilkan")

    _take_up_again(province)
    expect(citizen.open(f"/publik/{SLUG}").locator("h1")).to_be_visible()
    expect(citizen.page.locator("main")).not_to_contain_text("sedang tidak ditampilkan")

    _ask_to_leave(admin)
    _let_go(province)
    left = time.monotonic()
    admin.open(letter_link(admin, ADDRESS, f"/ruang-kerja/keluar/{SLUG}"))
    page.wait_for_selector("text=Unduh arsip", timeout=_PACKED_WITHIN)
    with page.expect_download() as arriving:
        page.click("text=Unduh arsip")
    kept = tmp_path / "arsip.zip"
    arriving.value.save_as(kept)
    with ZipFile(kept) as archive:
        assert archive.testzip() is None and "manifest.json" in archive.namelist()

    # A public page may be kept for some minutes by who has just seen it, and for some seconds by the service.
    gone = arrive(width=360, expected=(410,))
    gone.page.wait_for_timeout(max(0.0, left + _KEPT_FOR - time.monotonic()) * 1000)
    newcomer = gone.open(f"/publik/{SLUG}")
    expect(newcomer.locator("main")).to_contain_text("tidak lagi memakai layanan ini")
