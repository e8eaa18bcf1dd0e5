"""Recap, brief and slides: every medium prints the figures of the one record, on as many pages as it should."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pymupdf
import pytest
from pptx import Presentation

from puas.cli.verify_document import check_document
from puas.domain import recap_words
from puas.domain.document_source import EVALUATION_SLIDES, FORMATS_OF, REGENCY_BRIEF, REGENCY_RECAP
from puas.domain.index_score import POOLED
from puas.domain.recap_snapshot import PlanCount, RecapSnapshot
from puas.presentation.numbers import index_number, signed_number, whole_number
from puas.runtime.document_files import open_document
from puas.runtime.file_store import DiskStore
from puas_reporter.documents.catalogue import render
from puas_reporter.documents.evaluation_slides.content import evaluation_deck
from puas_reporter.documents.regency_brief.page import brief_page
from puas_reporter.documents.regency_recap.content import recap_document
from puas_reporter.documents.regency_recap.wording import head_of_region
from puas_reporter.documents.regency_recap.workbook import recap_workbook
from puas_reporter.formats.document_pdf import document_pdf
from puas_reporter.formats.placed_pages import placed_pdf_bytes
from puas_reporter.formats.slides import slides_bytes
from puas_reporter.formats.workbook import workbook_bytes
from tests.factories.recap_documents import recap, recap_file
from tests.factories.recaps import context_of, recap_of, regency_result, surveyed_agencies
from tests.libreoffice import SOFFICE, convert, needs_libreoffice, with_wrong_stored_values
from tests.unit.reporter.documents import EMBLEM
from tests.unit.reporter.formulas import Recalculated

HAS_IMPRESS = SOFFICE is not None and Path(SOFFICE).resolve().with_name("simpress").exists()


def closed_up(text: str) -> str:
    """Without white space, so that a name broken over lines is found."""
    return re.sub(r"\s+", "", text)


def pdf_text(content: bytes) -> str:
    with pymupdf.open(stream=content, filetype="pdf") as opened:
        return closed_up(" ".join(page.get_text() for page in opened))


def docx_text(content: bytes) -> str:
    word = docx.Document(BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return closed_up(" ".join([*(paragraph.text for paragraph in word.paragraphs), *cells]))


def shapes_of(content: bytes) -> list[list[Any]]:
    return [list(slide.shapes) for slide in Presentation(BytesIO(content)).slides]


def slide_texts(content: bytes) -> str:
    found = []
    for shapes in shapes_of(content):
        for shape in shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if getattr(shape, "has_table", False) and shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return closed_up(" ".join(found))


def rows_of(record: RecapSnapshot) -> list[str]:
    """What stands side by side for every agency: respondents, sample, index, letter, the other mean, before, change."""
    rows = []
    for line in record.counted:
        change = record.change_of(line)
        sign = "*" if line.is_under_sample else ""
        rows.append(
            closed_up(
                f"{whole_number(line.services)}{whole_number(line.respondents)}/{whole_number(line.sample_target)}{sign}{index_number(line.index.nik)}"
                f"{line.index.mutu}{index_number(line.respondent_weighted.nik)}{index_number(line.previous.nik if line.previous else None)}"
                f"{signed_number(change.amount) if change else '–'}"
            )
        )
    return rows


def regency_words(record: RecapSnapshot) -> list[str]:
    """Figures every document about the regency has to print."""
    result, change = record.result, record.change
    assert change is not None and record.target is not None
    return [
        f"{index_number(result.index.nik)}", f"{result.index.mutu}({result.index.predikat})", signed_number(change.amount),
        index_number(record.target.nik), closed_up(recap_words.index_words(result.respondent_weighted)),
    ]  # fmt: skip


def test_every_format_prints_the_figures_of_the_regency() -> None:
    record = recap(12)
    for name, text in _texts().items():
        for words in regency_words(record)[: 4 if name == "slides.pptx" else 5]:
            assert closed_up(words) in text, (name, words)


@pytest.mark.parametrize("name", ["recap.pdf", "recap.docx"])
def test_the_recap_prints_every_agency_unsur_and_point_of_the_record(name: str) -> None:
    record, text = recap(12), _texts()[name]
    unsur = zip(record.unsur_simple_mean, record.unsur_respondent_weighted, strict=True)
    for words in (
        *rows_of(record),
        *(line.name for line in record.agencies),
        *(f"{index_number(simple.nik)}{simple.mutu}{index_number(pooled.nik)}{pooled.mutu}" for simple, pooled in unsur),
        *(f"{each.label}{index_number(each.nik)}{each.mutu}({each.predikat}){each.edition_name}" for each in record.trend),
    ):
        assert closed_up(words) in text, words


@pytest.mark.parametrize("name", ["brief.pdf", "brief.docx"])
def test_the_brief_prints_strongest_weakest_and_what_to_decide(name: str) -> None:
    record, text = recap(12), _texts()[name]
    strongest, weakest = record.ends()
    for line in (*strongest, *weakest):
        assert closed_up(line.name) in text and index_number(line.index.nik) in text, line.name
    for words in (*recap_words.decisions(record), recap_words.promise_sentence(record)):
        assert closed_up(words) in text, words


@cache
def _texts() -> dict[str, str]:
    return {
        "recap.pdf": pdf_text(recap_file(REGENCY_RECAP, "pdf")), "recap.docx": docx_text(recap_file(REGENCY_RECAP, "docx")),
        "brief.pdf": pdf_text(recap_file(REGENCY_BRIEF, "pdf")), "brief.docx": docx_text(recap_file(REGENCY_BRIEF, "docx")),
        "slides.pptx": slide_texts(recap_file(EVALUATION_SLIDES, "pptx")),
    }  # fmt: skip


def test_the_charts_of_the_slides_hold_the_figures() -> None:
    record = recap(12)
    charts = [shape.chart for shapes in shapes_of(recap_file(EVALUATION_SLIDES, "pptx")) for shape in shapes if shape.has_chart]
    agencies, trend, unsur = charts
    assert list(agencies.plots[0].series[0].values) == sorted((float(line.index.nik or 0) for line in record.counted), reverse=True)
    assert list(trend.plots[0].series[0].values) == [float(point.nik) for point in record.trend]
    assert record.target is not None
    assert set(trend.plots[0].series[1].values) == {float(record.target.nik)}
    assert list(unsur.plots[0].series[0].values) == [float(each.nik or 0) for each in record.result.unsur]
    labels = [unsur.plots[0].series[0].points[number].data_label.text_frame.text for number in range(9)]
    assert labels == [f"{index_number(each.nik)} {each.mutu}" for each in record.result.unsur]


@pytest.mark.parametrize(("agencies", "slides"), [(3, 9), (12, 9), (60, 10)])
def test_slides_are_few_spoken_to_and_described(agencies: int, slides: int) -> None:
    show = Presentation(BytesIO(recap_file(EVALUATION_SLIDES, "pptx", agencies)))
    assert len(show.slides) == slides
    assert show.slide_width / show.slide_height == pytest.approx(16 / 9)
    assert show.core_properties.language == "id-ID" and "Kabupaten Arjosari" in show.core_properties.title
    for slide in show.slides:
        assert slide.shapes.title.text_frame.text
        assert len(slide.notes_slide.notes_text_frame.text) > 60
        for shape in slide.placeholders:
            assert shape.text_frame.text, "no placeholder is left empty"
        for shape in slide.shapes:
            if shape.has_chart or getattr(shape, "has_table", False) or shape.shape_type == 13:
                (name,) = shape._element.xpath(".//p:cNvPr")[:1]
                assert name.get("descr"), shape.name
        fonts = {run.font.name for shape in slide.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs for run in p.runs}
        assert fonts == {"Arial"}


@pytest.mark.parametrize("agencies", [3, 60])
def test_the_brief_is_one_page_whatever_the_names(agencies: int) -> None:
    with pymupdf.open(stream=recap_file(REGENCY_BRIEF, "pdf", agencies), filetype="pdf") as opened:
        assert opened.page_count == 1 and (round(opened[0].rect.width), round(opened[0].rect.height)) == (595, 842)


@needs_libreoffice
def test_libreoffice_lays_the_brief_on_one_page_and_opens_the_slides(tmp_path: Path) -> None:
    wanted = [(REGENCY_BRIEF, "docx", 3, 1), (REGENCY_BRIEF, "docx", 60, 1)]
    wanted += [(EVALUATION_SLIDES, "pptx", 3, 9), (EVALUATION_SLIDES, "pptx", 60, 10)] if HAS_IMPRESS else []
    files = [_written(tmp_path / f"{document}{size}.{made}", recap_file(document, made, size)) for document, made, size, _ in wanted]
    assert [_pages(each) for each in convert(files, "pdf", tmp_path)] == [pages for *_, pages in wanted]
    if not HAS_IMPRESS:
        pytest.skip("LibreOffice here has no Impress: the slides were not opened")


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _pages(path: Path) -> int:
    with pymupdf.open(path) as opened:
        return opened.page_count


@pytest.mark.parametrize("aggregation", ["service-mean", POOLED])
def test_the_formulas_of_the_workbook_give_the_stored_figures(aggregation: str) -> None:
    inputs = surveyed_agencies(12)
    record = recap_of(regency_result(inputs, aggregation=aggregation), [context_of(number, each) for number, each in enumerate(inputs)])
    content = workbook_bytes(recap_workbook(record))
    formulas, stored = openpyxl.load_workbook(BytesIO(content))["Rekap"], openpyxl.load_workbook(BytesIO(content), data_only=True)["Rekap"]
    calculated, compared = Recalculated(content), 0
    for cell in (cell for row in formulas.iter_rows() for cell in row if cell.data_type == "f"):
        value, kept = calculated.value("Rekap", cell.coordinate), stored[cell.coordinate].value
        if isinstance(kept, str):
            assert value == kept, cell.coordinate
        else:
            # An agency's averages stay unrounded and are shown with two decimals.
            assert abs(float(value) - float(kept)) < 0.00501, cell.coordinate
        compared += 1
    assert compared > 12 * 10
    rows = {str(row[1].value): row for row in stored.iter_rows() if row[1].value}
    for words, index in (
        (recap_words.SIMPLE_MEAN_WORDS, record.result.simple_mean),
        (recap_words.POOLED_WORDS, record.result.respondent_weighted),
    ):
        (row,) = (row for name, row in rows.items() if name.lower().startswith(words))
        assert [f"{row[15].value:.2f}", row[16].value] == [str(index.nik), index.mutu]
        assert ("(ditetapkan)" in str(row[1].value)) == (record.is_pooled == (words == recap_words.POOLED_WORDS))


@needs_libreoffice
def test_libreoffice_calculates_the_same_anew(tmp_path: Path) -> None:
    record = recap(12)
    spoiled, number = with_wrong_stored_values(recap_file(REGENCY_RECAP, "xlsx"))
    (tmp_path / "made").mkdir()
    (made,) = convert([_written(tmp_path / "rekap.xlsx", spoiled)], "xlsx", tmp_path / "made")
    assert number > 12 * 10
    rows = {str(row[1].value): row for row in openpyxl.load_workbook(made, data_only=True)["Rekap"].iter_rows() if row[1].value}
    for line in record.counted:
        (row,) = (row for name, row in rows.items() if name.removesuffix(" *") == line.name)
        assert [f"{row[15].value:.2f}", row[16].value, f"{row[18].value:.2f}"] == [
            str(line.index.nik), line.index.mutu, str(line.respondent_weighted.nik),
        ]  # fmt: skip
    for words, index in (
        (recap_words.SIMPLE_MEAN_WORDS, record.result.simple_mean),
        (recap_words.POOLED_WORDS, record.result.respondent_weighted),
    ):
        (row,) = (row for name, row in rows.items() if name.lower().startswith(words))
        assert [f"{row[15].value:.2f}", row[16].value] == [str(index.nik), index.mutu]


@pytest.mark.parametrize("made", ["pdf", "docx", "xlsx"])
def test_the_recap_proves_its_figures_without_the_installation(made: str) -> None:
    opened = open_document(recap_file(REGENCY_RECAP, made))
    assert opened.record.result == recap(12).result and opened.record.document == REGENCY_RECAP
    assert [check.holds for check in check_document(opened)] == [True, True]


def test_marks_stand_on_every_page_of_figures_that_still_move() -> None:
    record = replace(recap(3), is_provisional=True, result=replace(recap(3).result, sample_data=True))
    mark = "ANGKA SEMENTARA"
    assert mark in recap_document(record).sample_mark and "DATA CONTOH" in recap_document(record).sample_mark
    with pymupdf.open(stream=document_pdf(recap_document(record)), filetype="pdf") as opened:
        assert all(mark in page.get_text() for page in opened.pages(1))
    with pymupdf.open(stream=placed_pdf_bytes(brief_page(record, EMBLEM)), filetype="pdf") as opened:
        assert mark in opened[0].get_text()
    show = Presentation(BytesIO(slides_bytes(evaluation_deck(record, EMBLEM))))
    for slide in show.slides:
        assert any(mark in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_each_document_says_where_it_is_checked() -> None:
    record = recap(12)
    for document, made in ((REGENCY_RECAP, "pdf"), (REGENCY_BRIEF, "pdf")):
        assert closed_up(record.verification_url) in pdf_text(recap_file(document, made))
    assert closed_up(record.verification_url) in slide_texts(recap_file(EVALUATION_SLIDES, "pptx"))
    word = docx.Document(BytesIO(recap_file(REGENCY_BRIEF, "docx")))
    assert f"Kode QR {record.verification_url}" in {shape._inline.docPr.get("descr") for shape in word.inline_shapes}


def test_hostile_names_come_out_as_text() -> None:
    hostile = '=HYPERLINK("http://contoh.example") <b>Dinas</b> & \U0001f600 \x07'
    inputs = [replace(each, name=hostile if number == 0 else each.name) for number, each in enumerate(surveyed_agencies(4))]
    record = recap_of(
        regency_result(inputs), [replace(context_of(number, each), name=each.name, short_name="") for number, each in enumerate(inputs)]
    )
    sheet = openpyxl.load_workbook(BytesIO(workbook_bytes(recap_workbook(record))))["Rekap"]
    (cell,) = (row[1] for row in sheet.iter_rows() if str(row[1].value).startswith("=HYPER"))
    assert cell.data_type == "s"
    assert "<b>Dinas</b>" in slide_texts(slides_bytes(evaluation_deck(record)))
    assert placed_pdf_bytes(brief_page(record)).startswith(b"%PDF")


def test_little_is_enough_for_every_document() -> None:
    """One agency, nothing before it, no target, no plan, no emblem: nothing fails and nothing is claimed."""
    (agency,) = surveyed_agencies(1)
    bare = replace(context_of(0, agency), previous=None, promised=PlanCount(0, 0), planned=PlanCount(0, 0), short_name="", kind="")
    around = {"target": None, "previous": None, "previous_unsur": (), "earlier": ()}
    record = recap_of(regency_result([agency]), [bare], **around)
    made = {
        (document, name): next(render(document, [name], record.to_json(), DiskStore(Path("/nonexistent")))).content
        for document in (REGENCY_RECAP, REGENCY_BRIEF, EVALUATION_SLIDES)
        for name in FORMATS_OF[document]
    }
    assert all(made.values())
    text = slide_texts(made[EVALUATION_SLIDES, "pptx"])  # type: ignore[arg-type]
    assert "belumditetapkan" in text and "Trenterlihatsetelahadaduahasil" in text
    assert head_of_region(record) == "Bupati"
    city = replace(record, result=replace(record.result, tenant=replace(record.result.tenant, name="Kota Arjosari")))
    assert head_of_region(city) == "Wali Kota"


def test_no_agency_stands_on_both_slides_of_the_ends() -> None:
    record = recap_of(regency_result(inputs := surveyed_agencies(21)), [context_of(number, each) for number, each in enumerate(inputs)])
    assert len(record.counted) == 19
    highest, lowest = (slide.notes for slide in evaluation_deck(record).slides[1:3])
    assert not any(
        f"{line.name} {recap_words.index_words(line.index)}" in highest and f"{line.name} {recap_words.index_words(line.index)}" in lowest
        for line in record.counted
    )
    assert [slide.title for slide in evaluation_deck(record).slides[1:3]] == ["10 indeks tertinggi", "9 indeks terendah"]
