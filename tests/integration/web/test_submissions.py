"""Pelaporan: whose turn it is, the way of one report, its review, publishing one or many, and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.calendar import Deadline
from puas.db.tables.reports import Report
from puas.db.tables.submissions import ReviewRemark, Submission
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.submission_workflow import ANALYSED, APPROVED, CHANGE_REQUESTED, CLOSED, PUBLISHED, STATES, SUBMITTED
from puas.jobs import enqueue
from puas_web.submissions.words import _DONE_BY, PATH_NAMES, REFUSALS, SHORT_STATES, STATE_SLUGS, STEPS
from puas_web.submissions.words import STATES as STATE_WORDS
from tests.factories.regency import make_member
from tests.factories.submissions import LATER, OnItsWay, late_answers, report_on_its_way
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enqueue, "send", lambda request: True)


def start(session: Session, browser: Browser, state: str, who: str = "admin") -> tuple[OnItsWay, str]:
    way = report_on_its_way(session, state)
    session.commit()
    browser.sign_in(way.admin_id if who == "admin" else way.officer_id)
    return way, f"/t/{way.slug}/pelaporan/{way.period_id}"


def state_of(session: Session, way: OnItsWay) -> str:
    mine = (Submission.tenant_id == way.tenant_id, Submission.period_id == way.period_id)
    return session.scalars(select(Submission.state).where(*mine)).one()


def press(browser: Browser, path: str, data: Mapping[str, Any] | None = None) -> Page:
    """Send a form from outside its page, with the visitor's own token, and go where the answer leads."""
    token = browser.get("/profil").filled()["csrf_token"]
    return browser.follow(browser.post(path, {"csrf_token": token, **(data or {})}))


def main_button(page: Page) -> str:
    """The words of the one main button, or nothing."""
    found = page.html.select(".page-main .next-step .button:not(.quiet):not(.secondary)")
    return found[0].get_text(strip=True) if found else ""


def marks(page: Page) -> dict[str, str]:
    return {item.select_one(".place").get_text(strip=True): item["class"][0] for item in page.html.select(".way > li")}  # type: ignore[union-attr]


def test_every_state_step_and_refusal_has_words() -> None:
    assert set(STATE_WORDS) == set(SHORT_STATES) == set(PATH_NAMES) == set(STATE_SLUGS.values()) == set(STATES)
    assert set(STEPS) == set(_DONE_BY)
    assert all(REFUSALS.values())


@pytest.mark.parametrize(
    ("state", "officer", "admin"),
    [
        (ANALYSED, "Kirim laporan", ""),
        (SUBMITTED, "", "Periksa laporan"),
        (APPROVED, "", "Umumkan hasil"),
        (PUBLISHED, "", ""),
    ],
)
def test_each_role_has_one_main_button(session: Session, browser: Browser, state: str, officer: str, admin: str) -> None:
    way, address = start(session, browser, state, "officer")
    assert main_button(browser.get(address)) == officer
    browser.sign_in(way.admin_id)
    assert main_button(browser.get(address)) == admin


def test_the_path_shows_eight_states_with_who_and_when(session: Session, browser: Browser) -> None:
    _way, address = start(session, browser, APPROVED)
    page = browser.get(address)
    assert list(marks(page).values()) == ["done", "done", "done", "done", "skipped", "now", "later", "later"]
    now = page.html.select_one('.way [aria-current="step"]')
    assert now is not None and "Contoh tenant-admin" in now.get_text() and "2026" in now.get_text()
    assert "otomatis" in page.text


def test_submitting_from_the_page_and_taking_back(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, ANALYSED, "officer")
    page = browser.get(address)
    page = press(browser, f"{address}/kirim", {"version": page.html.select_one("input[name=version]")["value"]})  # type: ignore[index]
    assert "Laporan sudah dikirim" in page.text and state_of(session, way) == SUBMITTED
    page = press(browser, f"{address}/tarik-kembali")
    assert "ditarik kembali" in page.text and state_of(session, way) == ANALYSED


def test_a_stale_page_is_told_who_was_faster(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, SUBMITTED)
    seen = browser.get(f"{address}/periksa").html.select_one("input[name=version]")["value"]  # type: ignore[index]
    press(browser, f"{address}/setujui", {"version": seen})
    page = press(browser, f"{address}/setujui", {"version": seen})
    assert "laporan ini disetujui oleh Contoh tenant-admin" in page.text
    assert state_of(session, way) == APPROVED


