"""A report after publishing: signed outside and uploaded, shown to whoever checks it, and taken back."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.identifiers import new_id
from puas.db.tables.people import AuditEvent
from puas.db.tables.reports import Report, ReportFile, SignedCopy
from puas.domain.document_source import SKM_REPORT, SkmReportSource
from puas.runtime.file_store import DiskStore
from tests.factories import signatures as made
from tests.factories.closed import ClosedPeriod, closed_period
from tests.factories.document_files import report_file, signed_report
from tests.factories.regency import make_member
from tests.factories.signatures import NOW, signed
from tests.web_pages import Browser, Page


@dataclass
class Desk:
    """One ready report, and somebody at its page."""

    browser: Browser
    report: Report
    path: str
    pdf: bytes
    docx: bytes

    @property
    def upload_path(self) -> str:
        return f"{self.path}/versi-bertanda-tangan"

    def upload(self, content: bytes, name: str = "laporan.pdf") -> Page:
        self.browser.get(self.upload_path)
        data = {**self.browser.get(self.upload_path).filled(), "file": (io.BytesIO(content), name)}
        return self.browser.post(self.upload_path, data, content_type="multipart/form-data")

    def public(self) -> Page:
        return self.browser.get(f"/verifikasi/{self.report.document_id}")


@pytest.fixture(autouse=True)
def at_the_time_of_the_certificates() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path)


@pytest.fixture
def closed(session: Session) -> ClosedPeriod:
    made_period = closed_period(session)
    session.commit()
    return made_period


@pytest.fixture
def report(session: Session, closed: ClosedPeriod, store: DiskStore) -> Report:
    """A published report whose files were rendered once for all tests."""
    frozen = signed_report()
    number = locators.new_code(9)
    made_report = Report(
        tenant_id=closed.tenant_id, id=new_id(), document=SKM_REPORT, formats=["pdf", "docx"], agency_id=closed.survey.agency_id,
        title=frozen.title, document_id=frozen.document_id, twin_key=f"test:{number}", snapshot=SkmReportSource(frozen, ()).to_json(),
        state="ready", requested_at=NOW, finished_at=NOW,
    )  # fmt: skip
    session.add(made_report)
    session.flush()
    locators.remember(
        session, kind=locators.DOCUMENT, key=frozen.document_id, target=str(made_report.id), tenant_id=closed.tenant_id
    )
    for file_format in ("pdf", "docx"):
        content, key = report_file(file_format), f"tenant-{closed.tenant_id}/reports/x.{file_format}"
        store.write(key, content, content_type="application/octet-stream")
        session.add(ReportFile(
            tenant_id=closed.tenant_id, report_id=made_report.id, format=file_format, file_key=key, file_name=f"x.{file_format}",
            size_bytes=len(content), sha256=hashlib.sha256(content).hexdigest(),
        ))  # fmt: skip
    session.commit()
    return made_report


def sit_down(session: Session, browser: Browser, closed: ClosedPeriod, report: Report, store: DiskStore, role: str) -> Desk:
    agencies: list[UUID] = [closed.survey.agency_id] if role == "agency-officer" else []
    account = make_member(session, closed.tenant_id, role, agency_ids=agencies)
    session.commit()
    browser.sign_in(account.id)
    rows = session.scalars(select(ReportFile).where(ReportFile.tenant_id == closed.tenant_id, ReportFile.report_id == report.id))
    files = {row.format: store.read(row.file_key) for row in rows}
    return Desk(browser, report, f"/t/{closed.survey.slug}/laporan/{report.id}", files["pdf"], files["docx"])


@pytest.fixture
def officer(session: Session, browser: Browser, closed: ClosedPeriod, report: Report, store: DiskStore) -> Desk:
    return sit_down(session, browser, closed, report, store, "agency-officer")


@pytest.fixture
def admin(session: Session, browser: Browser, closed: ClosedPeriod, report: Report, store: DiskStore) -> Desk:
    return sit_down(session, browser, closed, report, store, "tenant-admin")


@pytest.fixture
def trusting(app: Flask) -> None:
    app.extensions["puas_signing_roots"] = (made.root().certificate,)


def copies(session: Session) -> list[SignedCopy]:
    session.expire_all()
    return list(session.scalars(select(SignedCopy)))


def audited(session: Session, action: str) -> list[dict[str, Any]]:
    return [event.detail for event in session.scalars(select(AuditEvent).where(AuditEvent.action == action))]


@pytest.mark.usefixtures("trusting")
def test_from_the_button_to_the_page_of_the_public(officer: Desk, session: Session) -> None:
    page = officer.browser.get(officer.path)
    assert "Unggah versi bertanda tangan" in page.text and "BSrE" in page.text
    content = signed(officer.pdf)
    done = officer.browser.follow(officer.upload(content, "Laporan SKM (ttd).pdf"))
    assert "Laporan SKM (ttd).pdf sudah diperiksa dan disimpan" in done.text
    for words in ("Drs. H. R. Bambang Soekarno Hadiningrat, M.Si.", "Sah", "Isi sama persis", "Balai Sertifikasi Contoh"):
        assert words in done.text, words
        assert words in officer.public().text, words
    (copy,) = copies(session)
    fetched = officer.browser.get(f"{officer.upload_path}/{copy.id}/unduh").response
    assert fetched.data == content and fetched.mimetype == "application/pdf"
    assert audited(session, "add_signed_copy")[0]["signers"] == "Drs. H. R. Bambang Soekarno Hadiningrat, M.Si."
    record = json.loads(officer.browser.get(f"/verifikasi/{officer.report.document_id}.json").response.data)
    assert record["copies"][0]["verdict"]["signatures"][0]["state"] == "valid"
    compared = officer.browser.post(
        f"/verifikasi/{officer.report.document_id}/bandingkan", {"file": (io.BytesIO(content), "x.pdf")}, content_type="multipart/form-data"
    )
    assert "salinan bertanda tangan elektronik dari dokumen ini" in compared.text


def test_without_trusted_authorities_the_page_says_so(officer: Desk) -> None:
    page = officer.browser.follow(officer.upload(signed(officer.pdf)))
    assert "sertifikat belum dapat dipastikan" in page.text and "Sah" not in page.text.split()


def test_what_is_refused_is_not_kept(officer: Desk, session: Session) -> None:
    broken = bytearray(signed(officer.pdf))
    broken[broken.index(b"/Producer") + 14] ^= 1
    sentences = {
        "belum ditandatangani": officer.pdf,
        "tidak cocok dengan isi berkas": bytes(broken),
        "rusak atau terpotong": signed(officer.pdf)[:50_000],
        "bukan PDF atau DOCX": b"GIF89a",
        "Berkas ini kosong": b"",
    }
    for words, content in sentences.items():
        page = officer.upload(content)
        assert page.status == 422 and words in " ".join(page.errors()), words
    assert copies(session) == [] and audited(session, "add_signed_copy") == []
    missing = officer.browser.send(officer.browser.get(officer.upload_path))
    assert missing.status == 422 and "Pilih berkas" in missing.text


def test_a_report_of_other_content_says_where_it_differs(officer: Desk, session: Session) -> None:
    from pypdf import PdfWriter

    writer, written = PdfWriter(clone_from=io.BytesIO(officer.pdf)), io.BytesIO()
    writer.remove_page(2)
    writer.write(written)
    page = officer.upload(signed(written.getvalue()))
    assert page.status == 422 and "berbeda dari dokumen" in page.text and "Jumlah halaman berbeda" in page.text
    assert copies(session) == []


def test_the_same_file_twice_and_its_removal(officer: Desk, session: Session, store: DiskStore) -> None:
    content = signed(officer.pdf)
    officer.upload(content)
    assert "sudah ada di sini" in officer.upload(content).text
    (copy,) = copies(session)
    key, removal = copy.file_key, f"{officer.upload_path}/{copy.id}/hapus"
    confirm = officer.browser.get(removal)
    assert "Hapus versi ini?" in confirm.text
    assert "sudah dihapus" in officer.browser.follow(officer.browser.send(confirm)).text
    assert copies(session) == [] and not store.exists(key)
    assert audited(session, "remove_signed_copy")[0]["name"] == "laporan.pdf"
    assert officer.browser.get(removal).status == 404


def test_an_edited_word_file_is_kept_beside_ours(officer: Desk, session: Session) -> None:
    import docx

    document, written = docx.Document(io.BytesIO(officer.docx)), io.BytesIO()
    for row in (row for table in document.tables for row in table.rows):
        if "Waktu Penyelesaian" in row.cells[1].text or "Waktu Penyelesaian" in row.cells[0].text:
            for cell in row.cells[2:]:
                cell.text = "9,999"
    document.save(written)
    page = officer.browser.follow(officer.upload(written.getvalue(), "suntingan.docx"))
    assert "Word suntingan" in page.text and "Ada angka yang tidak ditemukan lagi" in page.text
    assert copies(session)[0].kind == "edited-docx"


def test_a_draft_is_not_signed(officer: Desk, session: Session, closed: ClosedPeriod) -> None:
    officer.report.stage, officer.report.period_id = "draft", closed.period_id
    session.commit()
    assert "Draf tidak ditandatangani" in officer.browser.get(officer.path).text
    assert "Draf tidak ditandatangani" in officer.upload(signed(officer.pdf)).text


def test_withdrawing_asks_for_reason_and_number(admin: Desk, session: Session) -> None:
    assert "Tarik dokumen ini" in admin.browser.get(admin.path).text
    page = admin.browser.get(f"{admin.path}/tarik")
    assert "tidak dapat dibatalkan" in page.text
    wrong = admin.browser.send(page, {"reason": "Nama penanda tangan keliru.", "typed_name": "ZZZZZZZZZ"})
    assert wrong.status == 422 and "tidak sama dengan nomor dokumen" in wrong.text
    assert admin.browser.send(page, {"reason": "", "typed_name": admin.report.document_id}).status == 422
    assert json.loads(admin.browser.get(f"/verifikasi/{admin.report.document_id}.json").response.data)["state"] == "current"
    done = admin.browser.follow(
        admin.browser.send(page, {"reason": "Nama penanda tangan keliru.", "typed_name": admin.report.document_id.lower()})
    )
    assert "Dokumen ini sudah ditarik" in done.text
    assert "Nama penanda tangan keliru." in admin.public().text and "Ditarik" in admin.public().text
    assert audited(session, "withdraw_document")[0]["reason"] == "Nama penanda tangan keliru."
    again = admin.browser.send(page, {"reason": "Lagi.", "typed_name": admin.report.document_id})
    assert again.status == 422 and "sudah ditarik" in again.text
    assert "sudah ditarik" in admin.upload(signed(admin.pdf)).text


def test_who_may_do_what(session: Session, app: Flask, closed: ClosedPeriod, report: Report, store: DiskStore) -> None:
    officer = sit_down(session, Browser(app), closed, report, store, "agency-officer")
    assert officer.browser.get(f"{officer.path}/tarik").status == 404
    leader = sit_down(session, Browser(app), closed, report, store, "leader")
    page = leader.browser.get(leader.path)
    assert page.status == 200 and "Unggah versi" not in page.text and "Tarik dokumen" not in page.text
    assert leader.browser.get(leader.upload_path).status == 404
