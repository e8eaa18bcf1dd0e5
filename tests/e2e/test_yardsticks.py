"""The other yardsticks beside the survey: an assessment of performance from its opening to the report card, a standard of service,
SOP and complaints, the exit of a mall, what the Ombudsman gave, and what the province sees of it. Everybody works on a small phone.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from playwright.sync_api import Locator, Page, expect

from puas.domain.survey_period import local_day
from tests.e2e.conftest import Arrive, Visitor
from tests.e2e.test_answering import QUESTIONS
from tests.e2e.test_every_page import misfits
from tests.e2e.test_survey_to_report import downloaded, shown_index, words_of

OFFICER = "petugas.disdukcapil"
AGENCY = "Dinas Kependudukan dan Pencatatan Sipil"
SERVICE = "Kartu Keluarga"
PROVINCE = "/t/nusa-contoh"
REASON = "Sebagian hasil survei diumumkan di papan kantor."
WEAK_NOTE = "Belum ada bukti untuk indikator ini."
DURATION = "Dua jam kerja bila berkas lengkap sebelum pukul 11.00"
_RENDERED_WITHIN = 60_000
# What Puas proposes is taken as proposed, all else gets the same score.
_SCORE_ALL = """score => document.querySelectorAll('section.indicator').forEach(each => {
  const proposed = each.textContent.match(/Usulan Puas: (\\d)/);
  each.querySelector(`input[type=radio][value="${proposed ? proposed[1] : score}"]`).checked = true;
})"""


def today() -> date:
    return local_day(datetime.now(UTC), "Asia/Jakarta")


def fits(page: Page) -> Page:
    """A page on the way is no wider than a small phone, as `test_every_page` asks of all."""
    assert misfits(page) == [], page.url
    return page


def visit(person: Visitor, path: str) -> Page:
    return fits(person.open(path))


def go(page: Page, where: Locator) -> Page:
    """Through a link or a button that leads to a page."""
    with page.expect_navigation():
        where.click()
    return fits(page)


def follow(page: Page, words: str | re.Pattern[str]) -> Page:
    return go(page, page.locator("main a").filter(has_text=words).first)


def press(page: Page, words: str) -> Page:
    return go(page, page.locator("main").get_by_role("button", name=words).first)


def said(page: Page, words: str) -> None:
    expect(page.locator(".notice.good").first).to_contain_text(words)


def on_phone(arrive: Arrive, login: str, *, expected: tuple[int, ...] = ()) -> Visitor:
    visitor = arrive(width=360, expected=expected)
    visitor.sign_in(visitor.stack.login(login))
    return visitor


# An assessment of performance.


def _open_anew(admin: Visitor, evaluator: str) -> str:
    """The demo's assessment of this year is withdrawn and one with a single evaluator opened; where it is."""
    page = visit(admin, f"{admin.stack.room}/mutu")
    follow(page, "Kinerja unit pelayanan")
    follow(page, AGENCY)
    follow(page, "Tarik penilaian")
    page.fill("#reason", "Dibuka lagi dengan satu evaluator.")
    go(page, page.locator("main form.form button[type=submit]"))
    said(page, "Penilaian ditarik")
    follow(page, "Buka penilaian")
    page.check("input[name=rule][value^='permenpanrb-29-2022:A']")
    page.get_by_label(AGENCY, exact=True).check()
    page.get_by_label(evaluator, exact=True).check()
    press(page, "Buka penilaian")
    said(page, "1 penilaian dibuka")
    follow(page, AGENCY)
    expect(page.locator("tbody tr", has_text="F-02")).to_contain_text(evaluator)
    return page.url.removeprefix(admin.stack.base_url)


def _fill_in(page: Page, score: int) -> None:
    """Every aspect from the one that is shown to the last."""
    while page.locator("section.indicator").count():
        page.evaluate(_SCORE_ALL, score)
        go(page, page.locator("main form .actions button[type=submit]").first)


def _send(page: Page) -> None:
    press(page, "Kirim formulir")
    said(page, "Formulir sudah dikirim")


def _self_assessment(officer: Visitor, assessment: str) -> None:
    """F-01: the first indicator by hand, the others at once; then users are asked."""
    page = visit(officer, assessment)
    go(page, page.locator("tbody tr", has_text="F-01").locator("a").first)
    follow(page, "Mulai mengisi")
    page.evaluate(_SCORE_ALL, 4)
    first = page.locator("section.indicator").first
    first.locator("input[type=radio][value='5']").check()
    first.locator("textarea[name^=catatan]").fill("Standar dipajang di ruang tunggu.")
    if first.locator("textarea[name^=alasan]").count():
        first.locator("textarea[name^=alasan]").fill(REASON)
    press(page, "Simpan, lanjut")
    _fill_in(page, 4)
    expect(page.locator("main")).to_contain_text("Standar dipajang di ruang tunggu.")
    _send(page)


