"""Letters on screen: who is due one, writing, issuing to many, what officers see, taking one back, and the settings behind them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.calendar import Deadline
from puas.db.tables.letters import Letter
from puas.db.tables.places import TenantProfile
from puas.db.tables.reports import Report
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.regulation.registry import DEFAULT_EDITION_ID
from puas.domain.survey_period import semester, triwulan
from puas_reporter.documents.catalogue import render
from tests.factories.frozen import freeze_period
from tests.factories.oversight import Regency, a_province, a_regency, a_submission, on
from tests.factories.published import publish_period
from tests.factories.surveyed import Surveyed, SurveyedPeriod, open_period, tally_of_total
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page

if TYPE_CHECKING:
    from tests.conftest import Committing

NOW = on(date(2026, 8, 10))
SCOPE = "tahun=2026&bagian=semester-1"


@pytest.fixture(autouse=True)
def august() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


def sign(session: Session, tenant_id: int) -> None:
    with tenancy.inside(session, tenant_id=tenant_id):
        values = {"signatory_name": "Dr. Sari", "signatory_position": "Sekretaris Daerah"}
        session.execute(update(TenantProfile).where(TenantProfile.tenant_id == tenant_id).values(**values))
    session.commit()


def publish(session: Session, regency: Regency, nik: str, *, province: str = "35") -> None:
    """What a regency has told its province of the half-year."""
    with tenancy.inside(session, tenant_id=regency.id):
        session.add(
            SharedFigure(
                tenant_id=regency.id, year=2026, part="semester-1", level="regency", unit_id=UUID(int=0), province_code=province,
                name=regency.name, kind="", edition=DEFAULT_EDITION_ID, periods=1, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30),
                members=1, members_total=1, respondents=120, sample_target=100, nik=Decimal(nik), mutu="A", margin=Decimal("1.00"),
                updated_at=NOW,
            )
        )  # fmt: skip
    session.commit()


def survey(session: Session, regency: Regency, number: int, nik: str, *, is_public: bool = True) -> None:
    """An agency's closed first quarter, answered by more than its sample."""
    with tenancy.inside(session, tenant_id=regency.id):
        agency = session.get_one(Agency, (regency.id, regency.agencies[number]))
        service = ServiceType(tenant_id=regency.id, id=new_id(), agency_id=agency.id, name="Layanan", population=800)
        session.add(service)
        session.flush()
        answers = {service.id: tally_of_total(625, int(Decimal(nik) / 25 * 9 * 625))}
        period = open_period(session, regency.id, agency, [service], triwulan(2026, 1), answers)
        (publish_period if is_public else freeze_period)(session, Surveyed(regency.id, regency.slug), period)
    session.commit()


def due(session: Session, tenant_id: int, *, step: str = "submit", part: str = "semester-1") -> None:
    with tenancy.inside(session, tenant_id=tenant_id):
        session.add(Deadline(tenant_id=tenant_id, id=new_id(), year=2026, part=part, step=step, due_on=date(2026, 7, 20), set_at=NOW))
    session.commit()


@pytest.fixture
def praised(session: Session) -> Regency:
    """The first agency has published its half-year; the others were not surveyed."""
    made = a_regency(session, "35.01", agencies=3)
    sign(session, made.id)
    due(session, made.id)
    survey(session, made, 0, "93.12")
    return made


@pytest.fixture
def regency(session: Session, praised: Regency) -> Regency:
    """The first agency is the best of its half-year, the others have not reported."""
    for agency_id in praised.agencies[1:]:
        a_submission(session, tenant_id=praised.id, agency_id=agency_id, window=semester(2026, 1))
    session.commit()
    return praised


def letters(session: Session, tenant_id: int) -> list[Letter]:
    session.expire_all()
    with tenancy.inside(session, tenant_id=tenant_id):
        return list(session.scalars(select(Letter).where(Letter.tenant_id == tenant_id).order_by(Letter.number)))


def written(browser: Browser, regency: Regency, reason: str = "best", who: int = 0, **changes: str) -> Page:
    path = f"/t/{regency.slug}/surat/tulis?{SCOPE}&alasan={reason}&penerima={regency.agencies[who]}"
    page = browser.get(path)
    return browser.post(path, {**page.filled(), **changes})