def test_remarks_by_chapter_and_their_answers(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, SUBMITTED)
    page = browser.get(f"{address}/periksa")
    assert [each.get_text(" ", strip=True) for each in page.html.select("form label[for^=rows]")][:2] == [
        "Seluruh laporan (boleh dikosongkan)", "Bab I: Pendahuluan (boleh dikosongkan)",
    ]  # fmt: skip
    fields = page.filled(f"{address}/periksa")
    refused = press(browser, f"{address}/periksa", fields)
    assert "Tulis paling sedikit satu catatan" in refused.text
    fields["rows-2-body"] = "Sebabnya belum dijelaskan <b>sama sekali</b>."
    page = press(browser, f"{address}/periksa", fields)
    assert state_of(session, way) == CHANGE_REQUESTED
    assert "Bab II: Analisis Data SKM" in page.text and "<b>sama sekali" not in str(page.html)

    browser.sign_in(way.officer_id)
    page = browser.get(address)
    assert main_button(page) == "Jawab catatan" and "1 catatan belum dijawab" in page.text
    page = browser.get(f"{address}/catatan")
    fields = page.filled()
    page = press(browser, f"{address}/catatan", {**fields, "rows-0-answer": "Sudah dijelaskan."})
    assert "Semua catatan sudah dijawab" in page.text and main_button(page) == "Buat laporan final yang baru"
    assert session.scalars(select(ReviewRemark.answer).where(ReviewRemark.tenant_id == way.tenant_id)).one() == "Sudah dijelaskan."


def test_what_was_typed_stays_when_a_remark_is_too_long(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, SUBMITTED)
    page = browser.get(f"{address}/periksa")
    fields = page.filled(f"{address}/periksa")
    page = press(browser, f"{address}/periksa", {**fields, "rows-0-body": "a" * 2001, "rows-1-body": "Pendek."})
    assert "Pendek." in page.text and page.html.select(".has-error .field-error")
    assert state_of(session, way) == SUBMITTED


def test_nobody_approves_their_own(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, ANALYSED)
    press(browser, f"{address}/kirim")
    page = browser.get(address)
    assert "Mintalah rekan Anda" in page.text and main_button(page) == ""
    page = press(browser, f"{address}/setujui")
    assert "Mintalah rekan Anda" in page.text and state_of(session, way) == SUBMITTED


def test_the_review_shows_what_the_proof_reader_left_and_the_document(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, SUBMITTED)
    record = {"code": "below_sample", "severity": "should", "kind": "context", "key": "sample", "printed": "24", "expected": "80",
              "excerpt": "", "subject": ""}  # fmt: skip
    session.execute(update(Report).where(Report.tenant_id == way.tenant_id).values(findings=[record]))
    session.commit()
    page = browser.get(f"{address}/periksa")
    assert "Sampel minimum 80 orang" in page.text
    assert page.html.select(f'a[href$="/laporan/periode/{way.period_id}"]')


def test_publishing_asks_first_and_says_what_and_how_many(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, APPROVED)
    room = f"/t/{way.slug}/pelaporan"
    page = browser.get(f"{room}/umumkan?periode={way.period_id}")
    assert "1 hasil siap diumumkan" in page.text and "dapat dibaca siapa saja" in page.text
    assert state_of(session, way) == APPROVED
    refused = press(browser, f"{room}/umumkan")
    assert "Pilih paling sedikit satu" in refused.text
    named = f"{room}/umumkan?periode={way.period_id}"
    assert "Pilih paling sedikit satu" in press(browser, named).text and state_of(session, way) == APPROVED
    sent = browser.send(browser.get(named))
    assert sent.location.endswith(address)
    page = browser.follow(sent)
    assert "1 hasil diumumkan." in page.text and state_of(session, way) == PUBLISHED
    again = press(browser, f"{room}/umumkan", {"periode": str(way.period_id)})
    assert "hasil ini diumumkan oleh Contoh tenant-admin" in again.text
    assert "Tidak ada yang menunggu diumumkan" in browser.get(f"{room}/umumkan").text


def test_a_demo_offers_no_hand_over(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, PUBLISHED)
    assert "serahkan" not in str(browser.get(address).html.select(".page-main .actions")).lower()
    page = press(browser, f"/t/{way.slug}/pelaporan/serahkan", {"periode": str(way.period_id)})
    assert "tidak berada di bawah provinsi" in page.text


def test_a_correction_says_what_happens_and_keeps_what_is_public(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, PUBLISHED)
    late_answers(session, way, 2)
    session.commit()
    page = browser.get(f"{address}/koreksi")
    assert "2 jawaban masuk terlambat" in page.text and "tetap terbaca umum" in page.text
    assert "Tulis alasan koreksi." in press(browser, f"{address}/koreksi", {"reason": " "}).text
    page = press(browser, f"{address}/koreksi", {"reason": "Salah hitung.", "count_late": "y"})
    assert state_of(session, way) == CLOSED
    assert "Yang terbaca umum tetap versi sebelumnya" in page.text and "Salah hitung." in page.text
    assert "versi 2" in page.text