def _ask_users(officer: Visitor, assessment: str) -> str:
    """The short address of the users' form."""
    page = visit(officer, assessment)
    go(page, page.locator("tbody tr", has_text="F-03").locator("a").first)
    follow(page, "Tanya pengguna")
    page.fill("#until", (today() + timedelta(days=14)).isoformat())
    press(page, "Simpan")
    link = page.locator("main a", has_text="Buka seperti pengguna")
    return str(link.get_attribute("href"))


def _answer_as_user(citizen: Visitor, address: str) -> None:
    """Without one statement first: it is asked for again, and what was chosen stays."""
    page = citizen.open(address)
    statements = page.locator("fieldset.question")
    for place in range(1, statements.count()):
        statements.nth(place).locator("input[value='5']").check()
    page.locator("form").evaluate("form => form.noValidate = true")
    press(page, "Kirim jawaban")
    expect(page.locator(".problems")).to_be_visible()
    expect(page.locator("fieldset.question input[value='5']:checked")).to_have_count(statements.count() - 1)
    statements.first.locator("input[value='4']").check()
    press(page, "Kirim jawaban")
    expect(page.locator("h1")).to_have_text("Terima kasih")


def _evaluate(evaluator: Visitor) -> None:
    """F-02 from the start page: another score than proposed wants a reason, and one indicator is weak."""
    page = visit(evaluator, f"{evaluator.stack.room}/")
    step = page.locator("main li, main section").filter(has_text=AGENCY).last
    expect(step).to_contain_text("0 indikator sudah dinilai")
    go(page, step.locator("a").first)
    follow(page, "Mulai mengisi")
    _differ_from_proposal(page)
    _fill_in(page, 5)
    expect(page.locator("main")).to_contain_text(REASON)
    _send(page)
    visit(evaluator, f"{evaluator.stack.room}/")
    expect(page.locator("main li, main section").filter(has_text=AGENCY)).to_have_count(0)


def _differ_from_proposal(page: Page) -> None:
    """On the first step that has a proposal; steps before it are filled in. One indicator without a proposal gets a low score."""
    while not page.get_by_text("Usulan Puas:").count():
        page.evaluate(_SCORE_ALL, 5)
        press(page, "Simpan, lanjut")
    page.evaluate(_SCORE_ALL, 5)
    proposed = page.locator("section.indicator").filter(has_text="Usulan Puas:").first
    now = proposed.locator("input[type=radio]:checked").get_attribute("value")
    proposed.locator(f"input[type=radio][value='{'4' if now == '5' else '5'}']").check()
    free = page.locator("section.indicator").filter(has_not_text="Usulan Puas:").first
    free.locator("input[type=radio][value='1']").check()
    free.locator("textarea[name^=catatan]").fill(WEAK_NOTE)
    press(page, "Simpan, lanjut")
    expect(page.locator(".error-summary")).to_contain_text("lasan")
    expect(free.locator("textarea[name^=catatan]")).to_have_value(WEAK_NOTE)
    proposed.locator("textarea[name^=alasan]").fill(REASON)
    press(page, "Simpan, lanjut")


def _validate(admin: Visitor, assessment: str) -> str:
    """The index that is frozen."""
    page = visit(admin, assessment)
    go(page, page.locator(".page-heading a", has_text="Validasi"))
    index = shown_index(page)
    press(page, "Validasi dan bekukan")
    visit(admin, assessment)
    assert shown_index(page) == index
    evaluators, users = (_number(page.locator("dl.facts div", has_text=form).locator("dd").inner_text()) for form in ("F-02", "F-03"))
    # Both are shown rounded.
    assert abs(_number(index) - (evaluators * 3 + users) / 4) <= Decimal("0.01")
    assert evaluators < users < 5
    expect(page.locator(".index-figure .verdict")).to_contain_text(re.compile(r"\b[AB]\b"))
    return index


def _number(text: str) -> Decimal:
    return Decimal(text.strip().replace(",", "."))


def _promise(officer: Visitor, assessment: str) -> None:
    """Every weak indicator becomes a plan, found among the plans of the unit."""
    page = visit(officer, assessment)
    weak = [each.split()[0] for each in page.locator("#lemah tbody th").all_inner_texts()]
    assert weak
    follow(page, "Susun rencana untuk semuanya")
    press(page, "Simpan rencana")
    said(page, f"{len(weak)} rencana perbaikan dibuat")
    for code in weak:
        expect(page.locator("main")).to_contain_text(code)


