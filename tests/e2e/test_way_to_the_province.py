"""One report from the officer's desk to the province and the public, each person signing in and reaching their goal by the screens."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from playwright.sync_api import Page, expect

from puas.domain.survey_period import Period, local_day, triwulan
from tests.e2e.conftest import Arrive, Visitor

OFFICER = "petugas.disdukcapil"
AGENCY = "Dinas Kependudukan dan Pencatatan Sipil"
REGENCY = "Kabupaten Segara Asri"
REMARK = "Sebutkan loket yang dimaksud pada uraian."
ANSWER = "Sudah disebutkan: loket pengambilan."
_RENDERED_WITHIN = 60_000


def _today() -> date:
    return local_day(datetime.now(UTC), "Asia/Jakarta")


def _closed() -> Period:
    """The quarter before this one, which the demo has closed."""
    today = _today()
    quarter = (today.month + 2) // 3
    return triwulan(today.year - 1, 4) if quarter == 1 else triwulan(today.year, quarter - 1)


def _to_the_way(person: Visitor) -> Page:
    """The closed period's report, from the start page by links that name it."""
    page = person.page
    page.click("nav.navigation >> text=Laporan")
    with page.expect_navigation():
        page.locator("main a", has_text="Pelaporan").first.click()
    rows = page.locator("tbody tr", has_text=AGENCY).filter(has_text=_closed().label)
    if not rows.count():
        # From January to March the quarter that was closed lies in the year before.
        with page.expect_navigation():
            page.locator(f"main a[href*='tahun={_closed().ends_on.year}']").first.click()
    rows.locator("a").first.click()
    expect(page.locator("h1")).to_contain_text(AGENCY)
    return page


def _make_final_report(officer: Visitor) -> None:
    """Date the signature, let the report be proof-read, and wait for its files."""
    page = _to_the_way(officer)
    page.locator("main a", has_text="Isi laporan").first.click()
    desk = page.url
    page.locator("main a", has_text="Pengesahan").first.click()
    page.fill("input[name=signed_on]", _today().isoformat())
    page.click("main button[type=submit]")
    page.goto(f"{desk}/periksa")
    if page.locator("input[name=advice_seen]").count():
        page.check("input[name=advice_seen]")
    page.get_by_role("button", name="Buat laporan final").click()
    page.wait_for_selector("text=Siap diunduh", timeout=_RENDERED_WITHIN)


def _submit(officer: Visitor) -> None:
    page = _to_the_way(officer)
    page.get_by_role("button", name=re.compile("Kirim")).first.click()
    expect(page.locator(".notice.good")).to_contain_text("Laporan sudah dikirim")


def _send_back(admin: Visitor) -> None:
    page = _to_the_way(admin)
    page.locator("main a", has_text="Periksa laporan").first.click()
    page.locator("form textarea").nth(2).fill(REMARK)
    page.click("text=Kirim catatan dan kembalikan")
    expect(page.locator(".notice.good")).to_contain_text("Catatan sudah dikirim")


def _answer(officer: Visitor) -> None:
    page = _to_the_way(officer)
    expect(page.locator("main")).to_contain_text(REMARK)
    page.locator("main a", has_text="Jawab catatan").first.click()
    page.locator("form textarea").first.fill(ANSWER)
    page.click("text=Simpan jawaban")


def _approve_publish_and_hand_over(admin: Visitor) -> str:
    """The index that is public afterwards."""
    page = _to_the_way(admin)
    expect(page.locator("main")).to_contain_text(ANSWER)
    page.locator("main a", has_text="Periksa laporan").first.click()
    page.click("text=Setujui laporan")
    expect(page.locator(".notice.good")).to_contain_text("Laporan disetujui")
    for words in ("Umumkan", "Serahkan"):
        page.locator(".next-step a, .next-step button").filter(has_text=words).first.click()
        page.locator("main form button[type=submit]").first.click()
        expect(page.locator(".notice.good")).to_be_visible()
        page = _to_the_way(admin)
    expect(page.locator("main")).to_contain_text("Diserahkan ke provinsi")
    page.locator("main a", has_text="Hasil survei").first.click()
    return page.inner_text(".index-figure .value")


def test_a_report_is_sent_back_approved_published_and_seen_by_the_province(arrive: Arrive) -> None:
    officer, admin, province, citizen = arrive(), arrive(), arrive(), arrive(width=360)
    officer.sign_in(officer.stack.login(OFFICER))
    admin.sign_in(admin.stack.login("admin@segaraasri"))
    province.sign_in(province.stack.login("provinsi"))
    _make_final_report(officer)
    _submit(officer)
    _send_back(admin)
    _answer(officer)
    _make_final_report(officer)
    _submit(officer)
    index = _approve_publish_and_hand_over(admin)

    page = province.page
    page.click("nav.navigation >> text=Kabupaten/Kota")
    with page.expect_navigation():
        page.locator("main a", has_text=REGENCY).first.click()
    page.goto(f"{page.url.partition('?')[0]}?tahun={_closed().ends_on.year}")
    expect(page.locator("main")).to_contain_text(index)
    expect(page.locator("main")).to_contain_text(AGENCY)

    page = citizen.open("/publik")
    page.locator("main a", has_text=REGENCY).first.click()
    page.locator("main a", has_text=AGENCY).first.click()
    expect(page.locator("main")).to_contain_text(index)

    officer.open(f"{officer.stack.room}/pemberitahuan")
    expect(officer.page.locator("main")).to_contain_text(_closed().label)


def test_the_province_finds_who_leads_and_who_has_not_reported(arrive: Arrive) -> None:
    viewer = arrive()
    page = viewer.sign_in(viewer.stack.login("pengamat"))
    expect(page.locator("h1")).to_contain_text(re.compile("lapor", re.IGNORECASE))
    page.click("nav.navigation >> text=Liga")
    expect(page.locator("main")).to_contain_text("Kabupaten Lembah Hijau")
    page.click("nav.navigation >> text=Rekap")
    expect(page.locator("main")).to_contain_text("Rekap")
    assert "Pengaturan" not in page.inner_text("nav.navigation")


def test_a_leader_sees_on_one_screen_what_to_do(arrive: Arrive) -> None:
    leader = arrive(width=360)
    page = leader.sign_in(leader.stack.login("pimpinan@segaraasri"))
    expect(page.locator("main")).to_contain_text("perlu diperbaiki")
    page.locator("main a", has_text=re.compile("Papan")).first.click()
    expect(page.locator("main")).to_contain_text(AGENCY)
