"""The recap of a province: what the page shows, asking for documents, reading them, checking them, taking them back."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from sqlalchemy import Engine, event, insert, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.calendar import Deadline
from puas.db.tables.people import AuditEvent
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.domain.document_source import FORMATS_OF, PROVINCE_FIGURES, PROVINCE_RECAP
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.jobs import run
from puas.runtime.file_store import DiskStore
from puas_reporter import storage
from puas_reporter.jobs import render_report
from tests.conftest import Committing
from tests.factories.province import (
    NOW,
    QUARTERS,
    YEAR,
    Province,
    add_agency,
    add_figure,
    add_progress,
    add_promise,
    add_province,
    add_regency,
    add_submission,
    settled_regency,
)
from tests.factories.signatures import signed
from tests.factories.tenants import add_account, add_member
from tests.unit.reporter.test_recap_documents import closed_up, docx_text, pdf_text
from tests.web_pages import Browser, Page

FIRST = QUARTERS[0]
HIDDEN = "Kantor Yang Terlalu Kecil"
MOST_STATEMENTS = 12


@pytest.fixture
def session(committing: Committing) -> Iterator[Session]:
    """A session whose commits the pages see."""
    with committing.session_factory() as session:
        yield session


@pytest.fixture
def province(session: Session) -> Province:
    return add_province(session)


@pytest.fixture(autouse=True)
def reporter(committing: Committing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reporter's job on the test's database and in the folder the pages read from."""
    monkeypatch.setattr(run, "_factory", committing.session_factory)
    monkeypatch.setattr(storage, "_store", DiskStore(tmp_path))


@pytest.fixture
def figures(session: Session, province: Province) -> Tenant:
    """Three regencies that published, one of them with an office too small to be shown; one more has not begun."""
    first, agencies = settled_regency(session, "Kabupaten Satu", code="51.01", nik="90.00")
    settled_regency(session, "Kabupaten Dua", code="51.02", nik="80.01", state="published")
    settled_regency(session, "Kabupaten Tiga", code="51.03", nik="80.00")
    add_figure(session, first, YEAR, None, level="agency", unit_id=new_id(), name=HIDDEN, kind="bagian")
    add_figure(session, first, YEAR, "85.00", level="service", unit_id=new_id(), agency_id=agencies[0], name="Akta kelahiran", kind="dinas")
    add_figure(session, first, YEAR, None, level="service", unit_id=new_id(), agency_id=agencies[0], name=f"Loket {HIDDEN}", kind="dinas")
    silent = add_regency(session, "Kabupaten Empat", code="51.04")
    add_progress(session, silent, agencies=30)
    # Of the same days, but not of this province.
    settled_regency(session, "Kabupaten Seberang", code="52.01", nik="99.99")
    return first


def room(province: Province) -> str:
    return f"{province.path}/rekap-provinsi"


def opened(browser: Browser, session: Session, province: Province, path: str = "") -> Page:
    session.commit()
    browser.sign_in(province.account_id)
    return browser.get(room(province) + path)


def ask(browser: Browser, province: Province, word: str = "rekap", **scope: str) -> Page:
    page = browser.get(room(province))
    return browser.send(page, scope or None, action=f"{room(province)}/minta/{word}")


def made(session: Session, province: Province) -> list[Report]:
    session.rollback()
    with tenancy.inside(session, tenant_id=province.tenant.id):
        return list(session.scalars(select(Report).where(Report.tenant_id == province.tenant.id).order_by(Report.requested_at)))


def render(province: Province, report: Report) -> None:
    render_report.run(tenant_id=province.tenant.id, report_id=str(report.id))


