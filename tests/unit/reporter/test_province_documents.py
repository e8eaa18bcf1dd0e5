"""A province's recap, page for the governor, slides and export: every file prints the figures of the one record."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pymupdf
import pytest
from pptx import Presentation

from puas.cli.verify_document import check_document
from puas.domain import province_words
from puas.domain.document_source import (
    PROVINCE_BRIEF,
    PROVINCE_FIGURES,
    PROVINCE_RECAP,
    PROVINCE_SLIDES,
)
from puas.domain.province_result import RESPONDENT_WEIGHTED
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.province_tables import UNITS, unit_columns
from puas.presentation.numbers import index_number, signed_number, whole_number
from puas.runtime.document_files import AS_IT_LEFT_US, open_document
from puas.runtime.file_store import DiskStore
from puas_reporter.documents.catalogue import render
from puas_reporter.documents.province_recap import wording
from puas_reporter.documents.province_recap.workbook import province_workbook
from puas_reporter.documents.province_slides.content import province_deck
from puas_reporter.formats.workbook import workbook_bytes
from tests.factories.provinces import RULE, province_snapshot, tables
from tests.libreoffice import convert, needs_libreoffice, with_wrong_stored_values
from tests.unit.reporter.formulas import Recalculated
from tests.unit.reporter.test_recap_documents import HAS_IMPRESS, closed_up, docx_text, pdf_text, shapes_of, slide_texts


@cache
def province(regencies: int) -> ProvinceSnapshot:
    return province_snapshot(regencies)


@cache
def province_file(document: str, file_format: str, regencies: int = 8) -> bytes:
    """A document of the province over so many regencies."""
    source = province(regencies)
    if document == PROVINCE_FIGURES:
        source = replace(source, tables=tables(regencies))
    made = next(render(document, [file_format], source.to_json(), DiskStore(Path("/nonexistent"))))
    return b"".join(made.chunks())


@cache
def texts(regencies: int = 8) -> dict[str, str]:
    return {
        "recap.pdf": pdf_text(province_file(PROVINCE_RECAP, "pdf", regencies)),
        "recap.docx": docx_text(province_file(PROVINCE_RECAP, "docx", regencies)),
        "brief.pdf": pdf_text(province_file(PROVINCE_BRIEF, "pdf", regencies)),
        "brief.docx": docx_text(province_file(PROVINCE_BRIEF, "docx", regencies)),
        "slides.pptx": slide_texts(province_file(PROVINCE_SLIDES, "pptx", regencies)),
    }


def test_every_format_prints_the_figures_of_the_province() -> None:
    record = province(8)
    result = record.result
    assert record.change is not None
    words = (
        index_number(result.index.nik), f"{result.index.mutu}({result.index.predikat})", signed_number(record.change.amount),
        index_number(result.other_mean.nik),
    )  # fmt: skip
    for name, text in texts().items():
        # What a Word file says on every page stands in its head.
        for mark in ("ANGKA SEMENTARA", "DATA CONTOH", record.document_id):
            assert name.endswith("docx") or closed_up(mark) in text, (name, mark)
        for each in words:
            assert closed_up(each) in text, (name, each)


@pytest.mark.parametrize("name", ["recap.pdf", "recap.docx"])
@pytest.mark.parametrize("regencies", [1, 8, 38])
def test_the_recap_prints_every_regency_unsur_kind_and_point(name: str, regencies: int) -> None:
    record, text = province(regencies), texts(regencies)[name]
    result = record.result
    rows = [
        f"{wording.marked_name(line)}{wording.index_with_margin(line)}{line.figures.mutu}"
        f"{wording.STABLE_WORDS[line.figures.is_letter_stable]}{index_number(line.figures.simple_mean)}"
        f"{index_number(line.figures.respondent_weighted)}{index_number(line.previous_nik)}{wording.change_cell(line)}"
        f"{wording.sample_cell(line)}{wording.agencies_cell(line)}"
        for line in result.counted
        if line.figures
    ]
    for words in (
        *rows,
        *(line.name for line in result.regencies),
        *(f"{index_number(each.simple_mean)}{each.simple_mutu}{index_number(each.respondent_weighted)}" for each in result.unsur),
        *(f"{each.label}{index_number(each.nik)}{index_number(each.margin)}{each.mutu}" for each in result.trend),
        *(f"{end.name}{end.regency}{index_number(end.nik)}" for kind in result.kinds for end in (*kind.highest, *kind.lowest)),
        *(f"{whole_number(kind.agencies)}{whole_number(kind.regencies)}" for kind in result.kinds if kind.agencies),
        *province_words.decisions(record),
    ):
        assert closed_up(words) in text, words


@pytest.mark.parametrize("name", ["brief.pdf", "brief.docx"])
@pytest.mark.parametrize("regencies", [1, 8, 38])
def test_the_governors_page_names_strongest_weakest_and_what_to_decide(name: str, regencies: int) -> None:
    record, text = province(regencies), texts(regencies)[name]
    strongest, weakest = province_words.ends(record.result)
    for line in (*strongest, *weakest):
        assert closed_up(line.name) in text and index_number(line.nik) in text, line.name
    for words in (*province_words.decisions(record), province_words.reporting_sentence(record)):
        assert closed_up(words) in text, words


@pytest.mark.parametrize("regencies", [1, 8, 38])
def test_the_governors_page_is_one_page(regencies: int) -> None:
    with pymupdf.open(stream=province_file(PROVINCE_BRIEF, "pdf", regencies), filetype="pdf") as opened:
        assert opened.page_count == 1 and (round(opened[0].rect.width), round(opened[0].rect.height)) == (595, 842)
        # What is printed smaller to fit must still be readable.
        lines = [line for block in opened[0].get_text("dict")["blocks"] for line in block.get("lines", [])]
        assert min(span["size"] for line in lines for span in line["spans"]) >= 5


def test_the_recap_has_contents_bookmarks_page_numbers_and_metadata() -> None:
    with pymupdf.open(stream=province_file(PROVINCE_RECAP, "pdf", 38), filetype="pdf") as opened:
        chapters = [title for _level, title, _page in opened.get_toc()]
        assert len(chapters) == 7 and "KABUPATEN DAN KOTA" in " ".join(chapters).upper()
        assert "Provinsi Nusa Raya" in opened.metadata["title"] and opened.metadata["author"] == "Provinsi Nusa Raya"
        assert f"Halaman {opened.page_count} dari {opened.page_count}" in opened[opened.page_count - 1].get_text()
        assert "PEMERINTAH PROVINSI NUSA RAYA" in opened[1].get_text() and "Jalan Pahlawan" in opened[1].get_text()


def test_the_charts_of_the_slides_hold_the_figures() -> None:
    record = province(38)
    charts = [shape.chart for shapes in shapes_of(province_file(PROVINCE_SLIDES, "pptx", 38)) for shape in shapes if shape.has_chart]
    first, second, trend, unsur = charts
    values = [*first.plots[0].series[0].values, *second.plots[0].series[0].values]
    assert values == sorted((float(line.nik or 0) for line in record.result.counted), reverse=True), "nobody is left out of the league"
    assert list(trend.plots[0].series[0].values) == [float(point.nik) for point in record.result.trend]
    assert list(unsur.plots[0].series[0].values) == [float(each.simple_mean or 0) for each in record.result.unsur]


@pytest.mark.parametrize(("regencies", "slides"), [(1, 11), (8, 11), (38, 12)])
def test_slides_are_spoken_to_and_described(regencies: int, slides: int) -> None:
    show = Presentation(BytesIO(province_file(PROVINCE_SLIDES, "pptx", regencies)))
    assert len(show.slides) == slides == 1 + len(province_deck(province(regencies)).slides)
    assert show.core_properties.language == "id-ID" and "Provinsi Nusa Raya" in show.core_properties.title
    for slide in show.slides:
        assert slide.shapes.title.text_frame.text
        assert len(slide.notes_slide.notes_text_frame.text) > 40
        for shape in slide.shapes:
            if shape.has_chart or getattr(shape, "has_table", False) or shape.shape_type == 13:
                (name,) = shape._element.xpath(".//p:cNvPr")[:1]
                assert name.get("descr"), shape.name


@pytest.mark.parametrize("declared", ["simple-mean", RESPONDENT_WEIGHTED])
def test_the_formulas_of_the_workbook_give_the_stored_figures(declared: str) -> None:
    record = province_snapshot(12, declared=declared)
    content = workbook_bytes(province_workbook(record))
    formulas, stored = openpyxl.load_workbook(BytesIO(content))["Rekap"], openpyxl.load_workbook(BytesIO(content), data_only=True)["Rekap"]
    calculated, compared = Recalculated(content), 0
    for cell in (cell for row in formulas.iter_rows() for cell in row if cell.data_type == "f"):
        value, kept = calculated.value("Rekap", cell.coordinate), stored[cell.coordinate].value
        if isinstance(kept, str):
            assert value == kept, cell.coordinate
        else:
            assert f"{float(value):.2f}" == f"{float(kept):.2f}", cell.coordinate
        compared += 1
    assert compared > 30
    rows = {str(row[2].value): row for row in stored.iter_rows() if row[2].value}
    for words, index in (
        (province_words.SIMPLE_MEAN_WORDS, record.result.simple_mean),
        (province_words.WEIGHTED_WORDS, record.result.respondent_weighted),
    ):
        (row,) = (row for name, row in rows.items() if words in name)
        assert [f"{row[3].value:.2f}", row[4].value] == [str(index.nik), index.mutu]
        assert ("(ditetapkan)" in str(row[2].value)) == (index == record.result.index)


@needs_libreoffice
def test_libreoffice_reads_calculates_and_lays_out_the_same(tmp_path: Path) -> None:
    spoiled, number = with_wrong_stored_values(province_file(PROVINCE_RECAP, "xlsx"))
    assert number > 30
    (tmp_path / "made").mkdir()
    (tmp_path / "rekap.xlsx").write_bytes(spoiled)
    (tmp_path / "angka.xlsx").write_bytes(province_file(PROVINCE_FIGURES, "xlsx"))
    made, figures = convert([tmp_path / "rekap.xlsx", tmp_path / "angka.xlsx"], "xlsx", tmp_path / "made")
    again, ours = (openpyxl.load_workbook(each, data_only=True)["Rekap"] for each in (made, BytesIO(province_file(PROVINCE_RECAP, "xlsx"))))
    for row in ours.iter_rows():
        for cell in row:
            theirs = again[cell.coordinate].value
            if isinstance(cell.value, int | float):
                assert round(float(theirs), 2) == round(float(cell.value), 2), cell.coordinate
    sheets = openpyxl.load_workbook(figures, data_only=True).sheetnames
    assert sheets == ["Kabupaten", "Perangkat daerah", "Layanan", "Unsur", "Status pelaporan", "Rencana", "Keterangan"]
    wanted = [(PROVINCE_BRIEF, "docx", 1, 1), (PROVINCE_BRIEF, "docx", 38, 1)]
    wanted += [(PROVINCE_SLIDES, "pptx", 38, 12)] if HAS_IMPRESS else []
    files = []
    for document, made_as, size, _pages in wanted:
        files.append(tmp_path / f"{document}{size}.{made_as}")
        files[-1].write_bytes(province_file(document, made_as, size))
    (tmp_path / "pdf").mkdir()
    for path, (*_rest, pages) in zip(convert(files, "pdf", tmp_path / "pdf"), wanted, strict=True):
        with pymupdf.open(path) as opened:
            assert opened.page_count == pages, path


def _sheet_rows(sheet: str, regencies: int = 8) -> list[list[object]]:
    book = openpyxl.load_workbook(BytesIO(province_file(PROVINCE_FIGURES, "xlsx", regencies)), data_only=True)
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def _csv_rows(regencies: int = 8) -> list[dict[str, str]]:
    text = province_file(PROVINCE_FIGURES, "csv", regencies).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_workbook_and_csv_hold_every_published_unit_with_the_same_figures() -> None:
    rows = _csv_rows()
    source = list(tables(8)[0].rows())
    assert len(rows) == len(source) == 8 * (1 + 3 * (1 + 2))
    names = [each.name for each in unit_columns(RULE.slugs())]
    for row, cells in zip(rows, source, strict=True):
        assert [row[name].removeprefix("'") for name in names] == cells
        assert (row["cakupan"], row["data_contoh"]) == ("Tahun 2026", "ya")
    by_level = {level: [row for row in rows if row["tingkat"] == level] for level in ("regency", "agency", "service")}
    for sheet, level, at in (("Perangkat daerah", "agency", "perangkat_daerah"), ("Layanan", "service", "perangkat_daerah")):
        shown = [row for row in _sheet_rows(sheet) if row[0] and re.fullmatch(r"99\.\d\d", str(row[0]))]
        assert [row[2] for row in shown] == [row[at] for row in by_level[level]]
        head = next(row for row in _sheet_rows(sheet) if row[0] == "Kode")
        index = head.index("IKM")
        assert [f"{row[index]:.2f}" for row in shown] == [row["ikm"] for row in by_level[level]]
    assert len([row for row in _sheet_rows("Unsur") if str(row[0]).startswith("99.")]) == len(rows)


def test_both_means_stand_below_the_regencies() -> None:
    result = province(8).result
    rows = {str(row[1]): row for row in _sheet_rows("Kabupaten") if row[1]}
    head = next(row for row in _sheet_rows("Kabupaten") if row[0] == "Kode")
    means = {province_words.SIMPLE_MEAN_WORDS: result.simple_mean, province_words.WEIGHTED_WORDS: result.respondent_weighted}
    for words, index in means.items():
        (row,) = (row for name, row in rows.items() if words in name)
        assert f"{row[head.index('IKM')]:.2f}" == str(index.nik)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    book = openpyxl.load_workbook(BytesIO(province_file(PROVINCE_FIGURES, "xlsx")))
    found = [cell for row in book["Layanan"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert found and all(cell.data_type == "s" for cell in found)
    assert {row["layanan"] for row in _csv_rows() if row["layanan"]} == {"'=Layanan 1", "'=Layanan 2"}


def test_states_and_kinds_are_written_in_words() -> None:
    shown = " ".join(str(cell) for sheet in ("Status pelaporan", "Rencana") for row in _sheet_rows(sheet) for cell in row if cell)
    assert "diserahkan" in shown and "proses" in shown and "Dinas" in shown
    assert "handed_over" not in shown and "in_progress" not in shown


def test_what_is_too_small_to_be_shown_is_only_counted() -> None:
    for text in (texts()["recap.pdf"], texts()["recap.docx"]):
        assert closed_up("3 perangkat daerah dan 7 jenis layanan") in text


SHORT = [(PROVINCE_BRIEF, "pdf"), (PROVINCE_BRIEF, "docx"), (PROVINCE_SLIDES, "pptx")]


@pytest.mark.parametrize(
    ("document", "file_format"),
    [(PROVINCE_RECAP, "pdf"), (PROVINCE_RECAP, "docx"), (PROVINCE_RECAP, "xlsx"), (PROVINCE_FIGURES, "xlsx"), *SHORT],
)
@pytest.mark.parametrize("regencies", [1, 38])
def test_a_document_proves_its_own_figures(document: str, file_format: str, regencies: int) -> None:
    opened = open_document(province_file(document, file_format, regencies))
    assert opened.body == AS_IT_LEFT_US and opened.record.document == document
    assert opened.record.result == province(regencies).result and opened.record.sealed.hash_fits
    assert [check.holds for check in check_document(opened)] == [True, True], [check.detail for check in check_document(opened)]


def test_offices_of_one_family_stand_under_its_name() -> None:
    for text in (texts()["recap.pdf"], texts()["recap.docx"], texts()["slides.pptx"]):
        assert closed_up("Dukcapil") in text


@pytest.mark.parametrize(("document", "file_format"), SHORT)
def test_a_short_document_with_another_index_does_not(document: str, file_format: str) -> None:
    opened = open_document(province_file(document, file_format))
    printed = index_number(province(8).result.index.nik)
    forged = replace(opened, lines=tuple(line.replace(printed, "99,99") for line in opened.lines))
    checks = {check.name: check for check in check_document(forged)}
    assert checks["angka tercetak"].holds is False and printed in checks["angka tercetak"].detail


def test_a_document_whose_figure_was_changed_does_not() -> None:
    opened = open_document(province_file(PROVINCE_RECAP, "docx"))
    printed = index_number(province(8).result.counted[0].nik)
    forged = replace(opened, lines=tuple(line.replace(printed, "99,99") for line in opened.lines))
    checks = {check.name: check for check in check_document(forged)}
    assert checks["angka tercetak"].holds is False and printed in checks["angka tercetak"].detail


def test_a_large_export_is_written_without_growing() -> None:
    """Ten times the units, and no more is held of the workbook than a row: only the text itself grows."""
    import tracemalloc

    from puas_reporter.documents.province_figures.workbook import figures_workbook
    from puas_reporter.formats.long_workbook import long_workbook_bytes

    def peak(agencies: int) -> tuple[int, int]:
        made = tables(6, agencies, 5)
        source = province_snapshot(6, tables=made)
        tracemalloc.start()
        content = long_workbook_bytes(figures_workbook(source))
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most, len(content) + len(source.table(UNITS).text)

    (small, small_size), (large, large_size) = peak(5), peak(50)
    assert large - small < 4 * (large_size - small_size), (small, large)
