"""A day of training: planned and led by a trainer, taken on phones without e-mail, one of them without scripts, up to the certificate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.sync_api import Download, Page, expect

from puas.domain.exercises.hand_index import HandIndex
from puas.domain.practice_stories import PUSKESMAS, STORIES
from puas.domain.printed_numbers import comma
from puas.domain.question_bank import BANK
from puas.domain.regulation.registry import edition
from puas.domain.rounding import round_half_up
from puas.domain.survey_period import local_day
from tests.e2e.conftest import Arrive, Visitor

TITLE = "Bimtek SKM Angkatan Petang"
EAGER, LOST = "Siti Rahayu, S.E.", "Budi Santoso"
MESSAGE = "Istirahat sampai pukul 10.15"
_EXERCISE = "Menghitung indeks dengan tangan"
_READY_WITHIN = 60
# The pulse and the console look again every five seconds.
_HEARD_WITHIN = 20_000


@dataclass(frozen=True)
class Planned:
    """A training as its trainer reads it out in the room."""

    page: str
    code: str
    code_of_today: str


def plan_and_open(trainer: Visitor) -> Planned:
    page = trainer.page
    page.click("nav.navigation >> text=Pelatihan")
    page.get_by_role("link", name="Rencanakan pelatihan").first.click()
    page.fill("#title", TITLE)
    page.fill("#starts_on", local_day(datetime.now(UTC), "Asia/Jakarta").isoformat())
    page.fill("#place", "Aula Biro Organisasi")
    page.get_by_label("Setengah hari", exact=False).check()
    page.locator(f"input[name=story][value={PUSKESMAS}]").check()
    page.fill("#seats", "3")
    page.get_by_role("button", name="Simpan rencana").click()
    page.get_by_role("button", name="Buka pelatihan").click()
    expect(page.locator(".notice.good")).to_contain_text("Pelatihan dibuka")
    return Planned(page.url, page.inner_text(".join-code").replace(" ", ""), page.locator("li .code").first.inner_text())


def join_room(person: Visitor, planned: Planned, name: str) -> str:
    """By the code, as soon as the practice rooms are made. Gives the personal code."""
    page = person.open("/ikut")
    page.fill("#code", planned.code.lower())
    page.click("text=Lanjut")
    page.fill("#name", name)
    page.fill("#agency_name", "Puskesmas Contoh")
    for _ in range(_READY_WITHIN):
        page.get_by_role("button", name="Bergabung").click()
        if "/latihan" in page.url:
            break
        expect(page.locator(".error-summary")).to_contain_text("sedang disiapkan")
        expect(page.locator("#name")).to_have_value(name)
        page.wait_for_timeout(1000)
    expect(page.locator("h1")).to_contain_text(name)
    return page.inner_text(".personal-code").replace(" ", "")


def _attend(person: Visitor, planned: Planned) -> None:
    """The code of the day, after one that was misheard."""
    page = person.page
    page.click("text=Ketik kode hadir")
    page.fill("#code", "0000")
    page.get_by_role("button", name="Catat").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.fill("#code", planned.code_of_today.lower())
    page.get_by_role("button", name="Catat").click()
    expect(page.locator(".notice.good")).to_contain_text("sudah tercatat")


def go_to(trainer: Visitor, planned: Planned, step: str) -> None:
    """From the console; everybody's phone follows."""
    page = trainer.open(f"{planned.page}/ruang")
    row = page.locator("ol.console-steps > li", has_text=step)
    row.get_by_role("button", name="Mulai").click()
    expect(page.locator("#sekarang")).to_contain_text(step)


def begin_step(person: Visitor) -> Page:
    person.page.locator(".next-step").get_by_role("link", name="Mulai").click()
    person.page.get_by_role("button", name="Mulai mengerjakan").click()
    return person.page