def test_the_page_shows_both_means_of_what_was_published(
    session: Session, province: Province, figures: Tenant, committed_browser: Browser
) -> None:
    page = opened(committed_browser, session, province)
    assert page.status == 200 and page.title == "Rekap"
    # (90,00 + 80,01 + 80,00) / 3 = 83,336…
    assert "83,34" in page.text and "360 responden" in page.text
    assert "3 / 38" not in page.text and "Kabupaten Seberang" not in page.text and HIDDEN not in page.text
    for name, state in (
        ("Kabupaten Satu", "sudah menyerahkan semua hasil"), ("Kabupaten Dua", "sudah menerbitkan, belum menyerahkan"),
        ("Kabupaten Empat", "belum ada survei"),
    ):  # fmt: skip
        assert re.search(f"{name} {state}", page.text), name
    assert "Angka sementara: 2 kabupaten/kota belum menyerahkan semuanya" in page.text
    quarter = committed_browser.get(f"{room(province)}?tahun=2026&bagian=triwulan-1")
    assert "Triwulan I 2026" in quarter.text and "83,34" in quarter.text


def test_a_passed_deadline_makes_it_late(session: Session, province: Province, figures: Tenant, committed_browser: Browser) -> None:
    with tenancy.inside(session, tenant_id=province.tenant.id):
        session.execute(
            insert(Deadline).values(
                tenant_id=province.tenant.id, id=new_id(), year=2026, part="triwulan-1", step="hand_over", due_on=date(2026, 4, 20),
                set_at=NOW,
            )
        )  # fmt: skip
    page = opened(committed_browser, session, province, "?tahun=2026&bagian=triwulan-1")
    assert "Batas penyerahan: 20 April 2026" in page.text
    assert re.search(r"Kabupaten Dua sudah menerbitkan, belum menyerahkan 0 / 2 2", page.text)


def test_a_province_where_nothing_was_published_is_told_so(session: Session, province: Province, committed_browser: Browser) -> None:
    page = opened(committed_browser, session, province)
    assert page.status == 200 and "Belum ada yang dapat direkap" in page.text and not page.html.select("form[action*=minta]")


def test_a_scope_without_an_index_refuses_its_documents(session: Session, province: Province, committed_browser: Browser) -> None:
    """The regency has a line there, but too few people answered: there is nothing to make a document of."""
    tenant = add_regency(session, "Kabupaten Kecil", code="51.05")
    add_figure(session, tenant, YEAR, None)
    page = opened(committed_browser, session, province)
    assert "Belum ada indeks dalam cakupan ini" in page.text and "responden terlalu sedikit untuk ditampilkan" in page.text
    token = page.html.select_one("input[name=csrf_token]")
    data = {"tahun": "2026", "bagian": "tahun", "csrf_token": token["value"] if token else ""}
    answer = committed_browser.post(f"{room(province)}/minta/rekap", data)
    assert answer.status == 302
    assert "Belum ada kabupaten/kota yang menerbitkan hasil" in committed_browser.follow(answer).html.get_text(" ")
    assert made(session, province) == []


@pytest.mark.parametrize("word", ["rekap", "ringkasan", "paparan", "angka"])
def test_a_document_is_asked_for_rendered_read_and_downloaded(
    session: Session, province: Province, figures: Tenant, committed_browser: Browser, word: str
) -> None:
    opened(committed_browser, session, province)
    answer = ask(committed_browser, province, word)
    assert answer.status == 302 and "/rekap-provinsi/dokumen/" in answer.location
    (report,) = made(session, province)
    assert "Menunggu giliran" in committed_browser.get(answer.location).text
    frozen = ProvinceSnapshot.from_json(report.snapshot)
    assert (frozen.document_id, frozen.result.simple_mean.nik) == (report.document_id, Decimal("83.34"))
    assert HIDDEN not in report.snapshot and "Seberang" not in report.snapshot
    render(province, report)
    page = committed_browser.get(answer.location)
    assert "Siap diunduh" in page.text
    links = [str(link["href"]) for link in page.html.select("a[download]")]
    assert [link.rpartition("/")[2] for link in links] == sorted(FORMATS_OF[report.document], key=FORMATS_OF[report.document].index)
    for link in links:
        got = committed_browser.get(link).response
        assert got.status_code == 200 and len(got.data) > 1000
        assert "attachment" in got.headers["Content-Disposition"] and "provinsi" in got.headers["Content-Disposition"]
    (kept,) = made(session, province)
    assert ProvinceSnapshot.from_json(kept.snapshot).tables == ()
    listed = committed_browser.get(room(province))
    assert kept.document_id in listed.text and "Terakhir diminta" in listed.text