def _document(admin: Visitor, assessment: str, index: str) -> None:
    page = visit(admin, assessment)
    press(page, "Buat dokumen")
    page.wait_for_selector("text=Siap diunduh", timeout=_RENDERED_WITHIN)
    words = words_of("pdf", downloaded(fits(page), "a[href$='/unduh/pdf']"))
    assert index in words
    assert AGENCY in words


def test_an_assessment_of_performance_from_its_opening_to_the_report_card(arrive: Arrive) -> None:
    admin, officer = on_phone(arrive, "admin"), on_phone(arrive, OFFICER)
    evaluator, citizen = on_phone(arrive, "evaluator", expected=(422,)), arrive(width=360, expected=(422,))
    assessment = _open_anew(admin, admin.stack.login("evaluator").name)
    _self_assessment(officer, assessment)
    address = _ask_users(officer, assessment)
    _evaluate(evaluator)
    _answer_as_user(citizen, address)
    index = _validate(admin, assessment)
    _promise(officer, assessment)
    _document(admin, assessment, index)

    page = visit(admin, f"{admin.stack.room}/mutu/rapor")
    follow(page, AGENCY)
    line = page.locator(".card-line", has_text="29/2022").first
    expect(line).to_contain_text(index)

    province = on_phone(arrive, "provinsi")
    page = visit(province, f"{PROVINCE}/mutu/ringkasan")
    follow(page, "Segara Asri")
    follow(page, AGENCY)
    expect(page.locator("main")).to_contain_text(index)


# Standards, SOP, complaints and the mall.


def _write_standard(officer: Visitor) -> str:
    """In six steps, of which the second says something new; the address of its page."""
    page = visit(officer, f"{officer.stack.room}/mutu/standar")
    follow(page, SERVICE)
    place = page.url.removeprefix(officer.stack.base_url)
    follow(page, "Ubah standar")
    press(page, "Simpan dan lanjut")
    page.locator("textarea").first.fill(DURATION)
    while page.get_by_role("button", name="Simpan dan lanjut").count():
        press(page, "Simpan dan lanjut")
    press(page, "Simpan dan selesai")
    said(page, "Rancangan standar sudah disimpan")
    return place


def _put_in_force(admin: Visitor, place: str) -> str:
    """Where citizens read it."""
    page = visit(admin, place)
    follow(page, "Tetapkan standar")
    page.fill("#decree_number", "188.4/77/2026")
    page.fill("#decree_date", today().isoformat())
    press(page, "Tetapkan standar")
    said(page, "sudah berlaku")
    return str(page.locator("main a", has_text="Lihat seperti warga").get_attribute("href"))


def test_a_standard_is_written_in_steps_put_in_force_and_read_by_a_citizen(arrive: Arrive) -> None:
    officer, admin, citizen = on_phone(arrive, OFFICER), on_phone(arrive, "admin"), arrive(width=360)
    place = _write_standard(officer)
    page = visit(citizen, _put_in_force(admin, place))
    expect(page.locator("h1")).to_have_text(SERVICE)
    expect(page.locator("main")).to_contain_text(DURATION)
    expect(page.locator("main")).to_contain_text("188.4/77/2026")


def test_sop_and_complaints_are_entered(arrive: Arrive) -> None:
    officer = on_phone(arrive, OFFICER, expected=(422,))
    page = visit(officer, f"{officer.stack.room}/mutu")
    follow(page, "SOP")
    follow(page, "Tambah SOP")
    page.fill("#number", "065/93/SOP/2026")
    page.fill("#title", "SOP pencetakan ulang kartu")
    page.fill("#decided_on", "2026-02-03")
    press(page, "Simpan")
    follow(page, re.compile(r"Evaluasi \d{4}"))
    page.check("input[name=outcome][value=to_revise]")
    page.fill("#reviewed_on", today().isoformat())
    press(page, "Simpan evaluasi")
    expect(page.locator(".error-summary")).to_contain_text("Temuan")
    page.fill("#findings", "Langkah legalisir sudah tidak dipakai.")
    press(page, "Simpan evaluasi")
    expect(page.locator("main")).to_contain_text("Langkah legalisir sudah tidak dipakai.")

    visit(officer, f"{officer.stack.room}/mutu/pengaduan?tahun={today().year - 1}")
    go(page, page.locator("tbody td[data-label='Triwulan III'] a").first)
    first = page.locator("tbody tr").first
    for name, number in (("received", "12"), ("settled", "13"), ("in_time", "9")):
        first.locator(f"input[name$='-{name}']").fill(number)
    press(page, "Simpan")
    expect(page.locator(".error-summary")).to_be_visible()
    first.locator("input[name$='-settled']").fill("11")
    press(page, "Simpan")
    expect(page.locator(".notice.good")).to_be_visible()


