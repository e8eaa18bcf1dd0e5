"""Public pages: frozen results only, small groups hidden, documents that can be checked."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.publication_sources import Subject
from puas.db.tables.people import Account
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report, ReportFile
from puas.db.tables.results import Result
from puas.domain.document_source import RESULT_BANNER
from puas.domain.survey_period import triwulan
from puas.usecases.request_publication import request_publication
from puas.usecases.request_report import request_report
from tests.factories.frozen import freeze_period
from tests.factories.surveyed import Surveyed, put_counts, survey_tenant, tally_of_total
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


def _rows(browser: Browser) -> list[dict[str, str]]:
    text = browser.get("/publik/arjosari.csv").response.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_only_frozen_results_are_public(browser: Browser, surveyed: Surveyed) -> None:
    page = browser.get("/publik/arjosari")
    assert page.status == 200
    assert "Triwulan I 2026" in page.text
    assert "Triwulan II 2026" not in page.text
    record = json.loads(browser.get("/publik/arjosari.json").response.data)
    assert {each["period"]["label"] for each in record["results"]} == {"Triwulan I 2026"}
    assert {row["periode"] for row in _rows(browser)} == {"Triwulan I 2026"}
    assert "Set-Cookie" not in page.response.headers


def test_page_json_and_csv_say_the_same(browser: Browser, surveyed: Surveyed) -> None:
    page = browser.get("/publik/arjosari").text
    record = json.loads(browser.get("/publik/arjosari.json").response.data)
    for line, row in zip(record["results"], _rows(browser), strict=True):
        assert (line["nik"], line["mutu"], line["respondents"]) == (row["nik"], row["mutu"], row["responden"])
        assert line["nik"].replace(".", ",") in page


def test_a_name_that_looks_like_a_formula_is_text_in_the_sheet(browser: Browser, surveyed: Surveyed) -> None:
    assert "'=Dinas Rumus" in {row["perangkat_daerah"] for row in _rows(browser)}


def test_results_of_few_people_are_hidden_everywhere(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    small = survey_tenant(session, slug="kecil", name="Kabupaten Kecil", answered=False)
    put_counts(session, tenant_id=small.tenant_id, period_id=small.periods[0].id, tallies={small.service_ids[0]: tally_of_total(4, 89)})
    freeze_period(session, small, small.periods[0])
    session.commit()
    assert session.scalars(select(Result.nik).where(Result.tenant_id == small.tenant_id)).one() == Decimal("61.81")
    answers = [browser.get(f"/publik/kecil{ending}").response.text for ending in ("", ".json", ".csv")]
    assert [text for text in answers if "61.81" in text or "61,81" in text] == []
    assert "kurang dari 10" in answers[0]
    assert {each["respondents"] for each in json.loads(answers[1])["results"]} == {None}


def test_answers_are_kept_by_their_entity_tag(browser: Browser, surveyed: Surveyed) -> None:
    first = browser.get("/publik/arjosari.json").response
    assert "max-age" in first.headers["Cache-Control"]
    again = browser.get("/publik/arjosari.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304


@pytest.mark.parametrize(("state", "status", "words"), [("suspended", 503, "ditutup sementara"), ("left", 410, "tidak lagi memakai")])
def test_closed_tenants_say_so_and_show_nothing(
    browser: Browser, surveyed: Surveyed, session: Session, state: str, status: int, words: str
) -> None:
    assert browser.get("/publik/tidak-ada").status == 404
    session.execute(update(Tenant).where(Tenant.id == surveyed.tenant_id).values(state=state))
    session.commit()
    assert {browser.get(f"/publik/arjosari{ending}").status for ending in ("", ".json", ".csv")} == {status}
    page = browser.get("/publik/arjosari")
    assert words in page.text
    assert "Indeks" not in page.text


def test_a_tenant_without_results_says_so(browser: Browser, app: Flask, session: Session) -> None:
    survey_tenant(session, slug="baru", name="Kabupaten Baru")
    session.commit()
    assert "Belum ada hasil yang diterbitkan" in browser.get("/publik/baru").text


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
