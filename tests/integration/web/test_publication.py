"""Documents somebody holds in hand can be checked by everybody."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.publication_sources import Subject
from puas.db.tables.agencies import Agency
from puas.db.tables.people import Account
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report, ReportFile
from puas.domain.document_source import RESULT_BANNER
from puas.domain.submission_workflow import PUBLISHED
from puas.domain.survey_period import triwulan
from puas.runtime.signing_key import SigningKey
from puas.usecases.approve_report import approve_report
from puas.usecases.begin_correction import begin_correction
from puas.usecases.publish_results import publish_results
from puas.usecases.request_publication import request_publication
from puas.usecases.request_report import request_report
from puas.usecases.submit_report import submit_report
from tests.factories.frozen import SECRET, freeze_period
from tests.factories.submissions import ASKED_AT, final_report, late_answers, report_on_its_way
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.web_pages import Browser

NOW = datetime(2026, 7, 2, 5, 0, tzinfo=UTC)


@pytest.fixture
def surveyed(app: Flask, session: Session) -> Surveyed:
    """Two agencies; the first quarter is closed, the second open."""
    made = survey_tenant(
        session,
        slug="arjosari",
        name="Kabupaten Arjosari",
        windows=(triwulan(2026, 1), triwulan(2026, 2)),
        agencies=("Dinas Kependudukan", "=Dinas Rumus"),
    )
    freeze_period(session, made, made.periods[0])
    freeze_period(session, made, made.periods[2])
    session.commit()
    return made


FILE = b"%PDF-1.7 the published file"


def _report(session: Session, surveyed: Surveyed, *, now: datetime = NOW) -> Report:
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    account = Account(id=new_id(), email=f"{new_id()}@contoh.example", name="Sri")
    session.add(account)
    session.flush()
    made = request_report(
        session=session,
        tenant_id=surveyed.tenant_id,
        period_id=surveyed.periods[0].id,
        requested_by=account.id,
        base_url="http://localhost",
        now=now,
    )
    report: Report = made
    # As if its findings had been mended: what is checked by the public is final.
    report.stage = "final"
    report.state = "ready"
    report.finished_at = now
    session.add(
        ReportFile(
            tenant_id=surveyed.tenant_id,
            report_id=report.id,
            format="pdf",
            file_key="x",
            file_name="x.pdf",
            size_bytes=len(FILE),
            sha256=hashlib.sha256(FILE).hexdigest(),
        )
    )
    session.commit()
    return report


def test_a_document_is_recognised_by_its_number(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    report = _report(session, surveyed)
    page = browser.get(f"/verifikasi/{report.document_id}")
    assert page.status == 200
    fingerprint = hashlib.sha256(FILE).hexdigest()
    for words in ("Berlaku", "Dokumen ini diterbitkan oleh sistem ini", "Dinas Kependudukan", "Triwulan I 2026", fingerprint):
        assert words in page.text, words
    # Typed by hand: small letters and a hyphen.
    typed = f"{report.document_id[:3]}-{report.document_id[3:]}".lower()
    assert browser.get(f"/verifikasi?nomor={typed}").status == 200


@pytest.mark.parametrize("state", ["suspended", "left"])
def test_a_letter_of_a_closed_tenant_stays_genuine(browser: Browser, surveyed: Surveyed, session: Session, state: str) -> None:
    report = _report(session, surveyed)
    session.execute(update(Tenant).where(Tenant.id == surveyed.tenant_id).values(state=state))
    session.commit()
    page = browser.get(f"/verifikasi/{report.document_id}")
    assert page.status == 200
    assert report.document_id in page.text
    assert page.html.select_one('link[href*="t-style"]') is None


def test_a_number_nobody_gave_out_is_refused(browser: Browser, surveyed: Surveyed) -> None:
    page = browser.get("/verifikasi/ZZZZZZZZZ")
    assert (page.status, page.title) == (404, "Dokumen tidak dikenal")
    assert browser.get("/verifikasi").status == 200


def _state(browser: Browser, report: Report) -> tuple[str, str]:
    """The state by the record for programs, and the page's words."""
    number = report.document_id
    page = browser.get(f"/verifikasi/{number}")
    assert page.status == 200
    return json.loads(browser.get(f"/verifikasi/{number}.json").response.data)["state"], page.text