def test_a_correction_of_what_is_not_approved_leads_back(session: Session, browser: Browser) -> None:
    _way, address = start(session, browser, SUBMITTED)
    assert "Minta perbaikan saja" in browser.follow(browser.get(f"{address}/koreksi")).text


def test_the_list_puts_what_waits_for_the_person_first(session: Session, browser: Browser) -> None:
    way = report_on_its_way(session, SUBMITTED)
    report_on_its_way(session, ANALYSED)
    session.commit()
    room = f"/t/{way.slug}/pelaporan"

    def groups() -> dict[str, str]:
        found = browser.get(room).html.select("section.card.flush")
        return {each.h2.get_text(strip=True): each.table.get_text(" ", strip=True) for each in found}  # type: ignore[union-attr]

    browser.sign_in(way.admin_id)
    seen = groups()
    assert "menunggu diperiksa" in seen["Perlu Anda kerjakan"] and "Laporan final dibuat" in seen["Menunggu pihak lain"]
    browser.sign_in(way.officer_id)
    # Of another agency an officer sees nothing.
    assert list(groups()) == ["Menunggu pihak lain"]
    browser.sign_in(make_member(session, way.tenant_id, "leader").id)
    assert list(groups()) == ["Menunggu pihak lain"]


def test_counts_by_state_lead_to_the_narrowed_list(session: Session, browser: Browser) -> None:
    way = report_on_its_way(session, SUBMITTED)
    report_on_its_way(session, ANALYSED)
    session.commit()
    browser.sign_in(way.admin_id)
    page = browser.get(f"/t/{way.slug}/pelaporan?tahun=2026&bagian=triwulan-3")
    strip = {each.span.get_text(strip=True): each.b.get_text(strip=True) for each in page.html.select(".state-strip a")}  # type: ignore[union-attr]
    assert (strip["semua"], strip["dikirim"], strip["dianalisis"], strip["diumumkan"]) == ("2", "1", "1", "0")
    page = browser.get(f"/t/{way.slug}/pelaporan?keadaan=dikirim")
    assert len(page.html.select("section.card.flush tbody tr")) == 1
    assert "Tidak ada laporan yang cocok" in browser.get(f"/t/{way.slug}/pelaporan?keadaan=diserahkan").text
    for nonsense in ("tahun=99999999999999999999", "bagian=besok", "keadaan=x", "perangkat=x", "halaman=-1"):
        assert browser.get(f"/t/{way.slug}/pelaporan?{nonsense}").status == 200


def test_who_has_not_reported_is_told_in_words(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, ANALYSED)
    session.add(
        Deadline(tenant_id=way.tenant_id, id=new_id(), year=2026, part="triwulan-3", step="submit", due_on=date(2026, 10, 20), set_at=LATER)
    )
    session.commit()
    assert "Belum lapor" in browser.get(f"/t/{way.slug}/pelaporan").text
    page = browser.get(address)
    assert "Belum lapor" in page.text and "20 Oktober 2026" in page.text


def test_an_officer_of_another_agency_finds_nothing(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, SUBMITTED)
    other = report_on_its_way(session, SUBMITTED)
    session.commit()
    browser.sign_in(other.officer_id)
    for path in ("", "/catatan"):
        assert browser.get(address + path).status == 404
    for path in ("/kirim", "/tarik-kembali"):
        assert press(browser, address + path).status == 404
    for path in ("/setujui", "/periksa", "/koreksi"):
        assert press(browser, address + path).status == 404
    assert state_of(session, way) == SUBMITTED


def test_a_leader_looks_and_takes_no_step(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, SUBMITTED)
    browser.sign_in(make_member(session, way.tenant_id, "leader").id)
    assert main_button(browser.get(address)) == ""
    for path in ("/setujui", "/kirim", "/tarik-kembali"):
        assert press(browser, address + path).status == 404


def test_a_period_older_than_the_workflow_has_its_page(session: Session, browser: Browser) -> None:
    way, _address = start(session, browser, ANALYSED)
    like = session.scalars(select(SurveyPeriod).where(SurveyPeriod.id == way.period_id)).one()
    old = SurveyPeriod(
        tenant_id=way.tenant_id, id=new_id(), agency_id=like.agency_id, kind="custom", label="Periode 2024", edition=like.edition,
        starts_on=date(2024, 1, 1), ends_on=date(2024, 3, 31), agency_name=like.agency_name, state="closed", opened_at=LATER,
    )  # fmt: skip
    session.add(old)
    session.commit()
    page = browser.get(f"/t/{way.slug}/pelaporan/{old.id}")
    assert "Survei ditutup" in page.text


def test_before_the_first_period_the_list_explains(session: Session, browser: Browser) -> None:
    from tests.factories.regency import make_regency

    tenant = make_regency(session)
    browser.sign_in(make_member(session, tenant.id, "tenant-admin").id)
    session.commit()
    assert "Belum ada yang dilaporkan" in browser.get(f"/t/{tenant.slug}/pelaporan").text