def test_the_exit_of_a_mall_leads_to_the_form_of_the_counter(arrive: Arrive) -> None:
    officer, citizen = on_phone(arrive, OFFICER), arrive(width=360)
    page = visit(officer, f"{officer.stack.room}/mutu/mpp")
    follow(page, "Mal Pelayanan Publik Segara Asri")
    address = str(page.locator("main a[href*='/m/']").first.get_attribute("href"))
    page = visit(citizen, address)
    page.fill("#cari", "Kependudukan")
    press(page, "Cari")
    expect(page.locator("section.group")).to_have_count(1)
    go(page, page.locator("section.group a").first)
    expect(page.locator("main, body").first).to_contain_text(AGENCY)
    expect(page.locator("fieldset.question")).to_have_count(QUESTIONS)


# The Ombudsman.

PUBLISHED = (("2021", "64,66", "Zona kuning"), ("2022", "60,35", "Zona kuning, C"), ("2023", "90,02", "Zona hijau, A"))


def test_scores_of_the_ombudsman_are_read_by_the_scale_of_their_year(arrive: Arrive) -> None:
    admin = on_phone(arrive, "admin", expected=(422,))
    page = visit(admin, f"{admin.stack.room}/mutu/ombudsman")
    for year, score, zone in PUBLISHED:
        follow(page, "Catat nilai")
        page.fill("#year", year)
        page.select_option("#unit", label=AGENCY)
        page.fill("#score", score)
        page.fill("#source", "Laporan yang diumumkan")
        press(page, "Simpan")
        said(page, f"Nilai tahun {year} tersimpan")
        verdict = page.locator("main section.card p").first
        expect(verdict).to_contain_text(score)
        expect(verdict.locator(".tag")).to_have_text(zone)
        follow(page, "Kepatuhan Ombudsman")
    for year, score, zone in PUBLISHED[1:]:
        visit(admin, f"{admin.stack.room}/mutu/ombudsman?tahun={year}")
        row = page.locator("#perangkat tbody tr", has_text=AGENCY)
        expect(row).to_contain_text(score)
        expect(row).to_contain_text(zone)


def test_an_item_of_the_checklist_is_filled_in(arrive: Arrive) -> None:
    admin = on_phone(arrive, "admin")
    page = visit(admin, f"{admin.stack.room}/mutu/ombudsman")
    follow(page, "Daftar periksa")
    follow(page, "Pilih perangkat daerah")
    page.locator("label.choice", has_text=AGENCY).locator("input").check()
    press(page, "Simpan pilihan")
    follow(page, AGENCY)
    item = page.locator(".check-item").first
    title = item.locator("h3").inner_text().strip()
    item.locator("select").select_option("missing")
    item.locator("input[name^=catatan]").fill("Papan sedang dicetak ulang.")
    press(page, "Simpan daftar periksa")
    said(page, "1 butir tersimpan")
    expect(page.locator("main section.card ol").first).to_contain_text(title)


# The province.

# The last year with a score of the regency in the demo.
SCORED = "2024"


def test_the_province_sees_what_is_decided_and_no_sheet(arrive: Arrive) -> None:
    admin, province = on_phone(arrive, "admin"), on_phone(arrive, "provinsi", expected=(404,))
    # Assessments of the demo lie in the years before this one, scores of the Ombudsman where they were published.
    assessed = str(today().year - 1)
    page = visit(admin, f"{admin.stack.room}/mutu/kinerja?tahun={assessed}")
    own = page.locator("tbody tr", has_text=AGENCY).locator("a").first
    assessment = str(own.get_attribute("href"))
    visit(admin, assessment)
    index = shown_index(page)
    sheet = str(page.locator("tbody tr", has_text="F-02").locator("a").first.get_attribute("href"))
    visit(admin, f"{admin.stack.room}/mutu/ombudsman")
    score = page.locator("tbody tr", has_text=SCORED).first.locator("strong").first.inner_text()

    page = visit(province, f"{PROVINCE}/mutu/ringkasan?tahun={SCORED}")
    expect(page.locator("table.rapor tr", has_text="Segara Asri")).to_contain_text(score)
    follow(page, "Segara Asri")
    expect(page.locator(".card-line", has_text="Ombudsman").first).to_contain_text(score)
    visit(province, f"{PROVINCE}/mutu/ringkasan?tahun={assessed}")
    follow(page, "Segara Asri")
    follow(page, AGENCY)
    expect(page.locator("main")).to_contain_text(index)
    visit(province, f"{PROVINCE}/mutu/ringkasan?tahun={assessed}")
    go(page, page.locator(".kind-links a").first)
    expect(page.locator("table.rapor tbody tr").nth(1)).to_be_visible()
    for path in (assessment, sheet, f"{admin.stack.room}/mutu/ombudsman", f"{admin.stack.room}/mutu/rapor"):
        answer = province.page.request.get(province.stack.base_url + path)
        assert answer.status == 404, path