def test_what_came_back_signed_is_kept_beside_the_document(
    session: Session, province: Province, figures: Tenant, committed_browser: Browser, tmp_path: Path
) -> None:
    opened(committed_browser, session, province)
    shown = ask(committed_browser, province).location
    (report,) = made(session, province)
    render(province, report)
    link = committed_browser.get(shown).html.select_one("a[href$='#bertanda-tangan']")
    assert link is not None
    document = str(link["href"]).partition("#")[0]
    page = committed_browser.get(document)
    assert page.status == 200 and "Laporan" not in " ".join(each.get_text() for each in page.html.select(".trail, .breadcrumb"))
    pdf = committed_browser.get(f"{shown}/unduh/pdf").response.data
    adding = committed_browser.get(f"{document}/versi-bertanda-tangan")
    data = {**adding.filled(), "file": (BytesIO(signed(pdf)), "rekap-bertanda-tangan.pdf")}
    kept = committed_browser.follow(committed_browser.post(f"{document}/versi-bertanda-tangan", data))
    assert "rekap-bertanda-tangan.pdf" in kept.text and "sudah diperiksa dan disimpan" in kept.html.get_text(" ")
    copy = str(kept.html.select_one("a[href*='versi-bertanda-tangan/'][download]")["href"])  # type: ignore[index]
    assert committed_browser.get(copy).response.data.startswith(b"%PDF")
    removal = copy.replace("/unduh", "/hapus")
    # Who only looks sees it and changes nothing; of the regencies nobody sees anything of it, and the province nothing of theirs.
    viewer = add_account(session, "lihat@prov.example")
    add_member(session, tenant_id=province.tenant.id, account_id=viewer.id, role="province-viewer")
    regency_admin = add_account(session, "admin@kab.example")
    add_member(session, tenant_id=figures.id, account_id=regency_admin.id, role="tenant-admin")
    session.commit()
    committed_browser.sign_in(viewer.id)
    assert committed_browser.get(copy).status == 200 and "Unggah versi" not in committed_browser.get(document).text
    assert [committed_browser.get(path).status for path in (f"{document}/versi-bertanda-tangan", removal)] == [404, 404]
    committed_browser.sign_in(regency_admin.id)
    foreign = [path.replace(province.path, f"/t/{figures.slug}") for path in (document, copy)]
    assert [committed_browser.get(path).status for path in (document, copy, *foreign)] == [404] * 4
    committed_browser.sign_in(province.account_id)
    assert [committed_browser.get(f"{province.path}/laporan{path}").status for path in ("", "/semua")] == [404, 404]
    assert committed_browser.send(committed_browser.get(removal)).status == 302
    assert "rekap-bertanda-tangan.pdf" not in " ".join(each.get_text() for each in committed_browser.get(document).html.select(".copy"))


