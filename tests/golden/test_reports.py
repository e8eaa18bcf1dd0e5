"""Both forms of the report, page by page: the text and the number of pages stay as they were looked at.

After a change that is meant: `python -m tests.golden.report_cases` writes the files anew; look at the pages, then commit them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pymupdf
import pytest

from puas.domain.report_snapshot import FIVE_CHAPTERS, FOUR_CHAPTERS, ReportSnapshot
from puas.domain.result_snapshot import ResultSnapshot, UnsurFigures
from puas.presentation.numbers import average_number, index_number, whole_number
from puas_reporter.documents.skm_report.content import report_document
from puas_reporter.formats.document_pdf import document_pdf
from tests.golden.report_cases import REPORTS, golden_file, pages, pdf, source, written_down

PAGES = {
    ("kecil", FOUR_CHAPTERS): 16,
    ("kecil", FIVE_CHAPTERS): 20,
    ("empat-ratus", FOUR_CHAPTERS): 25,
    ("empat-ratus", FIVE_CHAPTERS): 29,
    ("sembilan-layanan", FOUR_CHAPTERS): 24,
    ("sembilan-layanan", FIVE_CHAPTERS): 28,
    ("tanpa-biaya", FIVE_CHAPTERS): 20,
    ("pertama", FOUR_CHAPTERS): 15,
    ("tidak-dihitung", FIVE_CHAPTERS): 19,
}

every_report = pytest.mark.parametrize(("case", "form"), REPORTS)


@every_report
def test_the_text_of_every_page_is_as_it_was(case: str, form: str) -> None:
    assert written_down(pdf(case, form)).split("\n") == golden_file(case, form).read_text(encoding="utf-8").split("\n")


@every_report
def test_the_number_of_pages_is_as_it_was(case: str, form: str) -> None:
    assert len(pages(pdf(case, form))) == PAGES[case, form]


@every_report
def test_every_number_of_the_snapshot_is_printed(case: str, form: str) -> None:
    printed = {word.strip("()=.,;") for page in pages(pdf(case, form)) for line in page for word in line.split()}
    report = source(case, form).report
    missing = [number for number in (*_of_result(report.result), *_around(report)) if number not in printed]
    assert missing == []


def _of_result(result: ResultSnapshot) -> Iterator[str]:
    yield from (whole_number(number) for number in (result.respondents, result.population, result.sample_target))
    yield from (average_number(result.index.ni), index_number(result.index.nik))
    yield from (index_number(result.simple_mean.nik), index_number(result.respondent_weighted.nik))
    for figures in result.unsur:
        yield from _of_unsur(figures)
        yield from map(whole_number, result.counts[figures.slug])
    for unit in result.units:
        yield from (whole_number(unit.respondents), whole_number(unit.population), whole_number(unit.sample_target))
        yield from (average_number(unit.index.ni), index_number(unit.index.nik))
        yield from (number for figures in unit.unsur for number in _of_unsur(figures))
    told = [table for table in result.profile if table.dimension in ("gender", "age_group")]
    yield from (whole_number(row.respondents) for table in told for row in table.rows)


def _of_unsur(figures: UnsurFigures) -> tuple[str, ...]:
    return (whole_number(figures.answered), whole_number(figures.total), average_number(figures.nrr), index_number(figures.nik))


def _around(report: ReportSnapshot) -> Iterator[str]:
    values: list[Decimal] = [point.nik for point in report.trend]
    values += [report.target.nik] if report.target else []
    values += [report.previous.nik, *(each.nik for each in report.previous.unsur)] if report.previous else []
    yield from map(index_number, values)


@every_report
def test_no_table_or_chart_is_left_alone_on_a_page(case: str, form: str) -> None:
    with pymupdf.open(stream=pdf(case, form), filetype="pdf") as opened:
        lonely = [page.number + 1 for page in opened if page.number > 2 and _is_lonely(page)]
    assert lonely == []


def _is_lonely(page: pymupdf.Page) -> bool:
    """Nothing but a table or a chart at the head, and most of the page empty below it."""
    top, foot = 58, page.rect.height - 60
    blocks = [block for block in page.get_text("dict")["blocks"] if block["bbox"][1] > top and block["bbox"][3] < foot]
    spans = [span for block in blocks for line in block.get("lines", ()) for span in line["spans"] if span["text"].strip()]
    prose = any("Serif" in span["font"] for span in spans)
    lowest = max((block["bbox"][3] for block in blocks), default=0)
    return not prose and lowest < top + (foot - top) * 0.3


def test_an_annex_without_its_answers_says_so_and_ends_in_the_same_figures() -> None:
    kept = source("kecil", FIVE_CHAPTERS).report
    erased = [" ".join(page) for page in pages(document_pdf(report_document(kept)))]
    whole = " ".join(erased)
    assert "Jawaban satu per satu tidak dicetak" in whole and "No. Resp" not in whole
    for unit in kept.result.units:
        assert f"{index_number(unit.index.nik)}, mutu {unit.index.mutu}" in whole
        assert all(average_number(figures.nrr) in whole for figures in unit.unsur)
