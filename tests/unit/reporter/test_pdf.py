"""The PDF as a reader gets it: text, pages, marks, embedded fonts, contents that point to the right page."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pymupdf
import pytest
from pypdf import PdfReader

from puas.domain.report_snapshot import DoneFollowUp, PlannedFollowUp
from puas.presentation.numbers import index_number
from puas_reporter.documents.skm_report.content import report_document
from puas_reporter.formats.fonts import REPLACEMENT, printable
from puas_reporter.formats.pdf import UnableToRender, pdf_bytes
from tests.factories.snapshots import report_snapshot, result_snapshot
from tests.unit.reporter.documents import document, pages, pdf, render, snapshot


def test_pages_and_their_numbers() -> None:
    said = pages(pdf())
    assert len(said) == 17
    for number, page in enumerate(said[1:], start=2):
        assert f"Halaman {number} dari 17" in page
    assert "Halaman" not in said[0]


def test_every_page_is_marked_as_sample() -> None:
    assert all("DATA CONTOH" in page for page in pages(pdf()))


def test_a_real_report_carries_no_mark() -> None:
    real = render(report_document(report_snapshot(replace(result_snapshot(), sample_data=False))))
    assert not any("DATA CONTOH" in page for page in pages(real))


def test_contents_name_the_page_a_chapter_starts_on() -> None:
    said = pages(pdf())
    # In the text of the page the number of an entry stands before its title.
    entries = re.findall(r"\.{3,}(\d+) (BAB [IV]+ [A-Z ]+?) \.", said[2])
    assert [" ".join(title.split()[:2]) for _, title in entries] == ["BAB I", "BAB II", "BAB III", "BAB IV"]
    for page, title in entries:
        assert title in said[int(page) - 1]


def test_figures_of_the_snapshot_are_on_the_pages() -> None:
    text = " ".join(pages(pdf()))
    result = snapshot().result
    for value in (result.index.nik, *(each.nik for each in result.unsur), *(unit.index.nik for unit in result.units)):
        assert index_number(value) in text


def test_bookmarks_language_and_properties() -> None:
    reader = PdfReader(BytesIO(pdf()))
    assert reader.metadata is not None
    assert reader.metadata.title == document().title
    assert reader.metadata.author == "Dinas Kependudukan dan Pencatatan Sipil"
    with pymupdf.open(stream=pdf(), filetype="pdf") as opened:
        assert [entry[1] for entry in opened.get_toc() if entry[0] == 1][:2] == ["BAB I PENDAHULUAN", "BAB II ANALISIS DATA SKM"]
    assert reader.root_object["/Lang"] == "id"


def test_the_fonts_in_use_are_embedded() -> None:
    with pymupdf.open(stream=pdf(), filetype="pdf") as opened:
        used = {font[3] for page in opened for font in page.get_fonts()}
    # Helvetica is declared by reportlab on every page and draws nothing.
    assert {name.split("+")[-1] for name in used} == {
        "Helvetica", "LiberationSans", "LiberationSans-Bold", "LiberationSerif", "LiberationSerif-Bold",
    }  # fmt: skip


def test_markup_and_formulas_of_respondents_stay_text() -> None:
    assert any('=HYPERLINK("http://contoh.example") <b>parkir</b> diperluas & diberi atap' in page for page in pages(pdf()))


def test_what_the_fonts_lack_is_shown_as_a_square() -> None:
    assert printable("ꦱꦸꦒꦼꦁ 👍 baik\x07") == f"{printable('ꦱꦸꦒꦼꦁ')} {REPLACEMENT} baik"
    assert REPLACEMENT in printable("ꦱ")
    assert printable("Muḥammad – 88,31 ≥ “baik”…") == "Muḥammad – 88,31 ≥ “baik”…"


def test_a_report_with_strange_letters_is_rendered() -> None:
    report = report_snapshot(texts={"latar_belakang": "Salam ꦱꦸꦒꦼꦁ 👍 dan \u0645\u0631\u062d\u0628\u0627."})
    strange = replace(report, result=replace(report.result, agency=replace(report.result.agency, name="Dinas 👍 Contoh")))  # type: ignore[type-var]
    assert any("Salam" in page and REPLACEMENT in page for page in pages(render(report_document(strange))))


def test_a_fault_of_the_renderer_is_not_swallowed() -> None:
    with pytest.raises(UnableToRender, match="not allowed"):
        pdf_bytes('<p><img src="http://127.0.0.1/x.png"/></p>', title="", author="", subject="")


def test_files_of_the_server_cannot_be_read_into_a_document() -> None:
    with pytest.raises(UnableToRender):
        pdf_bytes('<p><img src="/etc/hostname"/></p>', title="", author="", subject="")


def test_words_without_end_and_rows_taller_than_a_page_stay_on_the_paper() -> None:
    endless = "x" * 300
    report = report_snapshot(
        texts={"kesimpulan": f"Lihat {endless}."},
        planned_follow_ups=(PlannedFollowUp("waktu", endless, "Desember 2026", endless),),
        done_follow_ups=(DoneFollowUp("sarpras", "Rencana", "done", "Uraian panjang. " * 400, "", ("Foto",)),),
    )
    content = render(report_document(report))
    with pymupdf.open(stream=content, filetype="pdf") as opened:
        for page in opened:
            for word in page.get_text("words"):
                assert word[2] <= page.rect.width - 36 and word[3] <= page.rect.height - 24, word[4]
    assert "".join(pages(content)).count("Uraian panjang.") == 400