def _task_on(page: Page) -> HandIndex:
    """The ten forms as the participant reads them."""
    rule = edition()
    slugs = rule.slugs()
    table = page.locator("table", has_text="U9").first
    rows = [row.locator("td").all_inner_texts() for row in table.locator("tbody tr").all()]
    forms = tuple({slug: None if text == "–" else int(text) for slug, text in zip(slugs, row, strict=True)} for row in rows)
    keys = [str(each.get_attribute("id")).removeprefix("nrr-") for each in page.locator("input[name^='nrr-']").all()]
    return HandIndex(rule, forms, (keys[0], keys[1], keys[2]))


def _hand_in(page: Page, answers: dict[str, tuple[str, ...]]) -> None:
    for key, (value, *_more) in answers.items():
        if key == "mutu":
            page.select_option("#mutu", value)
        else:
            page.fill(f"#{key}", value)
    page.get_by_role("button", name="Periksa jawaban").click()


def _solve_after_a_slip(person: Visitor) -> None:
    """First without the weight: the page says which mistake it is, and keeps what was typed."""
    page = begin_step(person)
    task = _task_on(page)
    right = task.right_answers()
    [slip] = [each for each in task.slips("ni") if each.fault == "not-weighted"]
    unweighted = comma(round_half_up(slip.value, 3))
    _hand_in(page, right | {"ni": (unweighted,)})
    expect(page.locator("#hasil")).to_contain_text("5 dari 6 benar")
    expect(page.locator("#ni-verdict")).to_contain_text("Kalikan dengan bobot 1/9")
    expect(page.locator("#ni")).to_have_value(unweighted)
    _hand_in(page, right)
    expect(page.locator("#hasil")).to_contain_text("Semua benar")
    expect(page.locator("#pembahasan")).to_contain_text(right["nik"][0])


def _get_stuck(person: Visitor) -> None:
    page = begin_step(person)
    for guess in ("2", "3", "4"):
        _hand_in(page, {"ni": (guess,), "nik": ("50",)})
        expect(page.locator("#hasil")).to_contain_text("0 dari 6 benar")
    expect(page.get_by_role("button", name="Buka pembahasan")).to_be_visible()


def _see_the_room(trainer: Visitor) -> None:
    """The console moves by itself."""
    page = trainer.page
    expect(page.locator(".stuck-list")).to_contain_text(LOST, timeout=_HEARD_WITHIN)
    expect(page.locator(".stuck-list")).not_to_contain_text(EAGER)
    for name, mark in ((EAGER, "selesai"), (LOST, "sudah mencoba")):
        expect(page.locator("tbody tr", has_text=name)).to_contain_text(mark)


def _tell_everybody(trainer: Visitor) -> None:
    trainer.page.fill("#pesan", MESSAGE)
    trainer.page.get_by_role("button", name="Tampilkan pesan").click()
    expect(trainer.page.locator("#layar")).to_contain_text("pesan")


def _come_back(person: Visitor, planned: Planned, personal_code: str) -> Page:
    page = person.open(f"/ikut/{planned.code}")
    page.click("text=Sudah pernah bergabung?")
    page.fill("#code", personal_code.lower())
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.locator("h1")).to_contain_text(EAGER)
    return page


def _take_the_test(page: Page) -> None:
    """Every question of the bank is answered rightly."""
    right = {question.text: question.right for question in BANK.values()}
    page.get_by_role("button", name="Mulai mengerjakan").click()
    for question in page.locator("form.exercise-form fieldset").all():
        asked = question.locator("legend").inner_text().partition(". ")[2]
        question.get_by_text(right[asked], exact=True).click()
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.locator("main")).to_contain_text("14 dari 14 benar")


def _issue(trainer: Visitor, planned: Planned) -> None:
    """The rule asks for one exercise, and one participant has earned the certificate."""
    page = trainer.open(planned.page)
    page.get_by_role("link", name="Sertifikat").first.click()
    page.get_by_role("link", name="Ubah syarat").click()
    page.fill("#exercises", "1")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("tbody tr", has_text=LOST)).to_contain_text("belum memenuhi")
    page.get_by_role("button", name="Terbitkan untuk 1 peserta").click()
    expect(page.locator("tbody tr", has_text=EAGER).get_by_role("link", name="Unduh")).to_be_visible(timeout=_READY_WITHIN * 1000)


