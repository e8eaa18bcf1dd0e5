"""Certificates on screen: who lacks what, issuing, the file, checking it by its number, taking it back, and the participant's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.erasure import erase_guest
from puas.db.identifiers import new_id
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report, ReportFile
from puas.db.tables.training import Certificate, TrainingSession
from puas.runtime.file_store import open_file_store
from puas_reporter.documents.catalogue import render
from tests.factories.certified import CertifiedHall, earn, issue, make_certified_hall, sign
from tests.factories.tenants import add_account, add_member
from tests.factories.training_rooms import NOW, account_of, take_seat
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def made(session: Session, browser: Browser) -> CertifiedHall:
    found = make_certified_hall(session, seats=3, earned=(1, 2))
    browser.sign_in(found.hall.trainer.id)
    session.commit()
    return found


def certificates(session: Session, made: CertifiedHall) -> list[Certificate]:
    session.expire_all()
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        statement = select(Certificate).where(Certificate.tenant_id == made.hall.owner_id).order_by(Certificate.number)
        return list(session.scalars(statement))


def produce(session: Session, made: CertifiedHall, tmp_path: Path) -> list[str]:
    """Do what the reporter does; gives the numbers of the documents."""
    store, numbers = open_file_store(tmp_path.as_uri()), []
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        for report in session.scalars(select(Report).where(Report.tenant_id == made.hall.owner_id, Report.state == "pending")):
            for each in render(report.document, report.formats, report.snapshot, store):
                key = f"tenant-{made.hall.owner_id}/{report.id}.{each.format}"
                content = b"".join(each.chunks())
                store.write(key, content, content_type="application/pdf")
                session.add(
                    ReportFile(
                        tenant_id=made.hall.owner_id, report_id=report.id, format=each.format, file_key=key, file_name=each.name,
                        size_bytes=len(content), sha256="0" * 64,
                    )
                )  # fmt: skip
            report.state, report.finished_at = "ready", NOW
            numbers.append(report.document_id)
    session.commit()
    return numbers


def enter_practice(session: Session, browser: Browser, made: CertifiedHall, number: int) -> str:
    """Sign in as a participant; gives the address of their certificate."""
    seat = made.seats[number - 1]
    slug = session.scalars(select(Tenant.slug).where(Tenant.id == seat.practice_tenant_id)).one()
    browser.sign_in(account_of(session, seat))
    session.commit()
    return f"/t/{slug}/latihan/sertifikat"


def issue_all(browser: Browser, made: CertifiedHall) -> Page:
    return browser.follow(browser.send(browser.get(made.url), action=f"{made.url}/terbitkan"))


def test_everybody_is_listed_with_what_is_missing(browser: Browser, made: CertifiedHall) -> None:
    page = browser.get(made.url)
    assert "0 dari 3 peserta sudah mempunyai sertifikat" in page.text and "2 peserta lain memenuhi syarat" in page.text
    [row] = [each.get_text(" ", strip=True) for each in page.html.select("tbody tr") if "Peserta 3" in each.get_text()]
    for words in ("hadir 0 dari 1 hari", "belum mengirim tes akhir (syarat 60% benar)", "latihan selesai 0 dari 3 yang diminta"):
        assert words in row


def test_issuing_to_all_reaches_those_who_earned_it_once(session: Session, browser: Browser, made: CertifiedHall) -> None:
    form = browser.get(made.url)
    page = browser.follow(browser.send(form, action=f"{made.url}/terbitkan"))
    assert "2 sertifikat diterbitkan" in page.text and "002/SKM/XI/2026" in page.text
    assert "Tidak ada peserta yang memenuhi syarat" in browser.follow(browser.send(form, action=f"{made.url}/terbitkan")).text
    assert [each.number for each in certificates(session, made)] == [1, 2]


def test_the_list_takes_few_statements(
    session: Session, browser: Browser, made: CertifiedHall, count_queries: CountQueries
) -> None:
    issue_all(browser, made)
    with count_queries() as few:
        browser.get(made.url)
    for number in range(4, 24):
        earn(session, take_seat(session, made.hall, number=number))
    session.commit()
    issue_all(browser, made)
    with count_queries() as many:
        browser.get(made.url)
    assert len(many) == len(few) <= 12


def test_one_by_hand_needs_a_reason(session: Session, browser: Browser, made: CertifiedHall) -> None:
    url = f"{made.url}/terbitkan/{made.seats[2].participant_id}"
    page = browser.send(browser.get(url), {"why": " "})
    assert page.status == 422 and "Tulis alasan" in page.errors()[0]
    page = browser.follow(browser.send(page, {"why": "Mengikuti dari awal, ponselnya rusak"}))
    assert "Sertifikat untuk Peserta 3 diterbitkan" in page.text
    assert len(certificates(session, made)) == 1


def test_without_signatory_the_page_says_so_and_nothing_is_issued(session: Session, browser: Browser, made: CertifiedHall) -> None:
    form = browser.get(made.url)
    sign(session, made.hall, signatory_name="")
    session.commit()
    assert "Penanda tangan belum diisi" in browser.follow(browser.send(form, action=f"{made.url}/terbitkan")).text
    assert not browser.get(made.url).html.select(f'form[action="{made.url}/terbitkan"]')
    assert certificates(session, made) == []


def test_in_the_training_house_trainers_say_who_signs(session: Session, browser: Browser, made: CertifiedHall) -> None:
    assert browser.get(f"/t/{made.hall.owner_slug}/pelatihan/penanda-tangan").status == 404
    house = make_certified_hall(session, kind="demo")
    sign(session, house.hall, signatory_name="", signatory_position="", signatory_nip="")
    browser.sign_in(house.hall.trainer.id)
    session.commit()
    url = f"/t/{house.hall.owner_slug}/pelatihan/penanda-tangan"
    assert url in {each.get("href") for each in browser.get(house.url).html.select("a")}
    refused = browser.send(browser.get(url), {"signatory_name": "Dr. Wira", "letter_number": "{nomor}"})
    assert refused.status == 422 and "{tahun}" in refused.errors()[0]
    browser.send(refused, {"signatory_position": "Kepala Pengelola", "letter_number": "{nomor}/LATIH/{tahun}"})
    assert "001/LATIH/2026" in issue_all(browser, house).text


def test_the_rule_is_a_form(session: Session, browser: Browser, made: CertifiedHall) -> None:
    url = f"{made.url}/syarat"
    page = browser.get(url)
    assert (page.filled()["attendance"], page.filled()["test"], page.filled()["exercises"]) == ("100", "60", "3")
    refused = browser.send(page, {"attendance": "101", "test": "", "exercises": "7"})
    assert refused.status == 422 and len(refused.errors()) == 2 and refused.filled()["exercises"] == "7"
    refused = browser.send(page, {"exercises": "7"})
    assert refused.status == 422 and "Lebih banyak daripada latihan" in refused.errors()[0]
    page = browser.follow(browser.send(page, {"attendance": "0", "test": "0", "exercises": "0", "evaluation": "y"}))
    assert "mengisi evaluasi pelatihan" in page.text and "belum mengisi evaluasi" in page.text
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        kept = session.scalars(select(TrainingSession.certificate_rule).where(TrainingSession.id == made.hall.session_id)).one()
    assert kept == {"attendance": 0, "test": 0, "exercises": 0, "needs_evaluation": True}


def test_a_certificate_is_downloaded_and_checked_by_anybody(
    app: Flask, session: Session, browser: Browser, made: CertifiedHall, tmp_path: Path
) -> None:
    issue_all(browser, made)
    number, _other = produce(session, made, tmp_path)
    [first, _second] = certificates(session, made)
    answer = browser.get(f"{made.url}/{first.id}/unduh/pdf").response
    assert answer.data.startswith(b"%PDF") and "sertifikat-001-skm-xi-2026-peserta-1.pdf" in answer.headers["Content-Disposition"]
    assert browser.get(f"{made.url}/{first.id}/unduh/docx").status == 404
    stranger = Browser(app)
    page = stranger.get(f"/verifikasi/{number}")
    for words in ("Berlaku", "Peserta 1", "Bimtek Contoh", "8 JP", "001/SKM/XI/2026", "21 November 2026", "Provinsi Pelatih"):
        assert words in page.text
    record = stranger.client.get(f"/verifikasi/{number}.json").json
    assert record is not None
    assert (record["certificate"]["name"], record["certificate"]["hours"], record["state"]) == ("Peserta 1", "8", "current")


def test_a_certificate_stays_verifiable_when_its_guest_is_erased(
    app: Flask, session: Session, browser: Browser, made: CertifiedHall, tmp_path: Path
) -> None:
    issue_all(browser, made)
    number, _other = produce(session, made, tmp_path)
    erase_guest(session, account_id=account_of(session, made.seats[0]))
    session.commit()
    assert "Peserta 1" in Browser(app).get(f"/verifikasi/{number}").text


def test_one_taken_back_says_so_and_leads_to_the_one_given_instead(
    app: Flask, session: Session, browser: Browser, made: CertifiedHall, tmp_path: Path
) -> None:
    issue_all(browser, made)
    number, _other = produce(session, made, tmp_path)
    [first, _second] = certificates(session, made)
    url = f"{made.url}/{first.id}/tarik"
    assert browser.send(browser.get(url), {"reason": "Nama keliru", "typed_name": "salah"}).status == 422
    browser.send(browser.get(url), {"reason": "Nama keliru", "typed_name": number})
    page = browser.get(made.url)
    assert "Sudah ditarik" in page.text and "Nama keliru" in page.text
    page = Browser(app).get(f"/verifikasi/{number}")
    assert "Ditarik" in page.text and "Nama keliru" in page.text
    with time_machine.travel(NOW.replace(hour=9)):
        issue_all(browser, made)
        [again] = produce(session, made, tmp_path)
        assert again in Browser(app).get(f"/verifikasi/{number}").text
    assert [each.number for each in certificates(session, made)] == [1, 2, 3]


def test_certificates_of_another_session_or_tenant_are_not_there(session: Session, browser: Browser, made: CertifiedHall) -> None:
    other = make_certified_hall(session)
    foreign = issue(session, other)
    session.commit()
    for certificate_id in (foreign.id, new_id()):
        for rest in ("unduh/pdf", "tarik"):
            assert browser.get(f"{made.url}/{certificate_id}/{rest}").status == 404
    assert browser.get(other.url).status == 404
    assert browser.get(f"{made.url}/terbitkan/{other.seats[0].participant_id}").status == 404
    assert browser.get(made.url.replace(str(made.hall.session_id), str(new_id()))).status == 404


def test_certificates_of_another_session_of_the_same_tenant_are_not_there(session: Session, browser: Browser, made: CertifiedHall) -> None:
    mine = issue(session, made)
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        row = session.scalars(select(TrainingSession).where(TrainingSession.id == made.hall.session_id)).one()
        columns = {each.key: getattr(row, each.key) for each in TrainingSession.__table__.columns}
        second = TrainingSession(**{**columns, "id": new_id(), "code": "LAIN123"})
        session.add(second)
    session.commit()
    assert browser.get(f"{made.url}/{mine.id}/tarik").status == 200
    elsewhere = made.url.replace(str(made.hall.session_id), str(second.id))
    assert browser.get(elsewhere).status == 200
    for rest in ("tarik", "unduh/pdf"):
        assert browser.get(f"{elsewhere}/{mine.id}/{rest}").status == 404
    assert browser.get(f"{elsewhere}/terbitkan/{made.seats[0].participant_id}").status == 404


def test_who_only_looks_on_issues_nothing(session: Session, browser: Browser, made: CertifiedHall) -> None:
    viewer = add_account(session, "lihat@contoh.example")
    add_member(session, tenant_id=made.hall.owner_id, account_id=viewer.id, role="province-viewer")
    session.commit()
    browser.sign_in(viewer.id)
    page = browser.get(made.url)
    assert page.status == 200 and not page.html.select("main form")
    assert browser.get(f"{made.url}/syarat").status == 404
    assert browser.get(f"{made.url}/terbitkan/{made.seats[0].participant_id}").status == 404


def test_a_participant_sees_what_is_missing_and_then_downloads_their_own(
    session: Session, browser: Browser, made: CertifiedHall, tmp_path: Path
) -> None:
    issue_all(browser, made)
    own = enter_practice(session, browser, made, 3)
    assert "belum mengirim tes akhir" in browser.get(own).text
    assert browser.get(f"{own}/unduh/pdf").status == 404
    own = enter_practice(session, browser, made, 2)
    assert "sedang dibuat" in browser.get(own).text
    produce(session, made, tmp_path)
    assert "002/SKM/XI/2026" in browser.get(own).text
    answer = browser.get(f"{own}/unduh/pdf").response
    assert answer.data.startswith(b"%PDF") and "peserta-2" in answer.headers["Content-Disposition"]
    # The trainer's pages are not for participants.
    assert browser.get(made.url).status == 404


def test_somebody_in_a_practice_tenant_without_a_seat_has_no_certificate(
    session: Session, browser: Browser, made: CertifiedHall
) -> None:
    own = enter_practice(session, browser, made, 1)
    stranger = add_account(session, "orang@contoh.example")
    add_member(session, tenant_id=made.seats[0].practice_tenant_id, account_id=stranger.id, role="trainee")
    session.commit()
    browser.sign_in(stranger.id)
    assert browser.get(own).status == 404


def test_a_failed_file_can_be_tried_again(session: Session, browser: Browser, made: CertifiedHall) -> None:
    issue_all(browser, made)
    [first, _second] = certificates(session, made)
    fail(session, made, first.report_id)
    page = browser.get(made.url)
    assert "gagal dibuat" in page.text
    browser.send(page, action=f"{made.url}/{first.id}/coba-lagi")
    assert "gagal dibuat" not in browser.get(made.url).text


def fail(session: Session, made: CertifiedHall, report_id: UUID | None) -> None:
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        session.execute(update(Report).where(Report.id == report_id).values(state="failed", failure="x"))
    session.commit()