def test_pages_ask_the_same_number_of_times_whatever_the_size(session: Session, browser: Browser, count_queries: CountQueries) -> None:
    way, address = start(session, browser, SUBMITTED)
    room = f"/t/{way.slug}/pelaporan"

    def asked(path: str) -> int:
        browser.get(path)
        with count_queries() as statements:
            browser.get(path)
        return len(statements)

    few = {path: asked(path) for path in (room, address, f"{address}/periksa", f"{room}/umumkan")}
    _many_more(session, way)
    assert {path: asked(path) for path in few} == few
    assert max(few.values()) <= 12, few


def _many_more(session: Session, way: OnItsWay) -> None:
    like = session.scalars(select(SurveyPeriod).where(SurveyPeriod.id == way.period_id)).one()
    for number in range(60):
        agency = Agency(tenant_id=way.tenant_id, id=new_id(), name=f"Dinas {number}")
        session.add(agency)
        session.flush()
        period = SurveyPeriod(
            tenant_id=way.tenant_id, id=new_id(), agency_id=agency.id, kind="triwulan", label="Triwulan III 2026", edition=like.edition,
            starts_on=like.starts_on, ends_on=like.ends_on, agency_name=agency.name, state="closed", opened_at=LATER,
        )  # fmt: skip
        session.add(period)
        session.flush()
        session.add(
            Submission(
                tenant_id=way.tenant_id, period_id=period.id, agency_id=agency.id, agency_name=agency.name, agency_kind="dinas",
                label=period.label, kind=period.kind, starts_on=period.starts_on, ends_on=period.ends_on, changed_at=LATER,
                state=STATES[number % len(STATES)],
            )
        )  # fmt: skip
    session.commit()


def test_what_was_submitted_is_read_and_not_edited(session: Session, browser: Browser) -> None:
    way, _address = start(session, browser, SUBMITTED, "officer")
    desk = f"/t/{way.slug}/laporan/periode/{way.period_id}"
    page = browser.get(desk)
    assert "Laporan sudah dikirim" in page.text and not page.html.select('a[href*="/teks/"]')
    for path in ("/teks/saran", "/pengesahan", "/saran-dicetak"):
        assert "sudah dikirim" in browser.follow(browser.get(desk + path)).text
    plan = f"/t/{way.slug}/tindak-lanjut/periode/{way.period_id}"
    assert "kemajuannya tetap dapat dicatat" in browser.get(plan).text
    assert "sudah dikirim" in browser.follow(browser.get(f"{plan}/sunting")).text
    page = press(browser, f"{desk}/teks/saran", {"body": "Tulisan baru.", "version": "0"})
    assert "Tulisan baru." in page.text and "sudah dikirim" in page.text
    page = press(browser, f"{desk}/pengesahan", {"place": "Arjosari", "rank": "", "signed_on": "2026-10-08"})
    assert "sudah dikirim" in page.text
    page = press(browser, f"{desk}/minta", {"stage": "final", "advice_seen": "y"})
    assert "Laporan final yang baru dapat dibuat setelah laporan itu dikembalikan" in page.text


def test_the_start_pages_lead_to_what_is_to_be_done(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, SUBMITTED)
    home = f"/t/{way.slug}/"
    agency = session.scalars(select(Agency.name).where(Agency.id == way.closed.survey.agency_id)).one()
    page = browser.get(home)
    assert f"Periksa laporan dari {agency}" in page.text and page.html.select(f'.next-step a[href="{address}/periksa"]')
    fields = browser.get(f"{address}/periksa").filled(f"{address}/periksa")
    press(browser, f"{address}/periksa", {**fields, "rows-0-body": "Lampirkan foto."})
    assert "Periksa laporan dari" not in browser.get(home).text
    browser.sign_in(way.officer_id)
    page = browser.get(home)
    assert "perlu diperbaiki" in page.text and page.html.select(f'.next-step a[href="{address}"]')


def test_the_start_pages_tell_of_results_to_publish_and_of_corrections(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, APPROVED)
    home = f"/t/{way.slug}/"
    assert "1 hasil siap diumumkan" in browser.get(home).text
    press(browser, f"{address}/koreksi", {"reason": "Salah ketik."})
    assert "siap diumumkan" not in browser.get(home).text
    browser.sign_in(way.officer_id)
    assert "Koreksi laporan Periode 2026 belum dikirim" in browser.get(home).text


def test_nobody_is_asked_to_review_what_they_sent(session: Session, browser: Browser) -> None:
    way, address = start(session, browser, ANALYSED)
    press(browser, f"{address}/kirim")
    assert "Periksa laporan dari" not in browser.get(f"/t/{way.slug}/").text
