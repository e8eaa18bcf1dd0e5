"""Public pages: frozen results only, small groups hidden, documents that can be checked."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.people import Account
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report, ReportFile
from puas.db.tables.results import Result
from puas.domain.survey_period import triwulan
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
    assert "kurang dari 5" in answers[0]
    assert {each["respondents"] for each in json.loads(answers[1])["results"]} == {None}


def test_answers_are_kept_by_their_entity_tag(browser: Browser, surveyed: Surveyed) -> None:
    first = browser.get("/publik/arjosari.json").response
    assert "max-age" in first.headers["Cache-Control"]
    again = browser.get("/publik/arjosari.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304


def test_unknown_and_suspended_tenants_have_no_page(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    assert browser.get("/publik/tidak-ada").status == 404
    session.execute(update(Tenant).where(Tenant.id == surveyed.tenant_id).values(state="suspended"))
    session.commit()
    assert {browser.get(f"/publik/arjosari{ending}").status for ending in ("", ".json", ".csv")} == {404}


def test_a_tenant_without_results_says_so(browser: Browser, app: Flask, session: Session) -> None:
    survey_tenant(session, slug="baru", name="Kabupaten Baru")
    session.commit()
    assert "Belum ada hasil yang diterbitkan" in browser.get("/publik/baru").text


def _report(session: Session, surveyed: Surveyed) -> Report:
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    account = Account(id=new_id(), email="a@contoh.example", name="Sri")
    session.add(account)
    session.flush()
    made = request_report(
        session=session,
        tenant_id=surveyed.tenant_id,
        period_id=surveyed.periods[0].id,
        requested_by=account.id,
        base_url="http://localhost",
        now=NOW,
    )
    report: Report = made
    report.state = "ready"
    report.finished_at = NOW
    session.add(
        ReportFile(
            tenant_id=surveyed.tenant_id,
            report_id=report.id,
            format="pdf",
            file_key="x",
            file_name="x.pdf",
            size_bytes=10,
            sha256="ab" * 32,
        )
    )
    session.commit()
    return report


def test_a_document_is_recognised_by_its_number(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    report = _report(session, surveyed)
    page = browser.get(f"/verifikasi/{report.document_id}")
    assert page.status == 200
    for words in ("Dokumen ini diterbitkan oleh sistem ini", "Dinas Kependudukan", "Triwulan I 2026", "ab" * 32):
        assert words in page.text, words
    # Typed by hand: small letters and a hyphen.
    typed = f"{report.document_id[:3]}-{report.document_id[3:]}".lower()
    assert browser.get(f"/verifikasi?nomor={typed}").status == 200


def test_a_number_nobody_gave_out_is_refused(browser: Browser, surveyed: Surveyed) -> None:
    page = browser.get("/verifikasi/ZZZZZZZZZ")
    assert (page.status, page.title) == (404, "Dokumen tidak dikenal")
    assert browser.get("/verifikasi").status == 200
