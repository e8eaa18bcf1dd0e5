"""The register of SOP: the list with what is due first, editing, evaluating, withdrawing, importing, and whose it is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import time_machine
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.standards import OperatingProcedure, ProcedureReview
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.operating_procedures import ProcedureDetails
from puas.domain.yardsticks import NO_UNIT
from puas.usecases.save_procedure import UnableToSaveProcedure, save_procedure
from tests.factories.regency import NOW, make_agency, make_member, make_regency
from tests.factories.workbooks import xlsx
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page

TODAY = date(2026, 11, 22)
HEADINGS = [
    "Perangkat daerah", "Nomor SOP", "Nama SOP", "Layanan", "Tanggal penetapan", "Tanggal revisi", "Tahun evaluasi", "Hasil evaluasi",
    "Tanggal evaluasi", "Temuan", "Dievaluasi oleh",
]  # fmt: skip


@pytest.fixture(autouse=True)
def in_november() -> Any:
    with time_machine.travel("2026-11-22T03:00:00+00:00", tick=True):
        yield


@dataclass(frozen=True)
class Room:
    tenant_id: int
    slug: str
    agency_id: UUID
    service_id: UUID
    browser: Browser

    @property
    def path(self) -> str:
        return f"/t/{self.slug}/mutu/sop"

    def get(self, path: str = "") -> Page:
        return self.browser.get(f"{self.path}{path}")

    def upload(self, *rows: Sequence[object]) -> Page:
        data = {"sheet": (io.BytesIO(xlsx(Data=rows)), "sop.xlsx")}
        return self.browser.send(self.get("/impor"), data, content_type="multipart/form-data")


def _room(session: Session, browser: Browser, role: str = "tenant-admin") -> Room:
    regency = make_regency(session)
    agency, services = make_agency(session, regency.id, "Dinas Kependudukan", services=[("KTP elektronik", 100)])
    account = make_member(session, regency.id, role, agency_ids=[agency.id] if role == "agency-officer" else [])
    session.commit()
    browser.sign_in(account.id)
    return Room(regency.id, regency.slug, agency.id, services[0].id, browser)


@pytest.fixture
def admin(session: Session, browser: Browser) -> Room:
    return _room(session, browser)


def _made(session: Session, room: Room, number: str = "065/1", title: str = "Penerbitan KTP", agency_id: UUID | None = None) -> UUID:
    details = ProcedureDetails(number, title, decided_on=date(2024, 2, 12))
    row = save_procedure(
        session=session, tenant_id=room.tenant_id, agency_id=agency_id or room.agency_id, details=details, account_id=None, now=NOW
    )
    session.commit()
    return row.id


def _figures(session: Session, room: Room) -> dict[tuple[int, UUID], tuple[str, dict[str, int]]]:
    session.expire_all()
    rows = session.scalars(select(YardstickFigure).where(YardstickFigure.yardstick == "procedures"))
    return {(row.year, row.unit_id): (str(row.value), dict(row.counts)) for row in rows}


def test_a_procedure_from_empty_to_evaluated(admin: Room, session: Session) -> None:
    assert "Belum ada SOP" in admin.get().text
    typed = {"number": "065/12/SOP/2024", "title": "Penerbitan KTP", "decided_on": "12/02/2024", "service_type_id": str(admin.service_id)}
    page = admin.browser.follow(admin.browser.send(admin.get("/tambah"), typed))
    assert page.title == "Penerbitan KTP"
    assert "KTP elektronik" in page.text and "12 Februari 2024" in page.text and "Belum dievaluasi tahun 2026" in page.text
    here = str(page.response.request.path)
    assert "065/12/SOP/2024" in admin.get("?keadaan=belum").text
    assert _figures(session, admin)[2026, NO_UNIT] == ("0.00", {"procedures": 1, "evaluated": 0, "to_revise": 0})
    review = {"outcome": "to_revise", "findings": "Alur belum daring", "reviewed_on": "15/06/2026", "reviewer": "Tim"}
    shown = admin.browser.follow(admin.browser.send(admin.browser.get(f"{here}/evaluasi/2026"), review))
    assert "Perlu direvisi" in shown.text and "Alur belum daring" in shown.text and "Buat rencana" in shown.text
    assert "Mencatat evaluasi SOP" in shown.text
    assert _figures(session, admin)[2026, admin.agency_id] == ("100.00", {"procedures": 1, "evaluated": 1, "to_revise": 1})
    assert "Tidak ada SOP dalam keadaan ini" in admin.get("?keadaan=belum").text
    assert "065/12/SOP/2024" in admin.get("?keadaan=revisi").text


def test_what_is_not_evaluated_stands_first(admin: Room, session: Session) -> None:
    first, second = _made(session, admin, "1", "Sudah"), _made(session, admin, "2", "Belum")
    typed = {"outcome": "kept", "reviewed_on": "01/03/2026"}
    admin.browser.send(admin.get(f"/{first}/evaluasi/2026"), typed)
    links = [str(link["href"]) for link in admin.get().html.select("tbody th a")]
    assert links == [f"{admin.path}/{second}", f"{admin.path}/{first}"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": ""}, "Nomor SOP: Isian ini wajib diisi."),
        ({"title": ""}, "Nama SOP: Isian ini wajib diisi."),
        ({"title": "a" * 301}, "terlalu panjang"),
        ({"decided_on": "31/06/2024"}, "kalender"),
        ({"decided_on": "01/01/2027"}, "belum tiba"),
        ({"decided_on": "01/01/2024", "revised_on": "01/01/2023"}, "lebih awal daripada tanggal penetapan"),
        ({"number": "065/1"}, "sudah dipakai SOP lain"),
        ({"service_type_id": "01a20270-d1ea-7c0c-9e5f-f8053f2ce4b5"}, "Pilih salah satu"),
    ],
)
def test_an_entry_that_cannot_be_accepted_keeps_what_was_typed(
    admin: Room, session: Session, typed: dict[str, str], sentence: str
) -> None:
    _made(session, admin)
    page = admin.browser.send(admin.get("/tambah"), {"number": "065/9", "title": "Judul saya", **typed})
    assert page.status == 422
    assert sentence in " ".join(page.errors())
    assert page.filled()["title"] == typed.get("title", "Judul saya")
    assert len(session.scalars(select(OperatingProcedure)).all()) == 1


@pytest.mark.parametrize(
    ("typed", "year", "sentence"),
    [
        ({}, 2026, "Hasil evaluasi: Isian ini wajib diisi."),
        ({"outcome": "lain"}, 2026, "Pilih salah satu"),
        ({"outcome": "kept", "reviewed_on": "30/02/2026"}, 2026, "kalender"),
        ({"outcome": "kept", "reviewed_on": "23/11/2026"}, 2026, "belum tiba"),
        ({"outcome": "kept", "reviewed_on": "01/06/2024"}, 2026, "pada tahun itu"),
        ({"outcome": "to_revise", "reviewed_on": "01/06/2026"}, 2026, "Temuan: Isian ini wajib diisi."),
        ({"outcome": "kept", "reviewed_on": "01/06/2026"}, 2027, "Periksa kembali tahunnya"),
        ({"outcome": "kept", "reviewed_on": "01/06/2023"}, 2023, "lebih awal daripada tanggal penetapan"),
    ],
)
def test_an_evaluation_that_cannot_be_accepted(admin: Room, session: Session, typed: dict[str, str], year: int, sentence: str) -> None:
    key = _made(session, admin)
    page = admin.browser.send(admin.get(f"/{key}/evaluasi/{year}"), {"reviewed_on": "01/06/2026", "reviewer": "Tim saya", **typed})
    assert page.status == 422
    assert sentence in " ".join(page.errors())
    assert page.filled()["reviewer"] == "Tim saya"
    assert session.scalars(select(ProcedureReview)).all() == []


def test_revised_and_withdrawn_change_the_procedure_itself(admin: Room, session: Session) -> None:
    key = _made(session, admin)
    admin.browser.send(admin.get(f"/{key}/evaluasi/2025"), {"outcome": "revised", "reviewed_on": "10/01/2026"})
    session.expire_all()
    assert session.scalars(select(OperatingProcedure.revised_on)).one() == date(2026, 1, 10)
    admin.browser.send(admin.get(f"/{key}/evaluasi/2026"), {"outcome": "withdrawn", "reviewed_on": "10/02/2026"})
    assert "SOP ini sudah dicabut" in admin.get(f"/{key}").text
    # Withdrawn in 2026, so it counts up to then, and is due no more.
    assert _figures(session, admin)[2025, NO_UNIT][1] == {"procedures": 1, "evaluated": 1, "to_revise": 0}
    refused = admin.browser.send(admin.get(f"/{key}/evaluasi/2024"), {"outcome": "kept", "reviewed_on": "10/02/2024"})
    assert "sudah dicabut" in " ".join(refused.errors())
    admin.browser.send(admin.get(f"/{key}"), action=f"{admin.path}/{key}/pakai-lagi")
    assert session.scalars(select(OperatingProcedure.state)).one() == "active"
    admin.browser.send(admin.get(f"/{key}/cabut"))
    session.expire_all()
    assert session.scalars(select(OperatingProcedure.state)).one() == "withdrawn"


def test_two_editors_at_once_are_told(admin: Room, session: Session) -> None:
    key = _made(session, admin)
    first, second = admin.get(f"/{key}/ubah"), admin.get(f"/{key}/ubah")
    assert admin.browser.send(first, {"title": "Yang pertama"}).status == 302
    page = admin.browser.send(second, {"title": "Yang kedua"})
    assert (page.status, page.filled()["title"]) == (422, "Yang kedua")
    assert "baru saja diubah orang lain" in " ".join(page.errors())
    assert admin.browser.send(page).status == 302


def test_a_service_of_another_agency_is_refused(admin: Room, session: Session) -> None:
    other, services = make_agency(session, admin.tenant_id, "Dinas Kesehatan", services=[("Rekam medis", 5)])
    session.commit()
    with pytest.raises(UnableToSaveProcedure) as refusal:
        save_procedure(
            session=session, tenant_id=admin.tenant_id, agency_id=admin.agency_id,
            details=ProcedureDetails("1", "A", services[0].id), account_id=None, now=NOW,
        )  # fmt: skip
    assert [fault.reason for fault in refusal.value.faults] == ["unknown-service"]


def test_an_officer_sees_and_edits_only_their_agencies(session: Session, browser: Browser) -> None:
    officer = _room(session, browser, "agency-officer")
    other, _ = make_agency(session, officer.tenant_id, "Dinas Kesehatan")
    mine, theirs = _made(session, officer), _made(session, officer, "2", "Rahasia", other.id)
    assert officer.get(f"/{mine}").status == 200
    assert "Rahasia" not in officer.get().text
    for path in (f"/{theirs}", f"/{theirs}/ubah", f"/{theirs}/evaluasi/2026", f"/{theirs}/cabut"):
        assert officer.get(path).status == 404
    sheet = officer.upload(HEADINGS, ["Dinas Kesehatan", "9", "Baru"])
    assert "bukan tugas Anda" in sheet.text


def test_a_leader_looks_and_changes_nothing(session: Session, browser: Browser) -> None:
    leader = _room(session, browser, "leader")
    key = _made(session, leader)
    page = leader.get(f"/{key}")
    assert page.status == 200 and not page.html.select("main form")
    for path in ("/tambah", "/impor", "/impor/templat/xlsx", f"/{key}/ubah", f"/{key}/evaluasi/2026"):
        assert leader.get(path).status == 404


def test_a_sheet_is_previewed_then_applied_and_again_changes_nothing_twice(admin: Room, session: Session) -> None:
    rows: list[list[object]] = [
        ["dinas kependudukan", "1/2024", "KTP", "KTP elektronik", "12/02/2024", "", 2025, "tetap berlaku", "15/06/2025", "", "Tim"],
        ["Dinas Kependudukan", "1/2024", "KTP", "", "", "", 2026, "Perlu direvisi", date(2026, 6, 15), "Alur lama", ""],
        ["Dinas Kependudukan", "2/2024", "KK"],
    ]
    preview = admin.upload(HEADINGS, *rows)
    assert (preview.status, preview.title) == (200, "Pratinjau impor")
    assert session.scalars(select(OperatingProcedure)).all() == []
    assert admin.browser.send(preview).status == 302
    session.expire_all()
    assert [row.number for row in session.scalars(select(OperatingProcedure).order_by(OperatingProcedure.number))] == ["1/2024", "2/2024"]
    assert sorted((row.year, row.outcome) for row in session.scalars(select(ProcedureReview))) == [(2025, "kept"), (2026, "to_revise")]
    assert _figures(session, admin)[2026, NO_UNIT][1] == {"procedures": 2, "evaluated": 1, "to_revise": 1}
    again = admin.upload(HEADINGS, rows[2], ["Dinas Kependudukan", "1/2024", "KTP elektronik"])
    assert "Nama SOP: KTP → KTP elektronik" in again.text and "1 tetap" in again.text
    same = admin.upload(HEADINGS, rows[2])
    assert "Tidak ada yang perlu disimpan" in same.text


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["Dinas Tidak Ada", "1", "A"], "tidak ada pada daftar"),
        (["Dinas Kependudukan", "", "A"], "wajib diisi"),
        (["Dinas Kependudukan", "1", "#REF!"], "galat Excel"),
        (["Dinas Kependudukan", "1", "A", "Paspor"], "Layanan ini tidak ada"),
        (["Dinas Kependudukan", "1", "A", "", "31/06/2024"], "kalender"),
        (["Dinas Kependudukan", "1", "A", "", "01/01/2027"], "belum tiba"),
        (["Dinas Kependudukan", "1", "A", "", "", "", "dua"], "bilangan bulat"),
        (["Dinas Kependudukan", "1", "A", "", "", "", "2026", "bagus"], "Petunjuk"),
        (["Dinas Kependudukan", "1", "A", "", "", "", "", "tetap berlaku", "15/06/2026"], "wajib diisi"),
        (["Dinas Kependudukan", "1", "A", "", "", "", "2026", "tetap berlaku"], "wajib diisi"),
        (["Dinas Kependudukan", "1", "A", "", "", "", "2026", "tetap berlaku", "15/06/2023"], "pada tahun itu"),
        (["Dinas Kependudukan", "1", "a" * 301], "terlalu panjang"),
    ],
)
def test_every_fault_of_a_sheet_has_its_row_and_a_sentence(admin: Room, session: Session, row: list[object], sentence: str) -> None:
    page = admin.upload(HEADINGS, ["Contoh: Dinas", "x", "y"], row)
    assert page.status == 422
    assert sentence in page.text and "Baris 3" in page.text
    assert session.scalars(select(OperatingProcedure)).all() == []


def test_the_same_procedure_twice_and_a_foreign_sheet(admin: Room) -> None:
    twice = admin.upload(HEADINGS, ["Dinas Kependudukan", "1", "A"], ["dinas  kependudukan", "1", "B"])
    assert "sudah ada di baris 2" in twice.text
    assert "Judul kolom ini tidak ditemukan" in admin.upload(["Nama", "Umur"], ["A", 3]).text


def test_a_preview_that_was_tampered_with_or_overtaken_does_nothing(admin: Room, session: Session) -> None:
    preview = admin.upload(HEADINGS, ["Dinas Kependudukan", "1", "A", "KTP elektronik"])
    forged = admin.browser.send(preview, {"carried": preview.filled()["carried"][:-3] + "abc"})
    assert "Pratinjau sudah kedaluwarsa" in admin.browser.follow(forged).text
    stranger = make_member(session, admin.tenant_id, "tenant-admin")
    session.commit()
    admin.browser.sign_in(stranger.id)
    page = admin.get("/impor")
    other = admin.browser.send(page, {"carried": preview.filled()["carried"]})
    assert "Pratinjau sudah kedaluwarsa" in admin.browser.follow(other).text
    assert session.scalars(select(OperatingProcedure)).all() == []


def test_a_preview_overtaken_by_somebody_else_is_shown_again(admin: Room, session: Session) -> None:
    from puas.db.tables.agencies import ServiceType

    preview = admin.upload(HEADINGS, ["Dinas Kependudukan", "1", "A", "KTP elektronik"])
    session.scalars(select(ServiceType).where(ServiceType.id == admin.service_id)).one().state = "archived"
    session.commit()
    assert "diubah orang lain" in admin.browser.follow(admin.browser.send(preview)).text
    assert session.scalars(select(OperatingProcedure)).all() == []


def test_the_template_can_be_filled_in_and_sent_back(admin: Room) -> None:
    book = load_workbook(io.BytesIO(admin.get("/impor/templat/xlsx").response.data))
    assert [cell.value for cell in book["Data"][1]] == HEADINGS
    assert "perlu direvisi" in str(book["Data"].data_validations.dataValidation[0].formula1)
    stream = io.BytesIO()
    book["Data"].append(["Dinas Kependudukan", "7", "Akta"])
    book.save(stream)
    data = {"sheet": (io.BytesIO(stream.getvalue()), "sop.xlsx")}
    page = admin.browser.send(admin.get("/impor"), data, content_type="multipart/form-data")
    assert "2 baris contoh dilewati" in page.text and "Akta" in page.text
    assert admin.get("/impor/templat/csv").response.data.startswith(b"\xef\xbb\xbfPerangkat daerah;")
    assert admin.get("/impor/templat/exe").status == 404


def test_a_large_sheet_is_carried_through(admin: Room, session: Session) -> None:
    rows = [["Dinas Kependudukan", f"065/{number}", f"Prosedur {number} " + "panjang " * 20] for number in range(300)]
    preview = admin.upload(HEADINGS, *rows)
    assert admin.browser.send(preview).status == 302
    assert len(session.scalars(select(OperatingProcedure.id)).all()) == 300


def test_the_list_asks_the_same_however_long_it_is(admin: Room, session: Session, count_queries: CountQueries) -> None:
    _made(session, admin)
    admin.get()
    with count_queries() as few:
        admin.get()
    for number in range(2, 30):
        _made(session, admin, str(number), f"SOP {number}")
    with count_queries() as many:
        admin.get()
    assert len(many) == len(few) <= 12


def test_the_report_of_a_year_is_made_in_three_formats(admin: Room, session: Session) -> None:
    from io import BytesIO

    from docx import Document as WordDocument

    from puas.db.tables.reports import Report
    from puas.runtime.file_store import open_file_store
    from puas_reporter.documents.catalogue import render

    first = _made(session, admin, "065/1", "Penerbitan KTP")
    _made(session, admin, "065/2", "Penerbitan KK")
    typed = {"outcome": "to_revise", "findings": "Alur lama\nsekali", "reviewed_on": "01/03/2026", "reviewer": "Tim"}
    admin.browser.send(admin.get(f"/{first}/evaluasi/2026"), typed)
    asked = admin.browser.send(admin.get(f"?perangkat={admin.agency_id}"), action=f"{admin.path}/laporan")
    report = session.scalars(select(Report).where(Report.document == "procedure_evaluation")).one()
    assert asked.location.endswith(str(report.id)) and "SOP" in admin.browser.follow(asked).text
    files = {each.format: each for each in render(report.document, report.formats, report.snapshot, open_file_store("file:///nowhere"))}
    assert set(files) == {"pdf", "docx", "xlsx"}
    made = {name: b"".join([each.content] if isinstance(each.content, bytes) else each.content) for name, each in files.items()}
    assert made["pdf"][:5] == b"%PDF-"
    book = load_workbook(BytesIO(made["xlsx"]))
    written = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert [row[6] for row in written[1:]] == ["belum dievaluasi", "perlu direvisi"]
    word = WordDocument(BytesIO(made["docx"]))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    said = " ".join([*(each.text for each in word.paragraphs), *cells])
    assert "065/1, Penerbitan KTP: Alur lama sekali" in said and "1 (50,00%)" in said
    regency = admin.browser.send(admin.get(), action=f"{admin.path}/laporan")
    assert regency.status == 302 and len(session.scalars(select(Report.id)).all()) == 2


def test_an_officer_asks_only_for_their_own_agency_and_no_year_without_procedures(session: Session, browser: Browser) -> None:
    officer = _room(session, browser, "agency-officer")
    other, _ = make_agency(session, officer.tenant_id, "Dinas Kesehatan")
    _made(session, officer)
    page = officer.get()
    action = f"{officer.path}/laporan"
    assert officer.browser.send(page, {"perangkat": str(other.id)}, action=action).status == 404
    assert officer.browser.send(page, {"perangkat": "x"}, action=action).status == 404
    assert officer.browser.send(page, {"tahun": "2027"}, action=action).status == 404
    empty = officer.browser.send(page, {"tahun": "2020"}, action=action)
    assert "Belum ada SOP pada tahun 2020" in officer.browser.follow(empty).text
    assert "/laporan/" in officer.browser.send(page, action=action).location