def _fetch_certificate(page: Page) -> Download:
    page.get_by_role("link", name="Kembali ke langkah latihan").click()
    page.get_by_role("link", name="Sertifikat Anda").click()
    expect(page.locator("main")).to_contain_text(EAGER)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh PDF").click()
    return waiting.value


def _close(trainer: Visitor, planned: Planned) -> None:
    page = trainer.open(planned.page)
    page.get_by_role("button", name="Tutup pelatihan").click()
    expect(page.locator(".notice.good")).to_contain_text("Pelatihan ditutup")
    expect(page.locator("main")).to_contain_text("Pelatihan sudah ditutup")


def _is_nowhere_public(citizen: Visitor, practice: str) -> None:
    """Neither in the list nor by its own name."""
    slug = practice.split("/")[-2]
    page = citizen.open("/publik")
    expect(page.locator("main")).to_contain_text("Kabupaten Lembah Hijau")
    listed = page.content()
    assert slug not in listed
    assert STORIES[PUSKESMAS].tenant_name not in listed
    for place, status in ((slug, 404), ("lembah-hijau", 200)):
        answer = page.goto(f"{citizen.stack.base_url}/publik/{place}")
        assert answer is not None
        assert answer.status == status, place


def test_a_room_learns_on_phones_and_a_certificate_comes_of_it(arrive: Arrive) -> None:
    trainer, citizen = arrive(), arrive(width=360, expected=(404,))
    phone, plain_phone = arrive(width=360, expected=(422,)), arrive(width=360, expected=(422,), java_script_enabled=False)
    trainer.sign_in(trainer.stack.login("pelatih"))
    planned = plan_and_open(trainer)
    personal_code = join_room(phone, planned, EAGER)
    join_room(plain_phone, planned, LOST)
    practice = phone.page.url
    expect(phone.page.locator(".ribbon")).to_contain_text("DATA CONTOH")
    expect(plain_phone.page.locator(".ribbon")).to_contain_text("DATA CONTOH")
    assert plain_phone.page.url != practice, "both work in one practice room"
    _attend(phone, planned)

    go_to(trainer, planned, _EXERCISE)
    expect(phone.page.locator(".next-step")).to_contain_text(_EXERCISE, timeout=_HEARD_WITHIN)
    plain_phone.page.reload()
    _solve_after_a_slip(phone)
    _get_stuck(plain_phone)
    _see_the_room(trainer)

    _tell_everybody(trainer)
    expect(phone.page.locator(".room-pulse")).to_be_visible(timeout=_HEARD_WITHIN)
    phone.page.locator(".room-pulse a").click()
    expect(phone.page.locator(".wall-words")).to_have_text(MESSAGE)
    expect(plain_phone.open(plain_phone.page.url.partition("/soal")[0]).locator("main")).to_contain_text(MESSAGE)

    go_to(trainer, planned, "Tes akhir")
    laptop = arrive()
    page = _come_back(laptop, planned, personal_code)
    assert page.url == practice
    expect(page.locator("ol.steps-to-take li", has_text=_EXERCISE)).to_contain_text("selesai")
    expect(page.locator("main")).not_to_contain_text("Kehadiran hari ini belum tercatat")
    page.locator(".next-step").get_by_role("link", name="Mulai").click()
    _take_the_test(page)

    _issue(trainer, planned)
    certificate = _fetch_certificate(page)
    assert certificate.path().read_bytes().startswith(b"%PDF-")
    document = page.locator("a", has_text="Halaman pemeriksaan keaslian").get_attribute("href")
    checked = citizen.open(str(document)).locator("main")
    expect(checked).to_contain_text(EAGER)
    expect(checked).to_contain_text(TITLE)

    _close(trainer, planned)
    _is_nowhere_public(citizen, practice)
    refused = arrive(width=360).open(f"/ikut/{planned.code}")
    expect(refused.locator("main")).to_contain_text("tidak menerima peserta baru")