def test_from_who_has_earned_one_to_the_letter(browser: Browser, session: Session, regency: Regency) -> None:
    browser.sign_in(regency.admin)
    empty = browser.get(f"/t/{regency.slug}/surat")
    assert "Belum ada surat" in empty.text
    choice = browser.get(f"/t/{regency.slug}/surat/baru?{SCOPE}")
    assert "Dinas 1 35.01 93,12 · A (Sangat Baik) · peringkat 1" in choice.text
    assert "Surati semua (2)" in choice.text
    link = next(str(each["href"]) for each in choice.html.select("main a[href*='alasan=best']"))
    page = browser.get(link)
    assert "Indeks Kepuasan Masyarakat 93,12, mutu pelayanan A (Sangat Baik)" in page.text
    assert page.filled()["addressee"] == "Kepala Dinas 1 35.01"
    issued = browser.post(link, {**page.filled(), "form": "charter", "subject": "Selamat"})
    shown = browser.follow(issued)
    [letter] = letters(session, regency.id)
    assert shown.title == letter.printed_number == "001/SKM/VIII/2026"
    assert "Sedang dibuat" in shown.text
    assert "sudah disurati" in browser.get(f"/t/{regency.slug}/surat/baru?{SCOPE}").text
    assert "001/SKM/VIII/2026" in browser.get(f"/t/{regency.slug}/surat").text


def test_a_half_year_that_is_not_over_praises_nobody(browser: Browser, session: Session, regency: Regency) -> None:
    browser.sign_in(regency.admin)
    path = f"/t/{regency.slug}/surat/baru?{SCOPE}"
    assert "Penghargaan belum dapat" not in browser.get(path).text
    with time_machine.travel(on(date(2026, 6, 29))):
        browser.sign_in(regency.admin)
        page = browser.get(path)
        assert "peringkat 1" not in page.text and "Semester I 2026 baru berakhir pada 30 Juni 2026" in page.text
        # Whoever praises all the same writes the figures in, with open eyes.
        draft = browser.get(f"/t/{regency.slug}/surat/tulis?{SCOPE}&alasan=best&penerima={regency.agencies[0]}")
        assert "93,12" not in draft.response.text and "[isi capaiannya]" in draft.response.text
        assert "Alasan ini tidak tampak dari data" in draft.text


@pytest.mark.parametrize(("state", "others_praised"), [("collecting", False), ("approved", True), ("published", True)])
def test_praise_rests_on_published_periods(
    browser: Browser, session: Session, praised: Regency, state: str, others_praised: bool
) -> None:
    """The first agency has another period in the half-year; the second is the next best, with all it has published."""
    survey(session, praised, 1, "90.00")
    period_id = a_submission(session, tenant_id=praised.id, agency_id=praised.agencies[0], window=triwulan(2026, 2), state=state)
    if state == "published":
        _make_public(session, praised, period_id)
    session.commit()
    browser.sign_in(praised.admin)
    text = browser.get(f"/t/{praised.slug}/surat/baru?{SCOPE}").text
    assert ("Dinas 1 35.01 93,12" in text) is (state == "published")
    # Second it is and stays, whether or not the first one has published yet.
    assert ("Dinas 2 35.01 90,00 · A (Sangat Baik) · peringkat 2" in text) is others_praised
    assert ("Belum ada yang dapat diusulkan untuk penghargaan" in text) is not others_praised


def _make_public(session: Session, regency: Regency, period_id: UUID) -> None:
    """A period nobody answered, as it stands in public."""
    here = Surveyed(regency.id, regency.slug)
    with tenancy.inside(session, tenant_id=regency.id):
        publish_period(session, here, SurveyedPeriod(period_id, triwulan(2026, 2), 100, {}))


def test_a_result_that_is_being_corrected_is_not_praised_before_it_is_public(browser: Browser, session: Session, regency: Regency) -> None:
    browser.sign_in(regency.admin)
    path = f"/t/{regency.slug}/surat/baru?{SCOPE}"
    assert "Dinas 1 35.01 93,12" in browser.get(path).text
    with tenancy.inside(session, tenant_id=regency.id):
        period = session.scalars(select(SurveyPeriod).where(SurveyPeriod.agency_id == regency.agencies[0])).one()
        freeze_period(
            session, Surveyed(regency.id, regency.slug), SurveyedPeriod(period.id, triwulan(2026, 1), 100, {}), reason="Jawaban susulan"
        )
    session.commit()
    assert "Dinas 1 35.01 93,12" not in browser.get(path).text


