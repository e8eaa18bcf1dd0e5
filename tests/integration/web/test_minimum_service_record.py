"""The register of minimum services as a document: three years, every field, and files that open."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.domain.document_source import FORMATS_OF, MINIMUM_SERVICE_RECORD
from puas.domain.register_table import RegisterTableSource
from puas.runtime.file_store import DiskStore
from puas_reporter.documents.catalogue import render
from tests.factories.regency import make_agency, make_member, make_regency
from tests.factories.report_figures import pdf_text
from tests.web_pages import Browser


def _signed_in(session: Session, browser: Browser, role: str) -> tuple[int, str]:
    regency = make_regency(session)
    health, _ = make_agency(session, regency.id, "Dinas Kesehatan")
    account = make_member(session, regency.id, role, agency_ids=[health.id] if role == "agency-officer" else [])
    session.commit()
    browser.sign_in(account.id)
    return regency.id, f"/t/{regency.slug}/mutu/spm"


def test_three_years_of_every_field_are_printed(session: Session, browser: Browser, tmp_path: Path) -> None:
    tenant_id, room = _signed_in(session, browser, "tenant-admin")
    page = browser.get(f"{room}/isi")
    agency = page.form().select("select[name=agency] option")[-1]["value"]
    browser.send(page, {"year": "2025", "field": "kesehatan", "agency": str(agency), "reached": "95,25", "note": "Laporan triwulan IV"})
    asked = browser.send(browser.get(f"{room}?tahun=2025"), action=f"{room}/dokumen/2025")
    assert asked.status == 302
    assert "SPM" in browser.get(asked.location).text
    report = session.scalars(select(Report).where(Report.tenant_id == tenant_id)).one()
    source = RegisterTableSource.from_json(report.snapshot)
    assert source.head.document_id == report.document_id
    assert [len(each.rows) for each in source.tables] == [6, 6, 6]
    assert ("Kesehatan", "Dinas Kesehatan", "95,25%", "Laporan triwulan IV") in source.tables[0].rows
    formats = FORMATS_OF[MINIMUM_SERVICE_RECORD]
    made = {each.format: each for each in render(MINIMUM_SERVICE_RECORD, formats, report.snapshot, DiskStore(tmp_path))}
    assert made["docx"].name == "capaian-standar-pelayanan-minimal-2025.docx"
    words = pdf_text(b"".join(made["pdf"].chunks()))
    assert "95,25%" in words and "belum terverifikasi" in words


def test_only_the_regency_files_it_and_no_year_before_the_rule(session: Session, browser: Browser) -> None:
    _tenant, room = _signed_in(session, browser, "agency-officer")
    page = browser.get(room)
    assert "dokumen" not in str(page.html.find("main"))
    token = {"csrf_token": browser.get(f"{room}/isi").filled()["csrf_token"]}
    assert browser.post(f"{room}/dokumen/2025", token).status == 404


def test_a_year_nobody_reports_is_not_there(session: Session, browser: Browser) -> None:
    _tenant, room = _signed_in(session, browser, "tenant-admin")
    token = {"csrf_token": browser.get(f"{room}/isi").filled()["csrf_token"]}
    assert browser.post(f"{room}/dokumen/2017", token).status == 404
    assert browser.post(f"{room}/dokumen/2099", token).status == 404
