"""The workbook gives the frozen figures twice: stored, and again when a spreadsheet program calculates it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from puas.domain.answer_sheet import read_answers
from puas.domain.document_source import AnswerRow, SkmReportSource
from puas.domain.index_score import score_services
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import DRAFT, FIVE_CHAPTERS
from puas.domain.result_snapshot import Policies
from puas.domain.rounding import round_half_up
from puas.domain.tally import Tally
from puas.domain.worksheet import worksheet
from puas.runtime.spreadsheets import read_rows
from puas_reporter.documents.sheets import numbered_sheet_name, reference
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


def printed(value: object, places: str = "0.01") -> Decimal | None:
    """Half up, after binary noise is taken away."""
    if value == "–":
        return None
    return Decimal(repr(value)).quantize(Decimal("1e-10")).quantize(Decimal(places), rounding=ROUND_HALF_UP)


def thousandths(value: object) -> Decimal | None:
    return printed(value, "0.001")


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
    assert head[:9] == ["Unit", "Jenis Layanan", "Tanggal", "JK", "Pendidikan", "Umur", "Pekerjaan", "Difabel", "Jenis Disabilitas"]
    assert head[9] == "U1 Persyaratan" and head[16:] == ["U8 Pengaduan", "U9 Sarpras", "Saran", "Kode Layanan"]
    assert sheet.max_row == 5 + len(source.answers)
    first = source.answers[0]
    assert [cell.value for cell in sheet[6]][9:18] == list(first.scores)
    assert sheet["C6"].value.date() == first.answered_on


def test_rekap_has_the_columns_of_the_form() -> None:
    rekap = stored(written(report_source()))["Rekap"]
    assert [cell.value for cell in rekap[5]] == [
        "Jenis Layanan", "Total Responden", "Persyaratan", "Prosedur", "Jangka Waktu", "Tarif", "Produk", "Kompetensi", "Perilaku",
        "Pengaduan", "Sarpras", "IKM Per Jenis Layanan", "MUTU", "PREDIKAT",
    ]  # fmt: skip
    first = FIRST + len(SERVICES)
    names = ["Rerata IKM Per Unsur", "IKM Unit Layanan", "Mutu Unit Layanan", "Predikat"]
    assert [rekap[f"A{row}"].value for row in range(first, first + 4)] == names


def test_the_sheet_of_data_can_be_read_back_and_gives_the_same_index() -> None:
    source = report_source()
    sheet = read_answers(edition(), read_rows(written(source)))
    again = score_services(edition(), sheet.services.items())
    assert not sheet.faults and round_half_up(again.chosen.nik or Fraction(0), 2) == source.report.result.index.nik


@pytest.mark.parametrize("policies", POLICIES, ids=lambda each: f"{each.weight} {each.aggregation}")
@pytest.mark.parametrize("erased", [False, True], ids=["answers", "counts"])
def test_every_service_has_its_processing_table(policies: Policies, erased: bool) -> None:
    source = report_source(policies=policies)
    content = written(without_answers(source) if erased else source)
    again, book, result = Recalculated(content), stored(content), source.report.result
    for code, (unit, part) in enumerate(zip(result.units, worksheet(result).unit.parts, strict=True), start=1):
        name = book.sheetnames[1 + code]
        foot = FIRST + (4 if erased else unit.respondents)
        assert [book[name][f"A{foot + step}"].value for step in range(4)] == [
            "Σ Nilai/Unsur", "NRR/Unsur", "NRR tertimbang/Unsur", "IKM Jenis Layanan",
        ]  # fmt: skip
        for column, figures, steps in zip("BCDEFGHIJ", unit.unsur, part.unsur, strict=True):
            assert again.value(name, f"{column}{foot}") == book[name][f"{column}{foot}"].value == figures.total
            mean = f"{column}{foot + 1}"
            assert thousandths(again.value(name, mean)) == thousandths(book[name][mean].value) == figures.nrr
            assert steps.weighted is not None
            assert thousandths(again.value(name, f"{column}{foot + 2}")) == steps.weighted.printed
        assert thousandths(again.value(name, f"K{foot + 2}")) == thousandths(book[name][f"K{foot + 2}"].value) == unit.index.ni
        assert again.value(name, f"K{foot + 3}") == book[name][f"K{foot + 3}"].value == float(unit.index.nik or 0)
        assert again.value(name, f"K{foot + 4}") == book[name][f"K{foot + 4}"].value == unit.index.mutu
        assert again.value(name, f"A{foot + 6}") == "sama dengan lembar Rekap"


@pytest.mark.parametrize("policies", POLICIES, ids=lambda each: f"{each.weight} {each.aggregation}")
def test_both_ways_of_adding_up_stand_side_by_side(policies: Policies) -> None:
    source = report_source(policies=policies)
    content = written(source)
    again, kept, result = Recalculated(content), stored(content)["Rekap"], source.report.result
    row = FIRST + len(result.units) + 7
    for number, index in ((row, result.simple_mean), (row + 1, result.respondent_weighted)):
        assert printed(again.value("Rekap", f"L{number}")) == printed(kept[f"L{number}"].value) == index.nik
        assert again.value("Rekap", f"M{number}") == kept[f"M{number}"].value == index.mutu
    assert kept[f"A{row + (policies.aggregation == 'pooled')}"].value.endswith("(dipakai)")


def test_names_of_sheets_suit_every_program() -> None:
    long = "Pelayanan Surat Keterangan Ma'ruf/Izin [Usaha]: Mikro, Kecil & Menengah?"
    titles = (long, long, "''", "=1+1", "👍" * 40, "History", "")
    names = [numbered_sheet_name(number, title) for number, title in enumerate(titles, start=1)]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set("[]:*?/\\") & set(name) and not name.endswith("'") and not name.startswith("'")
    assert names[0].endswith("…") and reference("1. Ma'ruf") == "'1. Ma''ruf'!"


def test_an_unrounded_comparison_gives_the_letter_of_the_unrounded_index() -> None:
    """32,073 points of 1,163 forms: NIK 76,605, printed 76,61, which is B when rounded first and C when not."""
    counts = {**dict.fromkeys(edition().slugs(), (0, 0, 1163, 0)), "persyaratan": (0, 0, 491, 672)}
    assert sum(3 * each[2] + 4 * each[3] for each in counts.values()) == 32_073
    result = result_of_tallies([("satu", "Satu", Tally.of_counts(1163, counts))], policies=Policies(grading="compare-unrounded"))
    assert (result.index.nik, result.index.mutu) == (Decimal("76.61"), "C")
    again = Recalculated(written(SkmReportSource(report_snapshot(result), ())))
    assert (again.value("Rekap", f"L{FIRST}"), again.value("Rekap", f"M{FIRST}")) == (76.61, "C")


def test_too_many_answers_are_given_as_counts_and_the_sheet_says_so() -> None:
    counts = dict.fromkeys(edition().slugs(), (0, 0, 20_000, 1))
    result = result_of_tallies([("satu", "Satu", Tally.of_counts(20_001, counts))])
    book = stored(written(SkmReportSource(report_snapshot(result), ())))
    assert "lebih dari 20.000 orang" in book["Data"]["A3"].value
    assert any("lebih dari 20.000 orang" in str(row[0]) for row in book["1. Satu"].iter_rows(values_only=True))


def test_a_plan_in_five_chapters_has_a_column_for_every_quarter() -> None:
    report = report_source().report
    planned = tuple(replace(each, due_on=date(2027, month, 1)) for each, month in zip(report.planned_follow_ups, (2, 5, 11), strict=True))
    book = stored(written(SkmReportSource(replace(report, form=FIVE_CHAPTERS, planned_follow_ups=planned), ())))
    rows = [[cell.value for cell in row] for row in book["RTL"]["A5:H8"]]
    assert rows[0][3:7] == ["TW I", "TW II", "TW III", "TW IV"]
    assert [[bool(text) for text in row[3:7]].index(True) for row in rows[1:]] == [0, 1, 3]


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
    assert [cell.value for cell in book["Data"][5]][3:] == ["Unsur", "Nilai 1", "Nilai 2", "Nilai 3", "Nilai 4", "Terjawab", "Σ Nilai"]


def test_an_unsur_nobody_answered_gives_no_index_in_the_sheet_either() -> None:
    rows: tuple[AnswerRow, ...] = tuple(replace(row, scores=(*row.scores[:3], None, *row.scores[4:])) for row in answer_rows())
    source = SkmReportSource(report_snapshot(result_of(rows), trend=()), rows)
    again = Recalculated(written(source))
    last = FIRST + len(SERVICES)
    assert again.value("Rekap", f"F{FIRST}") == "–"
    assert [again.value("Rekap", f"{column}{last}") for column in "LMN"] == ["–", "–", "–"]


def test_sheets_say_whose_when_and_sample() -> None:
    book = stored(written(report_source()))
    assert book.sheetnames == ["Data", "Rekap", "1. Kartu Keluarga", "2. =Akta Kelahiran", "3. Surat Pindah", "RTL", "Keterangan"]
    for name in ("Data", "Rekap", "RTL"):
        assert book[name]["A2"].value == "Dinas Kependudukan dan Pencatatan Sipil, Kabupaten Arjosari"
        assert book[name]["A4"].value.startswith("DATA CONTOH")
    assert book.properties.title.startswith("Laporan Survei Kepuasan Masyarakat")


def test_every_sheet_of_a_draft_says_so() -> None:
    source = report_source()
    book = stored(written(replace(source, report=replace(source.report, stage=DRAFT))))
    for sheet in book:
        assert any("DRAF" in str(row[0]) for row in sheet.iter_rows(max_row=4, values_only=True)), sheet.title


def test_explanations_name_document_hash_edition_and_policies() -> None:
    report = report_source(policies=Policies(weight="0.111", aggregation="pooled")).report
    rows = {row[0]: row[2] for row in stored(written(SkmReportSource(report, ())))["Keterangan"].iter_rows(values_only=True)}
    assert rows["Nomor dokumen"] == report.document_id
    assert rows["Sidik jari hasil (SHA-256)"] == report.result_sha256
    assert rows["Peraturan"].endswith(f"({report.result.edition_id})")
    assert "0,111" in rows["Bobot"] and "gabungan" in rows["IKM unit layanan"]


def test_printed_pages_have_orientation_heads_and_furniture() -> None:
    book = openpyxl.load_workbook(BytesIO(written(report_source())))
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("landscape", 9, 0)
        foot: Any = sheet.oddFooter
        head: Any = sheet.oddHeader
        assert foot.right.text == "Halaman &P dari &N"
        assert head.left.text == f"{report_source().report.title} · Dinas Kependudukan dan Pencatatan Sipil"
    assert [book[name].print_title_rows for name in ("Data", "Rekap", "1. Kartu Keluarga")] == ["$5:$5"] * 3
    assert [book[name].freeze_panes for name in ("Data", "Rekap", "1. Kartu Keluarga")] == ["C6", "B6", "B6"]