def test_who_leads_unpublished_keeps_the_first_rank_and_is_told_of_no_figure(browser: Browser, session: Session, praised: Regency) -> None:
    survey(session, praised, 1, "96.00", is_public=False)
    browser.sign_in(praised.admin)
    path = f"/t/{praised.slug}/surat/baru?{SCOPE}"
    page = browser.get(path)
    assert "Dinas 1 35.01 93,12 · A (Sangat Baik) · peringkat 2" in page.text and "96,00" not in page.text
    text = browser.get(path.replace("baru?", "tulis?") + f"&alasan=not_reported&penerima={praised.agencies[1]}").filled()["text"]
    assert "laporan Dinas 2 35.01 belum kami terima" in text and "dicantumkan sebagai belum lapor" in text


def test_without_a_deadline_nobody_is_reminded_of_one(browser: Browser, session: Session, regency: Regency) -> None:
    """The end of a survey is no day by which its report was due, and no letter may say so."""
    browser.sign_in(regency.admin)
    with tenancy.inside(session, tenant_id=regency.id):
        session.execute(delete(Deadline).where(Deadline.tenant_id == regency.id))
    session.commit()
    page = browser.get(f"/t/{regency.slug}/surat/baru?{SCOPE}")
    assert "seharusnya paling lambat" not in page.text and "alasan=not_reported" not in str(page.html)
    draft = browser.get(f"/t/{regency.slug}/surat/tulis?{SCOPE}&alasan=not_reported&penerima={regency.agencies[1]}").filled()["text"]
    assert "Batas waktu" not in draft and "Dinas 2 35.01 belum kami terima" in draft


def test_an_agency_that_was_never_surveyed_is_reminded_as_the_board_says(browser: Browser, praised: Regency) -> None:
    browser.sign_in(praised.admin)
    for path in (f"/t/{praised.slug}/papan?{SCOPE}", f"/t/{praised.slug}/surat/baru?{SCOPE}"):
        links = {str(each["href"]) for each in browser.get(path).html.select("main a[href*='alasan=not_reported']")}
        assert len([each for each in links if "penerima=" in each]) == 2, path
    draft = browser.get(f"/t/{praised.slug}/surat/tulis?{SCOPE}&alasan=not_reported&penerima={praised.agencies[2]}").filled()["text"]
    assert "Batas waktu penyampaiannya adalah 20 Juli 2026." in draft and "Laporan yang belum" not in draft


def test_what_is_typed_stays_and_nothing_is_issued_where_it_is_refused(browser: Browser, session: Session, regency: Regency) -> None:
    browser.sign_in(regency.admin)
    for changes, words in (
        ({"text": ""}, "Isi surat"),
        ({"dated_on": "31 Juni 2026"}, "Tulis tanggal yang ada di kalender"),
        ({"dated_on": "2026-12-31"}, "paling jauh 31 hari"),
        ({"form": "charter"}, "Piagam hanya untuk penghargaan"),
    ):
        reason, who = ("not_reported", 1) if "form" in changes else ("best", 0)
        refused = written(browser, regency, reason, who, **{"subject": "Hal saya", **changes})
        if "form" in changes:
            # A reminder has no choice of forms: whatever is sent, it is a letter.
            assert refused.status == 302
            continue
        assert refused.status == 422
        assert any(words in each for each in refused.errors()), refused.errors()
        assert refused.filled()["subject"] == "Hal saya"
    assert [each.kind for each in letters(session, regency.id)] == ["reminder"]


def test_everyone_who_has_not_reported_is_written_to_after_a_look(browser: Browser, session: Session, regency: Regency) -> None:
    browser.sign_in(regency.admin)
    path = f"/t/{regency.slug}/surat/tulis-semua?{SCOPE}&alasan=not_reported"
    page = browser.get(path)
    assert "2 surat diterbitkan dengan nomor berurutan" in page.text
    assert [item.get_text() for item in page.html.select("main ol li")][-2:] == ["Dinas 2 35.01", "Dinas 3 35.01"]
    assert letters(session, regency.id) == []
    assert browser.post(path, page.filled()).status == 302
    found = letters(session, regency.id)
    assert [(each.number, each.recipient) for each in found] == [(1, "Dinas 2 35.01"), (2, "Dinas 3 35.01")]
    # Nobody is left to write to.
    assert browser.get(path).status == 404


