"""The book, the sheet and the pledge as files: everything in them, nothing of a draft, hostile words only as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from puas.domain.canonical_json import UnreadableRecord
from puas.domain.document_source import FORMATS_OF, SERVICE_PLEDGE, SERVICE_SHEET, SERVICE_STANDARDS
from puas.domain.filing import FilingHead
from puas.domain.report_snapshot import Letterhead, Signatory
from puas.domain.service_pledge import PROPOSED
from puas.domain.service_standards import COMPONENTS, LONGEST_COMPONENT
from puas.domain.standard_documents import (
    PrintedStandard,
    ServicePledgeSource,
    ServiceSheetSource,
    ServiceStandardsSource,
    printed_components,
)
from puas.runtime.file_store import FileStore, open_file_store
from puas_reporter.documents.catalogue import render
from puas_reporter.documents.placed import QrCode, TextBox
from puas_reporter.documents.service_sheet.content import sheet_document
from tests.conftest import ROOT

EMBLEM = ROOT / "infra/seed/emblems/wave.png"
HEAD = FilingHead(
    document_id="ABC123XYZ", verification_url="https://skm.example.go.id/verifikasi/ABC123XYZ",
    letterhead=Letterhead(
        ("Pemerintah Kabupaten Tirta", "Dinas Kependudukan"), "Jalan Contoh 1", "", "", "", "tenant-1/emblem.png", None, "#0b6e4f"
    ),
    signatory=Signatory("Kepala Dinas", "Sri Teladani", "", "197001011995032001", "Tirta", date(2026, 11, 2)),
    government="Kabupaten Tirta", office="Dinas Kependudukan", prepared_at=datetime(2026, 11, 21, 3, tzinfo=UTC),
    time_zone="Asia/Jakarta", is_sample=False,
)  # fmt: skip
WORDS = {each.slug: each.example for each in COMPONENTS}
STANDARD = PrintedStandard(
    service="Kartu Keluarga", version=2, decree_number="188/12/2026", decree_date=date(2026, 11, 2), hearing_on=date(2026, 10, 20),
    reviewed_on=None, review_due_on=date(2027, 11, 2), media=("Papan informasi",), components=printed_components(WORDS),
)  # fmt: skip
BOOK = ServiceStandardsSource(HEAD, (STANDARD,), ("Akta Kelahiran",))
SHEET = ServiceSheetSource(
    HEAD, STANDARD, standard_url="https://skm.example.go.id/publik/tirta/dinas/kk/standar", survey_url="https://skm.example.go.id/s/K7M2QX9",
    survey_code="K7M2QX9",
)  # fmt: skip
PLEDGE = ServicePledgeSource(HEAD, (PROPOSED,))


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    made = open_file_store(tmp_path.as_uri())
    made.write("tenant-1/emblem.png", EMBLEM.read_bytes(), content_type="image/png")
    return made


def files(document: str, source: ServiceStandardsSource | ServiceSheetSource | ServicePledgeSource, store: FileStore) -> dict[str, bytes]:
    assert type(source).from_json(source.to_json()) == source
    rendered = render(document, FORMATS_OF[document], source.to_json(), store)
    return {each.format: b"".join(each.chunks()) for each in rendered}


def pdf_text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def texts(source: ServiceSheetSource) -> list[str]:
    return [each.text for each in sheet_document(source, "a4").pages[0].items if isinstance(each, TextBox)]


def test_the_book_has_every_component_its_decree_and_a_signature(store: FileStore) -> None:
    made = files(SERVICE_STANDARDS, BOOK, store)
    text = pdf_text(made["pdf"])

    for each in COMPONENTS:
        assert each.name in text
    assert "188/12/2026 tanggal 2 November 2026" in text
    assert "Akta Kelahiran" in text
    assert "Sri Teladani" in text
    assert "NIP 197001011995032001" in text


def test_services_of_the_book_are_numbered_as_sections_and_not_as_chapters(store: FileStore) -> None:
    document = docx.Document(BytesIO(files(SERVICE_STANDARDS, BOOK, store)["docx"]))
    sections = [each for each in document.paragraphs if each.style is not None and each.style.name == "Heading 2"]
    (number,) = {found for each in sections for found in each._p.xpath("w:pPr/w:numPr/w:numId/@w:val")}
    numbering = document.part.numbering_part.element
    (abstract,) = numbering.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    (text,) = numbering.xpath(f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl/w:lvlText/@w:val")
    assert text == "%1."


def test_the_book_says_what_is_missing(store: FileStore) -> None:
    gap = replace(STANDARD, components=printed_components({**WORDS, "sarana": ""}))
    text = pdf_text(files(SERVICE_STANDARDS, replace(BOOK, standards=(gap,)), store)["pdf"])

    assert "(belum diisi)" in text
    assert "Belum diisi: Sarana, prasarana, dan fasilitas." in text


def test_the_sheet_is_one_page_in_two_sizes_to_print_and_as_a_picture(store: FileStore) -> None:
    made = files(SERVICE_SHEET, SHEET, store)

    pages = {name: PdfReader(BytesIO(made[name])).pages for name in ("a4.pdf", "a3.pdf")}
    assert [len(each) for each in pages.values()] == [1, 1]
    assert [round(float(each[0].mediabox.width) / 72 * 25.4) for each in pages.values()] == [210, 297]
    assert made["a4.png"].startswith(b"\x89PNG")
    text = pdf_text(made["a4.pdf"])
    assert "Kartu Keluarga" in text
    assert "K7M 2QX9" in text
    assert "www.lapor.go.id" in text
    assert "Dasar hukum" not in text


def test_without_a_survey_the_code_leads_to_the_standard_itself() -> None:
    page = sheet_document(replace(SHEET, survey_url="", survey_code=""), "a4").pages[0]

    assert [each.content for each in page.items if isinstance(each, QrCode)] == [SHEET.standard_url]


def test_the_sheet_of_made_up_data_says_so() -> None:
    assert any("DATA CONTOH" in each for each in texts(replace(SHEET, head=replace(HEAD, is_sample=True))))
    assert not any("DATA CONTOH" in each for each in texts(SHEET))


def test_long_and_hostile_words_are_printed_as_they_are(store: FileStore) -> None:
    hostile = "<b>tebal</b> & =1+1 " + "kata " * (LONGEST_COMPONENT // 5 - 10)
    loud = replace(STANDARD, components=printed_components({**WORDS, "persyaratan": hostile, "waktu": "x" * 400}))

    assert "<b>tebal</b> & =1+1" in pdf_text(files(SERVICE_SHEET, replace(SHEET, standard=loud), store)["a4.pdf"])
    assert "<b>tebal</b> & =1+1" in pdf_text(files(SERVICE_STANDARDS, replace(BOOK, standards=(loud,)), store)["pdf"])


def test_the_pledge_is_one_landscape_page_with_promise_and_signature(store: FileStore) -> None:
    made = files(SERVICE_PLEDGE, PLEDGE, store)

    for name, width in (("a4.pdf", 297), ("a3.pdf", 420)):
        [page] = PdfReader(BytesIO(made[name])).pages
        assert round(float(page.mediabox.width) / 72 * 25.4) == width
    text = pdf_text(made["a4.pdf"])
    assert "MAKLUMAT PELAYANAN" in text
    assert "kami siap menerima sanksi" in text
    assert "2 November 2026" in text
    assert "ABC123XYZ" in text


def test_a_source_of_another_kind_is_refused() -> None:
    with pytest.raises(UnreadableRecord):
        ServiceSheetSource.from_json(PLEDGE.to_json())
