"""Official letters as files: everything a letter must have, on one page; a charter of one landscape page; the same in Word."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from puas.domain.document_source import FORMATS_OF, OFFICIAL_LETTER
from puas.domain.letter_occasions import LETTER_KINDS
from puas.domain.letter_source import LetterSource
from puas.domain.letter_texts import LetterFacts, draft_of
from puas.domain.report_snapshot import Letterhead, Signatory
from puas.runtime.file_store import FileStore, open_file_store
from puas_reporter.documents.catalogue import render
from tests.conftest import ROOT

EMBLEM = ROOT / "infra/seed/emblems/wave.png"
HEAD = Letterhead(
    ("Pemerintah Kabupaten Tirta", "Sekretariat Daerah, Bagian Organisasi"), "Jalan Contoh Nomor 1", "(0353) 881111", "org@tirta.go.id",
    "org.tirta.go.id", "tenant-1/emblem.png", None, "#0b6e4f",
)  # fmt: skip


def source(occasion: str = "not_reported", form: str = "letter", **changes: object) -> LetterSource:
    draft = draft_of(
        LetterFacts(occasion, "Dinas Komunikasi", "Semester I 2026", "perangkat daerah", "Bagian Organisasi", since=date(2026, 7, 20))
    )
    made = LetterSource(
        document_id="ABC123XYZ", verification_url="https://skm.example.go.id/verifikasi/ABC123XYZ", form=form, kind=LETTER_KINDS[occasion],
        occasion=occasion, number="007/SKM/XI/2026", nature=draft.nature, subject=draft.subject, addressee="Kepala Dinas Komunikasi",
        recipient="Dinas Komunikasi", dated_on=date(2026, 11, 22), scope="Semester I 2026", paragraphs=draft.paragraphs,
        copies=("Bupati Tirta (sebagai laporan)", "Inspektur"), headline="Peringkat 1 Semester I 2026", letterhead=HEAD,
        signatory=Signatory("Sekretaris Daerah", "Dr. Sari Teladani, M.Si.", "", "197001011995032001", "Tirta", date(2026, 11, 22)),
        sender="Kabupaten Tirta", is_sample=False, issued_at=datetime(2026, 11, 22, 3, tzinfo=UTC), time_zone="Asia/Jakarta",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    made = open_file_store(tmp_path.as_uri())
    made.write("tenant-1/emblem.png", EMBLEM.read_bytes(), content_type="image/png")
    return made


def files(made: LetterSource, store: FileStore) -> dict[str, bytes]:
    again = LetterSource.from_json(made.to_json())
    assert again == made
    rendered = render(OFFICIAL_LETTER, FORMATS_OF[OFFICIAL_LETTER], made.to_json(), store)
    return {each.format: b"".join(each.chunks()) for each in rendered}


def pdf_text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def word_text(content: bytes) -> str:
    root = ElementTree.fromstring(zipfile.ZipFile(BytesIO(content)).read("word/document.xml"))
    return " ".join("".join(each.itertext()) for each in root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"))


@pytest.mark.parametrize("occasion", LETTER_KINDS)
def test_a_letter_is_one_page_with_everything_an_office_expects(occasion: str, store: FileStore) -> None:
    made = source(occasion)
    content = files(made, store)
    pages = PdfReader(BytesIO(content["pdf"])).pages
    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (595, 842)
    text = pdf_text(content["pdf"])
    for words in (
        "PEMERINTAH KABUPATEN TIRTA", "Jalan Contoh Nomor 1", "Tirta, 22 November 2026", "007/SKM/XI/2026", "Sifat", "Lampiran",
        made.subject, "Yth. Kepala Dinas Komunikasi", "di tempat", "Sekretaris Daerah,", "Dr. Sari Teladani, M.Si.",
        "NIP 197001011995032001", "Tembusan:", "Inspektur", "Keaslian dokumen ini",
    ):  # fmt: skip
        assert words in text, words
    assert text.index("Yth.") < text.index("Sekretaris Daerah,") < text.index("Tembusan")
    assert all(each.split(",")[0] in text for each in made.paragraphs)
    assert "CONTOH" not in text
    written = word_text(content["docx"])
    assert "007/SKM/XI/2026" in written
    assert made.paragraphs[0] in written
    assert "Dr. Sari Teladani, M.Si." in written


def test_sample_data_say_so(store: FileStore) -> None:
    for form in ("letter", "charter"):
        assert "CONTOH" in pdf_text(files(source("best", form, is_sample=True), store)["pdf"])


def test_a_charter_is_one_landscape_page(store: FileStore) -> None:
    content = files(source("best", "charter"), store)
    pages = PdfReader(BytesIO(content["pdf"])).pages
    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (842, 595)
    text = pdf_text(content["pdf"])
    for words in (
        "PIAGAM PENGHARGAAN",
        "Nomor 007/SKM/XI/2026",
        "Dinas Komunikasi",
        "Peringkat 1 Semester I 2026",
        "NIP 1970",
        "ABC123XYZ",
    ):
        assert words in text, words
    assert "PIAGAM PENGHARGAAN" in word_text(content["docx"])


def test_long_words_and_hostile_ones_are_printed_as_text(store: FileStore) -> None:
    long = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana " * 2
    made = source(
        "best", recipient=long.strip(), addressee=f"Kepala {long}"[:200], paragraphs=("<b>tebal</b> & <script>", *["Kata. " * 200] * 6)
    )
    for form in ("letter", "charter"):
        content = files(replace(made, form=form), store)
        assert "<script>" in pdf_text(content["pdf"])
        assert len(PdfReader(BytesIO(content["pdf"])).pages) == (1 if form == "charter" else 3)


def test_without_emblem_nip_and_copies_nothing_is_left_dangling(store: FileStore) -> None:
    bare = source(letterhead=replace(HEAD, emblem_file="tenant-1/gone.png", phone="", email="", website=""), copies=())
    bare = replace(bare, signatory=replace(bare.signatory, nip=""))
    text = pdf_text(files(bare, store)["pdf"])
    assert "NIP" not in text
    assert "Tembusan" not in text
    assert "Telepon" not in text
