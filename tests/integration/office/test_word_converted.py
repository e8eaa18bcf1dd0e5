"""LibreOffice opens the report's Word file and prints it: the same text, the same figures, contents and pages as they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import docx
import pymupdf
import pytest
from docx.text.paragraph import Paragraph

from puas.domain.document_source import SKM_REPORT, SkmReportSource
from puas.domain.report_snapshot import FIVE_CHAPTERS, FORMS, TEXT_SECTIONS, ReportSnapshot
from puas.runtime.file_store import open_file_store
from puas.runtime.word_text import read_word_text
from puas_reporter.documents.catalogue import render
from tests.factories.answer_rows import answer_rows, result_of
from tests.factories.figures import figures_of_pdf, figures_of_snapshot, required_keys
from tests.factories.snapshots import report_snapshot
from tests.libreoffice import convert, needs_libreoffice
from tests.unit.reporter.documents import EMBLEM

pytestmark = [needs_libreoffice, pytest.mark.slow]

SERVICES = (
    ("layanan-1", "Kartu Tanda Penduduk Elektronik", 64),
    ("layanan-2", "Surat Ma'ruf & <Pindah>", 25),
    ("layanan-3", "Penerbitan Surat Keterangan Pindah Datang Antarkabupaten/Kota", 11),
)


@dataclass(frozen=True)
class Printed:
    """One form of the report: the record, our Word file, and what LibreOffice printed of it."""

    report: ReportSnapshot
    word: bytes
    pdf: bytes
    pages: tuple[str, ...]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Printed]]:
    folder = tmp_path_factory.mktemp("printed")
    store = open_file_store((folder / "store").as_uri())
    store.write("t1/emblem", EMBLEM, content_type="image/svg+xml")
    made: dict[str, tuple[ReportSnapshot, bytes, Path]] = {}
    for form in FORMS:
        source = _source(form)
        # A PDF takes longer than all the rest; one is enough to see its page numbers in the contents.
        formats = ("pdf", "docx") if form == FIVE_CHAPTERS else ("docx",)
        *_, word = render(SKM_REPORT, formats, source.to_json(), store)
        assert isinstance(word.content, bytes)
        path = folder / f"{form}.docx"
        path.write_bytes(word.content)
        made[form] = (source.report, word.content, path)
    files = convert([path for _, _, path in made.values()], "pdf", folder)
    yield {
        form: Printed(report, word, pdf.read_bytes(), _pages(pdf.read_bytes()))
        for (form, (report, word, _)), pdf in zip(made.items(), files, strict=True)
    }


def _source(form: str) -> SkmReportSource:
    rows = answer_rows(services=SERVICES)
    texts = {section: f"Uraian {title} – disusun oleh petugas.\nParagraf kedua." for section, title in TEXT_SECTIONS.items()}
    report = report_snapshot(result_of(rows, services=SERVICES), form=form, texts=texts)
    return SkmReportSource(replace(report, letterhead=replace(report.letterhead, emblem_file="t1/emblem")), rows)


def _pages(content: bytes) -> tuple[str, ...]:
    with pymupdf.open(stream=content, filetype="pdf") as opened:
        return tuple(" ".join(page.get_text().split()) for page in opened)


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name or "") if paragraph.style is not None else ""


def _letters(text: str) -> str:
    """Without white space: a line that is broken elsewhere is the same line."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("form", FORMS)
def test_every_line_of_the_file_is_on_the_pages(printed: dict[str, Printed], form: str) -> None:
    pages = _letters(" ".join(printed[form].pages))
    cells = [cell for line in read_word_text(printed[form].word) for cell in line.split("\t") if cell]
    # Page numbers are computed, and dots lead to those of the contents.
    lost = [cell for cell in cells if _letters(re.sub(r" (\d+|…)$", "", cell)) not in pages and "Halaman" not in cell]
    assert not lost


@pytest.mark.parametrize("form", FORMS)
def test_figures_on_the_pages_are_the_frozen_ones(printed: dict[str, Printed], form: str) -> None:
    result = printed[form].report.result
    expected, found = figures_of_snapshot(result), figures_of_pdf(printed[form].pdf, result)
    assert found == {key: expected[key] for key in found}
    assert required_keys(result) <= set(found)


@pytest.mark.parametrize("form", FORMS)
def test_pages_are_numbered_to_the_last_and_none_is_blank(printed: dict[str, Printed], form: str) -> None:
    pages = printed[form].pages
    assert all(f"Halaman {number} dari {len(pages)}" in page for number, page in enumerate(pages, start=1) if number > 1)
    assert "Halaman" not in pages[0]
    footer = len(f"{printed[form].report.document_id} Halaman 10 dari 10")
    assert all(len(page) > footer + 150 for page in pages)


@pytest.mark.parametrize("form", FORMS)
def test_chapters_are_numbered_by_the_word_processor(printed: dict[str, Printed], form: str) -> None:
    """The number of a chapter is no text of the file; on the page it stands before the title."""
    document = docx.Document(BytesIO(printed[form].word))
    chapters = [paragraph.text.strip() for paragraph in document.paragraphs if _style(paragraph) == "Heading 1"]
    pages = " ".join(printed[form].pages)
    assert len(chapters) >= 4
    for number, title in zip(("I", "II", "III", "IV", "V"), chapters, strict=False):
        assert f"BAB {number} {' '.join(title.split())}" in pages


def test_the_contents_name_pages_before_anything_is_computed(printed: dict[str, Printed]) -> None:
    """They come from the PDF of the same report, whose pages are at most two away; Word computes them when it opens the file."""
    document = docx.Document(BytesIO(printed[FIVE_CHAPTERS].word))
    entries = [paragraph.text.split("\t") for paragraph in document.paragraphs if "TOC" in _style(paragraph)]
    assert len(entries) > 10
    pages = [_letters(page).casefold() for page in printed[FIVE_CHAPTERS].pages]
    for title, page in entries:
        near = pages[max(int(page) - 3, 3) : int(page) + 2]
        assert any(_letters(title).casefold() in each for each in near), (title, page)