def test_a_newer_report_of_the_period_replaces_the_older(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    first = _report(session, surveyed)
    second = _report(session, surveyed, now=NOW + timedelta(hours=1))
    state, text = _state(browser, first)
    assert state == "replaced" and "Sudah diganti" in text and f"Buka dokumen terbaru, {second.document_id}" in text
    assert _state(browser, second)[0] == "current"
    second.stage = "draft"
    session.commit()
    assert _state(browser, first)[0] == "current"
    state, text = _state(browser, second)
    assert state == "draft" and "bukan dokumen final" in text


def test_a_report_of_a_result_that_was_mended_is_replaced(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    report = _report(session, surveyed)
    freeze_period(session, surveyed, surveyed.periods[0], reason="Salah satu layanan tertukar.")
    session.commit()
    state, text = _state(browser, report)
    assert state == "replaced" and "dokumen barunya belum dibuat" in text


def test_a_correction_replaces_a_public_report_only_when_it_is_published(browser: Browser, session: Session) -> None:
    way = report_on_its_way(session, PUBLISHED)
    late_answers(session, way, 5)
    session.commit()
    first = session.scalars(select(Report).where(Report.tenant_id == way.tenant_id, Report.id == way.report_id)).one()
    assert _state(browser, first)[0] == "current"
    later = ASKED_AT + timedelta(days=20)
    begin_correction(
        session=session, tenant_id=way.tenant_id, period_id=way.period_id, reason="Jawaban yang terlambat ikut dihitung.",
        account_id=way.admin_id, signing_key=SigningKey(SECRET), now=later, count_late=True,
    )  # fmt: skip
    session.commit()
    assert _state(browser, first)[0] == "current", "the result was frozen anew, and nothing is published yet"
    second = final_report(session, way.closed, asked_by=way.officer_id, now=later + timedelta(days=1))
    session.commit()
    for step in (submit_report, approve_report):
        assert [_state(browser, each)[0] for each in (first, second)] == ["current"] * 2
        who, later = (way.officer_id if step is submit_report else way.admin_id), later + timedelta(days=2)
        step(session=session, tenant_id=way.tenant_id, period_id=way.period_id, account_id=who, now=later)
        session.commit()
    assert [_state(browser, each)[0] for each in (first, second)] == ["current"] * 2
    later += timedelta(days=1)
    publish_results(session=session, tenant_id=way.tenant_id, period_ids=[way.period_id], account_id=way.admin_id, now=later)
    session.commit()
    state, text = _state(browser, first)
    assert state == "replaced" and f"Buka dokumen terbaru, {second.document_id}" in text
    assert _state(browser, second)[0] == "current"


def test_a_withdrawn_report_says_why(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    report = _report(session, surveyed)
    report.withdrawn_at, report.withdrawal_reason = NOW, "Nama penanda tangan <b>keliru</b>."
    session.commit()
    state, text = _state(browser, report)
    assert state == "withdrawn" and "Ditarik pada 2 Juli 2026" in text and "Nama penanda tangan <b>keliru</b>." in text


def test_a_document_without_files_can_still_be_checked(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    report = _report(session, surveyed)
    report.state = "gone"
    session.commit()
    state, text = _state(browser, report)
    assert state == "current" and "masa simpannya habis" in text
    report.failure = "no-room"
    session.commit()
    state, text = _state(browser, report)
    assert state == "failed" and "bukan dari sistem ini" in text


def _compare(browser: Browser, report: Report, content: bytes) -> str:
    answer = browser.post(
        f"/verifikasi/{report.document_id}/bandingkan", {"file": (io.BytesIO(content), "dari-wa.pdf")}, content_type="multipart/form-data"
    )
    assert answer.status == 200 and "Set-Cookie" not in answer.response.headers
    return answer.text


def test_a_file_is_compared_with_the_published_one(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    report = _report(session, surveyed)
    assert "sama persis dengan yang diterbitkan" in _compare(browser, report, FILE)
    assert "berbeda dari yang diterbitkan" in _compare(browser, report, FILE.replace(b"file", b"File"))
    assert "dengan tambahan sesudahnya" in _compare(browser, report, FILE + b" and more")
    assert "berbeda dari yang diterbitkan" in _compare(browser, report, b"")
    assert "berbeda dari yang diterbitkan" in _compare(browser, report, FILE[:-1])


def test_comparing_nothing_or_with_nothing(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    report = _report(session, surveyed)
    page = browser.post(f"/verifikasi/{report.document_id}/bandingkan", {})
    assert page.status == 422 and "Pilih berkas yang akan dibandingkan" in page.text
    assert browser.post("/verifikasi/ZZZZZZZZZ/bandingkan", {}).status == 404
    assert browser.get("/verifikasi/ZZZZZZZZZ.json").status == 404
    large = browser.client.post(
        f"/verifikasi/{report.document_id}/bandingkan", data=b"x" * (28 * 1024 * 1024), content_type="multipart/form-data; boundary=x"
    )
    assert large.status_code == 413


def test_the_record_says_what_the_page_says(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    report = _report(session, surveyed)
    record = json.loads(browser.get(f"/verifikasi/{report.document_id}.json").response.data)
    text = browser.get(f"/verifikasi/{report.document_id}").text
    assert record["figures"]["nik"].replace(".", ",") in text and len(record["figures"]["lines"]) == 9
    assert record["figures"]["intact"] is True and record["figures"]["sha256"] in text
    assert record["files"] == [{"format": "pdf", "size_bytes": str(len(FILE)), "sha256": hashlib.sha256(FILE).hexdigest()}]


def test_a_banner_of_a_result_that_was_mended_is_replaced_and_other_units_banners_do_not_replace_it(
    browser: Browser, surveyed: Surveyed, session: Session
) -> None:
    period = surveyed.periods[0]
    made: list[Report] = []
    for service_id in (None, surveyed.service_ids[0]):
        subject = Subject(period_id=period.id, agency_id=surveyed.agency_ids[0], service_type_id=service_id)
        tenancy.enter(session, tenant_id=surveyed.tenant_id)
        banner = request_publication(
            session=session, tenant_id=surveyed.tenant_id, document=RESULT_BANNER, subject=subject, requested_by=None,
            base_url="http://localhost", now=NOW + timedelta(minutes=len(made)),
        )  # fmt: skip
        banner.state, banner.finished_at = "ready", NOW
        session.commit()
        made.append(banner)
    assert [_state(browser, each)[0] for each in made] == ["current", "current"]
    freeze_period(session, surveyed, period, reason="Salah satu layanan tertukar.")
    session.commit()
    assert [_state(browser, each)[0] for each in made] == ["replaced", "replaced"]


@pytest.mark.parametrize(("people", "is_told"), [(24, True), (9, False)])
def test_the_number_of_a_report_is_told_only_where_its_figures_are(
    browser: Browser, session: Session, people: int, is_told: bool
) -> None:
    """Whoever has the number can look the figures of the report up."""
    way = report_on_its_way(session, PUBLISHED, respondents=people)
    session.commit()
    number = session.scalars(select(Report.document_id).where(Report.tenant_id == way.tenant_id, Report.id == way.report_id)).one()
    slug = session.scalars(select(Agency.slug).where(Agency.tenant_id == way.tenant_id)).one()
    for path in ("/publik/arjosari", f"/publik/arjosari/{slug}"):
        assert (number in browser.get(path).response.text, number in browser.get(f"{path}.json").response.text) == (is_told, is_told)