def test_without_a_signatory_the_way_to_the_settings_is_shown(browser: Browser, session: Session) -> None:
    regency = a_regency(session, "35.01")
    session.commit()
    browser.sign_in(regency.admin)
    choice = browser.get(f"/t/{regency.slug}/surat/baru?{SCOPE}")
    assert "Penanda tangan belum diisi" in choice.text
    assert written(browser, regency, "not_reported").status == 422
    settings = browser.get(f"/t/{regency.slug}/pengaturan/surat")
    saved = browser.send(settings, {"signatory_name": "Dr. Sari", "signatory_position": "Sekda", "signatory_nip": "19700101 199503 2 001"})
    assert saved.status == 302
    assert written(browser, regency, "not_reported").status == 302


def test_with_nobody_to_write_to_the_page_says_what_comes_first(browser: Browser, session: Session) -> None:
    regency = a_regency(session, "35.01", agencies=0)
    session.commit()
    browser.sign_in(regency.admin)
    page = browser.get(f"/t/{regency.slug}/surat/baru?{SCOPE}")
    assert "Belum ada perangkat daerah" in page.text and "di bawah ini" not in page.text
    assert page.html.select_one(f"main a[href='/t/{regency.slug}/perangkat-daerah']") is not None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"letter_number": "SKM/{tahun}"}, "harus memuat {nomor}"),
        ({"letter_number": "{nomor}/SKM"}, "harus memuat {tahun}"),
        ({"letter_number": "{nomor}/{tahun}/{hari}"}, "kurung kurawal"),
        ({"signatory_nip": "123"}, "18 angka"),
    ],
)
def test_faults_of_the_settings_are_told(browser: Browser, regency: Regency, change: dict[str, str], words: str) -> None:
    browser.sign_in(regency.admin)
    page = browser.get(f"/t/{regency.slug}/pengaturan/surat")
    refused = browser.send(page, change)
    assert refused.status == 422
    assert any(words in each for each in refused.errors()), refused.errors()


def test_a_reason_that_the_data_do_not_show_is_said_and_claims_nothing(browser: Browser, session: Session, regency: Regency) -> None:
    browser.sign_in(regency.admin)
    path = f"/t/{regency.slug}/surat/tulis?{SCOPE}&alasan=best&penerima={regency.agencies[1]}"
    page = browser.get(path)
    assert "Alasan ini tidak tampak dari data" in page.text
    refused = browser.post(path, page.filled())
    assert refused.status == 422
    assert any("[isi …]" in each for each in refused.errors())
    assert letters(session, regency.id) == []
    fine = browser.get(path.replace("best", "not_reported"))
    assert "Alasan ini tidak tampak dari data" not in fine.text


def test_who_is_asked_by_half_years_owes_nothing_by_quarters(browser: Browser, session: Session, regency: Regency) -> None:
    """The others have a half-year's survey: its report is owed, one of its quarters alone is not."""
    due(session, regency.id, part="triwulan-2")
    browser.sign_in(regency.admin)
    page = browser.get(f"/t/{regency.slug}/surat/baru?tahun=2026&bagian=triwulan-2")
    links = [str(each["href"]) for each in page.html.select("main a[href*='alasan=not_reported']")]
    # The first is surveyed by quarters and left this one out.
    assert [str(regency.agencies[0]) in link for link in links] == [True]


def test_officers_read_the_letters_to_their_agency_and_write_none(browser: Browser, session: Session, regency: Regency) -> None:
    browser.sign_in(regency.admin)
    written(browser, regency)
    written(browser, regency, "not_reported", 1)
    mine, other = letters(session, regency.id)
    browser.sign_in(regency.officers[0])
    listed = browser.get(f"/t/{regency.slug}/surat")
    assert mine.printed_number in listed.text
    assert other.printed_number not in listed.text
    assert browser.get(f"/t/{regency.slug}/surat/{mine.id}").status == 200
    assert browser.get(f"/t/{regency.slug}/surat/{other.id}").status == 404
    for closed in ("baru", f"tulis?{SCOPE}&alasan=best&penerima={regency.agencies[0]}", f"{mine.id}/tarik"):
        assert browser.get(f"/t/{regency.slug}/surat/{closed}").status == 404


