"""The workbook gives the frozen figures twice: stored, and again when a spreadsheet program calculates it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from puas.domain.document_source import AnswerRow, SkmReportSource
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import Policies
from puas.domain.tally import Tally
from puas_reporter.documents.skm_report.workbook import report_workbook
from puas_reporter.formats.workbook import workbook_bytes
from tests.factories.answer_rows import SERVICES, answer_rows, report_source, result_of, result_of_tallies, without_answers
from tests.factories.snapshots import report_snapshot
from tests.unit.reporter.formulas import Recalculated

FIRST = 6
POLICIES = [Policies(), Policies(aggregation="pooled"), Policies(weight="0.11"), Policies(weight="0.111", aggregation="pooled")]


def written(source: SkmReportSource) -> bytes:
    return workbook_bytes(report_workbook(source))


def stored(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content), data_only=True)


def printed(value: object) -> Decimal | None:
    return None if value == "–" else Decimal(repr(value)).quantize(Decimal("0.01"))


@pytest.mark.parametrize("policies", POLICIES, ids=lambda each: f"{each.weight} {each.aggregation}")
@pytest.mark.parametrize("erased", [False, True], ids=["answers", "counts"])
def test_calculated_and_stored_figures_are_the_frozen_ones(policies: Policies, erased: bool) -> None:
    source = report_source(policies=policies)
    content = written(without_answers(source) if erased else source)
    again, kept, result = Recalculated(content), stored(content)["Rekap"], source.report.result
    for number, unit in enumerate(result.units, start=FIRST):
        assert (kept[f"A{number}"].value, again.value("Rekap", f"B{number}")) == (unit.name, unit.respondents)
        assert printed(again.value("Rekap", f"L{number}")) == printed(kept[f"L{number}"].value) == unit.index.nik
        assert again.value("Rekap", f"M{number}") == kept[f"M{number}"].value == unit.index.mutu
        assert again.value("Rekap", f"N{number}") == kept[f"N{number}"].value == unit.index.predikat
    last = FIRST + len(result.units)
    for position, each in enumerate(result.unsur):
        cell = f"{chr(ord('C') + position)}{last}"
        assert abs(Decimal(repr(again.value("Rekap", cell))) - Decimal(str(each.nik))) <= Decimal("0.005000001")
        assert printed(kept[cell].value) == each.nik
    assert printed(again.value("Rekap", f"B{last + 1}")) == printed(kept[f"B{last + 1}"].value) == result.index.nik
    assert again.value("Rekap", f"B{last + 2}") == kept[f"B{last + 2}"].value == result.index.mutu
    assert again.value("Rekap", f"B{last + 3}") == kept[f"B{last + 3}"].value == result.index.predikat


def test_a_tie_is_rounded_up_before_the_letter() -> None:
    """137,889 points of 5,000 forms are an NI of 3.0642, a NIK of exactly 76,605: printed 76,61 and so B."""
    fours = [320] * 8 + [329]
    counts = {slug: (0, 0, 5000 - four, four) for slug, four in zip(edition().slugs(), fours, strict=True)}
    result = result_of_tallies([("satu", "Satu", Tally.of_counts(5000, counts))])
    assert sum(each.total for each in result.unsur) == 137_889
    assert (result.index.nik, result.index.mutu) == (Decimal("76.61"), "B")
    again = Recalculated(written(SkmReportSource(report_snapshot(result), ())))
    assert again.value("Rekap", f"L{FIRST}") == 76.61
    assert again.value("Rekap", f"M{FIRST}") == "B"


def test_one_row_per_answer_with_the_columns_of_the_form() -> None:
    source = report_source()
    sheet = stored(written(source))["Data"]
    head = [cell.value for cell in sheet[5]]
    assert head[:11] == ["No", "Kode Layanan", "Unit", "Jenis Layanan", "Tanggal", "JK", "Pendidikan", "Umur", "Pekerjaan", "Difabel",
                         "Jenis Disabilitas"]  # fmt: skip
    assert head[11] == "U1 Persyaratan" and head[18:20] == ["U8 Pengaduan", "U9 Sarpras"] and head[20] == "Saran"
    assert sheet.max_row == 5 + len(source.answers)
    first = source.answers[0]
    assert [cell.value for cell in sheet[6]][11:20] == list(first.scores)
    assert sheet["E6"].value.date() == first.answered_on


def test_no_text_is_ever_a_formula() -> None:
    sheet = openpyxl.load_workbook(BytesIO(written(report_source())))["Data"]
    cells = [cell for row in sheet.iter_rows(min_row=6) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t"))]
    assert {cell.value for cell in risky} >= {'=HYPERLINK("http://contoh.example")', "+62 nomor aduan?", "-", "@camat", "=Akta Kelahiran*"}
    assert all(cell.quotePrefix for cell in risky)


def test_answers_that_no_longer_fit_the_frozen_counts_are_not_shown() -> None:
    source = report_source()
    changed = replace(source.answers[0], scores=(1, *source.answers[0].scores[1:]) if source.answers[0].scores[0] != 1 else (4,) * 9)
    book = stored(written(SkmReportSource(source.report, (changed, *source.answers[1:]))))
    assert "jumlah jawaban pada hasil yang ditetapkan" in book["Data"]["A3"].value
    assert [cell.value for cell in book["Data"][5]][3:] == ["Nilai 1", "Nilai 2", "Nilai 3", "Nilai 4"]


def test_an_unsur_nobody_answered_gives_no_index_in_the_sheet_either() -> None:
    rows: tuple[AnswerRow, ...] = tuple(replace(row, scores=(*row.scores[:3], None, *row.scores[4:])) for row in answer_rows())
    source = SkmReportSource(report_snapshot(result_of(rows), trend=()), rows)
    again = Recalculated(written(source))
    last = FIRST + len(SERVICES)
    assert again.value("Rekap", f"F{FIRST}") == "–"
    assert [again.value("Rekap", f"{column}{last}") for column in "LMN"] == ["–", "–", "–"]


def test_sheets_say_whose_when_and_sample() -> None:
    book = stored(written(report_source()))
    assert book.sheetnames == ["Data", "Rekap", "RTL", "Keterangan"]
    for name in ("Data", "Rekap", "RTL"):
        assert book[name]["A2"].value == "Dinas Kependudukan dan Pencatatan Sipil, Kabupaten Arjosari"
        assert book[name]["A4"].value.startswith("DATA CONTOH")
    assert book.properties.title.startswith("Laporan Survei Kepuasan Masyarakat")