def test_what_is_printed_is_what_the_page_showed(
    session: Session, province: Province, figures: Tenant, committed_browser: Browser
) -> None:
    opened(committed_browser, session, province)
    for word in ("rekap", "angka"):
        ask(committed_browser, province, word)
    reports = {each.document: each for each in made(session, province)}
    for each in reports.values():
        render(province, each)

    def file(document: str, name: str) -> bytes:
        return committed_browser.get(f"{room(province)}/dokumen/{reports[document].id}/unduh/{name}").response.data

    for text in (pdf_text(file(PROVINCE_RECAP, "pdf")), docx_text(file(PROVINCE_RECAP, "docx"))):
        assert all(closed_up(each) in text for each in ("83,34", "Kabupaten Satu", "90,00 ± 1,20", "Kabupaten Empat"))
        assert closed_up("1 perangkat daerah dan 1 jenis layanan") in text
        assert closed_up(HIDDEN) not in text and "Seberang" not in text
    rows = list(csv.DictReader(StringIO(file(PROVINCE_FIGURES, "csv").decode("utf-8-sig"), newline="")))
    assert [(row["kabupaten"], row["tingkat"], row["layanan"], row["ikm"]) for row in rows[:3]] == [
        ("Kabupaten Satu", "regency", "", "90.00"), ("Kabupaten Satu", "agency", "", "90.00"),
        ("Kabupaten Satu", "service", "Akta kelahiran", "85.00"),
    ]  # fmt: skip
    assert len(rows) == 3 * 3 + 1 and {row["kabupaten"] for row in rows} == {"Kabupaten Satu", "Kabupaten Dua", "Kabupaten Tiga"}
    book = openpyxl.load_workbook(BytesIO(file(PROVINCE_FIGURES, "xlsx")), read_only=True, data_only=True)
    cells = [str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert "Akta kelahiran" in cells and not any(HIDDEN in cell or "Seberang" in cell for cell in cells)


def test_asked_twice_is_one_document_and_one_line_in_the_log(
    session: Session, province: Province, figures: Tenant, committed_browser: Browser
) -> None:
    opened(committed_browser, session, province)
    first, second = ask(committed_browser, province), ask(committed_browser, province)
    assert first.location == second.location
    other = ask(committed_browser, province, bagian="triwulan-1")
    assert other.location != first.location
    assert len(made(session, province)) == 2
    with tenancy.inside(session, tenant_id=province.tenant.id):
        written = session.scalars(select(AuditEvent).where(AuditEvent.action == "request_province_document")).all()
    assert sorted(each.detail["label"] for each in written) == ["Tahun 2026", "Triwulan I 2026"]


def test_who_checks_the_document_sees_its_figures_and_that_it_was_taken_back(
    session: Session, province: Province, figures: Tenant, committed_browser: Browser
) -> None:
    opened(committed_browser, session, province)
    path = ask(committed_browser, province).location
    (report,) = made(session, province)
    render(province, report)
    check = committed_browser.get(f"/verifikasi/{report.document_id}")
    assert check.status == 200 and "83,34" in check.text and "Kabupaten Satu" in check.text and "Berlaku" in check.text
    assert "Isi catatan tidak cocok" not in check.text
    record = committed_browser.get(f"/verifikasi/{report.document_id}.json").response.get_json()
    assert (record["figures"]["nik"], record["figures"]["intact"], record["state"]) == ("83.34", True, "current")
    page = committed_browser.get(f"{path}/tarik")
    wrong = committed_browser.send(page, {"reason": "Satu kabupaten salah", "typed_name": "XXXX"})
    assert wrong.errors() and "Satu kabupaten salah" in wrong.response.text
    done = committed_browser.send(page, {"reason": "Satu kabupaten salah", "typed_name": report.document_id.lower()})
    assert done.status == 302
    shown = committed_browser.get(path)
    assert "Dokumen ini sudah ditarik" in shown.text and "Tarik dokumen ini" not in shown.text
    assert "Ditarik" in committed_browser.get(room(province)).text
    assert "Satu kabupaten salah" in committed_browser.get(f"/verifikasi/{report.document_id}").text


def test_a_newer_document_replaces_the_older_one(
    session: Session, province: Province, figures: Tenant, committed_browser: Browser
) -> None:
    opened(committed_browser, session, province)
    for _ in range(2):
        ask(committed_browser, province)
        render(province, made(session, province)[-1])
    first, second = made(session, province)
    text = committed_browser.get(f"/verifikasi/{first.document_id}").text
    assert second.document_id in text and "Berlaku" not in text.partition("Status dokumen")[2][:30]


def test_a_failed_document_is_tried_again(
    session: Session, province: Province, figures: Tenant, committed_browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(committed_browser, session, province)
    path = ask(committed_browser, province).location
    (report,) = made(session, province)

    def broken(*_: object) -> object:
        raise OSError("no disk")

    with monkeypatch.context() as spoiled:
        spoiled.setattr("puas_reporter.jobs.render_report.render", broken)
        with pytest.raises(OSError, match="no disk"):
            render(province, report)
    page = committed_browser.get(path)
    assert "Dokumen ini gagal dibuat" in page.text
    assert committed_browser.send(page, action=f"{path}/coba-lagi").status == 302
    render(province, report)
    assert "Siap diunduh" in committed_browser.get(path).text


def test_only_the_province_itself_comes_in(session: Session, province: Province, figures: Tenant, committed_browser: Browser) -> None:
    session.commit()
    viewer = add_account(session, "pengamat@contoh.example")
    add_member(session, tenant_id=province.tenant.id, account_id=viewer.id, role="province-viewer")
    regency_admin = add_account(session, "admin@satu.example")
    add_member(session, tenant_id=figures.id, account_id=regency_admin.id, role="tenant-admin")
    other = add_province(session, code="52", slug="provinsi-lain", role="province-viewer")
    opened(committed_browser, session, province)
    path = ask(committed_browser, province).location
    (report,) = made(session, province)
    render(province, report)
    committed_browser.sign_in(viewer.id)
    shown = committed_browser.get(path)
    assert shown.status == 200 and "Tarik dokumen ini" not in shown.text
    assert committed_browser.get(f"{path}/tarik").status == 404
    committed_browser.sign_in(regency_admin.id)
    assert committed_browser.get(room(province)).status == committed_browser.get(path).status == 404
    assert committed_browser.get(f"/t/{figures.slug}/rekap-provinsi").status == 404
    committed_browser.sign_in(other.account_id)
    for there in (room(province), path, f"{path}/unduh/pdf"):
        assert committed_browser.get(there).status == 404
    own = committed_browser.get(room(other))
    assert "Kabupaten Seberang" in own.text and "Kabupaten Satu" not in own.text
    assert committed_browser.get(path.replace(province.tenant.slug, other.tenant.slug)).status == 404


def test_addresses_that_lead_nowhere(session: Session, province: Province, figures: Tenant, committed_browser: Browser) -> None:
    page = opened(committed_browser, session, province)
    token = page.html.select_one("input[name=csrf_token]")
    sent = {"tahun": "2026", "bagian": "tahun", "csrf_token": token["value"] if token else ""}
    for word, changes in (
        ("hadiah", {}), ("rekap", {"bagian": "kuartal-1"}), ("rekap", {"tahun": "99999"}), ("rekap", {"tahun": "dua ribu"}),
    ):  # fmt: skip
        assert committed_browser.post(f"{room(province)}/minta/{word}", {**sent, **changes}).status == 404, (word, changes)
    assert committed_browser.get(f"{room(province)}/dokumen/{uuid4()}").status == 404
    assert committed_browser.get(f"{room(province)}?tahun=1990&bagian=nanti").status == 200


def test_statements_do_not_grow_with_regencies(session: Session, province: Province, committed_browser: Browser) -> None:
    numbers = []
    for codes in (range(1, 2), range(2, 9)):
        for number in codes:
            tenant, _agencies = settled_regency(session, f"Kabupaten {number}", code=f"51.0{number}", nik="85.00", agencies=number)
            period = add_submission(session, tenant, add_agency(session, tenant, "Kantor"), QUARTERS[1])
            add_promise(session, tenant, period)
        sent: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_: object, sent: list[str] = sent) -> None:
            if statement.lstrip().upper().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")):
                sent.append(statement)

        opened(committed_browser, session, province)
        event.listen(Engine, "before_cursor_execute", note)
        assert committed_browser.get(room(province)).status == 200
        event.remove(Engine, "before_cursor_execute", note)
        numbers.append(len(sent))
    assert numbers[0] == numbers[1] <= MOST_STATEMENTS, numbers
    # Services too small to be shown are counted for documents: the page would look through twenty thousand of them to say nothing.
    assert not any("count(" in each and "FROM shared_figure" in each for each in sent)
