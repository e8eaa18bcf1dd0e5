"""Whoever runs the installation: in through the door, somebody else's attempts seen, a region without a province decided about."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive, Visitor
from tests.e2e.test_sign_up import letter_link

REGENCY = "Kabupaten Lamongan"
ADDRESS = "ortala@lamongankab.go.id"


def _ask_to_join(person: Visitor, office: str, address: str) -> None:
    page = person.open("/daftar")
    page.fill("#typed", "Lamongan")
    page.click("text=Lanjut")
    page.fill("#office_name", office)
    page.fill("#name", "Siti Aminah")
    page.fill("#position", "Kepala Bagian")
    page.fill("#email", address)
    page.click("text=Lanjut")
    page.click("text=Kirim permohonan")
    person.open(letter_link(person, address, "/daftar/verifikasi"))
    page.click("text=alamat surel ini milik saya")
    expect(page.locator("h1")).to_contain_text("menunggu persetujuan")


def _enter_after_a_slip(operator: Visitor) -> None:
    """A wrong password is said to be one, and the address stays."""
    login, page = operator.stack.login("operator"), operator.open("/masuk")
    page.fill("#email", login.email)
    page.fill("#password", "bukan kata sandinya")
    page.click("form.form button[type=submit]")
    expect(page.locator(".error-summary, .notice.bad")).to_be_visible()
    expect(page.locator("#email")).to_have_value(login.email)
    page.fill("#password", login.password)
    page.click("form.form button[type=submit]")
    expect(page).to_have_url(re.compile("/operator$"))


def test_an_operator_decides_about_a_region_and_sees_failed_log_ins(arrive: Arrive) -> None:
    person, rival, operator = arrive(width=360), arrive(width=360), arrive(expected=(401, 422))
    _ask_to_join(person, "Bagian Organisasi", ADDRESS)
    _ask_to_join(rival, "Dinas Kominfo", "kominfo@lamongankab.go.id")
    _enter_after_a_slip(operator)
    page = operator.page
    page.locator(".next-step a.button").click()
    card = page.locator("section.card", has_text=REGENCY)
    expect(card).to_contain_text("Ada lebih dari satu permohonan")
    card.get_by_role("link", name=re.compile("^Setujui")).first.click()
    expect(page.locator("main")).to_contain_text(ADDRESS)
    page.click("text=Ya, setujui")
    expect(page.locator(".notice.good")).to_be_visible()
    decided = page.locator("tbody tr", has_text=REGENCY)
    expect(decided.filter(has_text="disetujui")).to_have_count(1)
    expect(decided.filter(has_text="ditutup")).to_have_count(1)
    operator.open("/operator")
    expect(page.locator("tbody tr", has_text=REGENCY)).to_contain_text("aktif")

    letter = person.open("/demo/kotak-keluar").locator("article", has_text=ADDRESS)
    expect(letter.first).to_contain_text("/undangan/")
    operator.open("/profil")
    expect(page.locator("main section", has_text="Percobaan masuk yang gagal")).not_to_contain_text("Tidak ada dalam")