def test_the_finished_letter_is_downloaded_and_can_be_taken_back(app: Flask, browser: Browser, session: Session, regency: Regency) -> None:
    browser.sign_in(regency.admin)
    written(browser, regency)
    [letter] = letters(session, regency.id)
    _finish(app, session, regency, letter)
    shown = browser.get(f"/t/{regency.slug}/surat/{letter.id}")
    file = browser.get(str(shown.html.select_one("a[download]")["href"])).response  # type: ignore[index]
    assert file.mimetype == "application/pdf"
    assert file.data.startswith(b"%PDF")
    assert browser.get(f"/t/{regency.slug}/surat/{letter.id}/unduh/xlsx").status == 404
    question = browser.get(f"/t/{regency.slug}/surat/{letter.id}/tarik")
    assert browser.send(question, {"reason": " "}).status == 422
    assert browser.send(question, {"reason": "Salah nama"}).status == 302
    again = browser.send(question, {"reason": "Sekali lagi"})
    assert again.status == 422 and "Surat ini sudah ditarik." in again.text
    after = browser.get(f"/t/{regency.slug}/surat/{letter.id}")
    assert "Salah nama" in after.text
    number = after.html.select_one("a[href*='/surat/periksa/']")["href"]  # type: ignore[index]
    assert "Salah nama" in browser.follow(browser.get(str(number))).text


def _finish(app: Flask, session: Session, regency: Regency, letter: Letter) -> None:
    """What the reporter does, without its process."""
    from puas.usecases.add_report_file import StoredFile, add_report_file
    from puas.usecases.claim_report import claim_report
    from puas.usecases.finish_report import finish_report

    assert letter.report_id is not None
    with app.app_context():
        from puas_web.file_storage import file_store

        store = file_store()
    with tenancy.inside(session, tenant_id=regency.id):
        claimed = claim_report(session=session, tenant_id=regency.id, report_id=letter.report_id, now=NOW)
        assert claimed is not None
        row = session.get_one(Report, (regency.id, letter.report_id))
        for made in render("official_letter", ("pdf", "docx"), row.snapshot, store):
            content = b"".join(made.chunks())
            store.write(made.name, content, content_type=made.content_type)
            stored = StoredFile(made.format, made.name, made.name, len(content), "0" * 64)
            add_report_file(
                session=session, tenant_id=regency.id, report_id=letter.report_id, attempt=claimed.attempt, stored=stored, now=NOW
            )
        assert finish_report(session=session, tenant_id=regency.id, report_id=letter.report_id, attempt=claimed.attempt, now=NOW)
        assert row.expires_at is None
    session.commit()


def test_a_button_pressed_twice_issues_one_letter(browser: Browser, session: Session, regency: Regency) -> None:
    browser.sign_in(regency.admin)
    assert written(browser, regency).status == 302
    again = written(browser, regency)
    assert again.status == 422 and any("surat yang sama" in each for each in again.errors())
    # Other words are another letter, and who has none of it yet is not kept from one.
    assert written(browser, regency, subject="Apresiasi kedua").status == 302
    assert [each.number for each in letters(session, regency.id)] == [1, 2]


def test_strangers_find_nothing(browser: Browser, session: Session, regency: Regency) -> None:
    browser.sign_in(regency.admin)
    written(browser, regency)
    [letter] = letters(session, regency.id)
    other = a_regency(session, "35.02")
    sign(session, other.id)
    browser.sign_in(other.admin)
    assert browser.get(f"/t/{regency.slug}/surat/{letter.id}").status == 404
    assert browser.get(f"/t/{other.slug}/surat/{letter.id}").status == 404
    foreign = f"/t/{other.slug}/surat/tulis?{SCOPE}&alasan=best&penerima={regency.agencies[0]}"
    assert browser.get(foreign).status == 404
    for nonsense in (
        f"tulis?{SCOPE}&alasan=x&penerima={other.agencies[0]}",
        f"tulis?{SCOPE}&alasan=best&penerima=x",
        f"tulis-semua?{SCOPE}&alasan=best",
    ):
        assert browser.get(f"/t/{other.slug}/surat/{nonsense}").status == 404
    for half in ("tulis", "tulis?alasan=best", "tulis-semua"):
        assert browser.get(f"/t/{other.slug}/surat/{half}").location == f"/t/{other.slug}/surat/baru"
    assert browser.get(f"/t/{other.slug}/surat/baru?tahun=99999999999999999999&bagian=x").status == 200


def test_pages_of_letters_take_a_dozen_statements_at_most(
    browser: Browser, session: Session, regency: Regency, count_queries: CountQueries
) -> None:
    browser.sign_in(regency.admin)
    written(browser, regency)
    for path in ("surat", f"surat/baru?{SCOPE}", f"surat/tulis-semua?{SCOPE}&alasan=not_reported"):
        with count_queries() as statements:
            assert browser.get(f"/t/{regency.slug}/{path}").status == 200
        assert len(statements) <= 12, path + "\n\n".join(statements)


def test_a_province_writes_to_its_regencies(committing: Committing, committed_browser: Browser) -> None:
    with committing.session_factory() as session:
        province = a_province(session)
        sign(session, province.id)
        first, second = province.regencies
        publish(session, first, "91.00")
        due(session, province.id, step="hand_over")
        a_submission(session, tenant_id=second.id, agency_id=second.agencies[0], window=semester(2026, 1))
        foreign = a_province(session, code="36", regencies=1).regencies[0]
        publish(session, foreign, "95.00", province="36")
        session.commit()
    browser = committed_browser
    browser.sign_in(province.admin)
    choice = browser.get(f"/t/{province.slug}/surat/baru?{SCOPE}")
    assert f"{first.name} 91,00 · A (Sangat Baik)" in choice.text
    assert foreign.name not in choice.text
    assert second.name in choice.text
    path = f"/t/{province.slug}/surat/tulis?{SCOPE}&alasan=not_reported&penerima={second.id}"
    page = browser.get(path)
    assert page.filled()["addressee"] == "Bupati 35.02"
    assert browser.post(path, page.filled()).status == 302
    assert browser.get(f"/t/{province.slug}/surat/tulis?{SCOPE}&alasan=best&penerima={foreign.id}").status == 404
    browser.sign_in(second.admin)
    told = browser.get(f"/t/{second.slug}/pemberitahuan")
    assert "Provinsi 35 menerbitkan surat pengingat nomor 001/SKM/VIII/2026 untuk Kabupaten 35.02" in told.text


def test_a_province_reminds_who_surveyed_nothing_but_of_nothing_before_it_joined(
    committing: Committing, committed_browser: Browser
) -> None:
    """Both regencies joined in March 2026, in the middle of the first half-year, and have no period at all."""
    with committing.session_factory() as session:
        province = a_province(session)
        session.commit()
    browser = committed_browser
    browser.sign_in(province.admin)
    room, quarter = f"/t/{province.slug}/surat/baru", "tahun=2026&bagian=triwulan-2"
    assert "alasan=not_reported" not in str(browser.get(f"{room}?{quarter}").html), "no day was set"
    with committing.session_factory() as session:
        due(session, province.id, step="hand_over")
        due(session, province.id, step="hand_over", part="triwulan-2")
    links = [str(each["href"]) for each in browser.get(f"{room}?{quarter}").html.select("main a[href*='alasan=not_reported']")]
    assert [f"penerima={each.id}" in link for each, link in zip(province.regencies, links, strict=False)] == [True, True]
    assert "Batas waktu penyampaiannya adalah 20 Juli 2026." in browser.get(links[0]).filled()["text"]
    assert "alasan=not_reported" not in str(browser.get(f"{room}?{SCOPE}").html)
    # Who surveys the half-year owes no report of a quarter of it alone.
    first = province.regencies[0]
    with committing.session_factory() as session:
        a_submission(session, tenant_id=first.id, agency_id=first.agencies[0], window=semester(2026, 1), state="handed_over")
        session.commit()
    links = [str(each["href"]) for each in browser.get(f"{room}?{quarter}").html.select("main a[href*='alasan=not_reported']")]
    assert [link.endswith(f"penerima={province.regencies[1].id}") for link in links] == [True]


def test_a_province_tries_a_failed_letter_again(committing: Committing, committed_browser: Browser) -> None:
    with committing.session_factory() as session:
        province = a_province(session, regencies=1)
        sign(session, province.id)
        (regency,) = province.regencies
        session.commit()
    browser = committed_browser
    browser.sign_in(province.admin)
    path = f"/t/{province.slug}/surat/tulis?{SCOPE}&alasan=not_reported&penerima={regency.id}"
    shown = browser.post(path, {**browser.get(path).filled(), "text": "Mohon laporan Semester I segera dikirim."})
    with committing.session_factory() as session, tenancy.inside(session, tenant_id=province.id):
        session.execute(update(Report).where(Report.tenant_id == province.id).values(state="failed", failure="unexpected"))
        session.commit()
    page = browser.get(shown.location)
    assert "Berkas surat gagal dibuat" in page.text
    form = next(each for each in page.html.select("main form") if str(each["action"]).endswith("/coba-lagi"))
    tried = browser.follow(browser.send(page, action=str(form["action"])))
    assert tried.status == 200 and "Menunggu giliran" in tried.text
    with committing.session_factory() as session, tenancy.inside(session, tenant_id=province.id):
        assert session.scalars(select(Report.state).where(Report.tenant_id == province.id)).all() == ["pending"]
