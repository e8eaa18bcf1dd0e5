"""Exercises on paper: nobody's answer in the participants' copy, every answer in the trainer's, as the engine gives it."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from puas.domain.document_source import FORMATS_OF, TRAINING_WORKSHEETS
from puas.domain.exercises import generated_task, seed_text
from puas.domain.regulation.registry import edition
from puas.domain.sample_size import sample_size
from puas.domain.training_numbers import printed_index, score_counts, score_forms, score_sums
from puas.runtime.file_store import DiskStore
from puas_reporter.documents.catalogue import render
from tests.factories.training_sources import training_source
from tests.libreoffice import convert, needs_libreoffice, with_wrong_stored_values

SEATS = 4
RULE = edition()
EXERCISE_SHEETS = ("1. Hitung indeks", "2. Jumlah responden", "3. Kertas kerja", "4. Rekap lama", "5. Rencana")


@cache
def copies(seats: int = SEATS) -> dict[str, bytes]:
    source, store = training_source(seats=seats), DiskStore(Path("/nonexistent"))
    made = render(TRAINING_WORKSHEETS, FORMATS_OF[TRAINING_WORKSHEETS], source.to_json(), store)
    return {each.format: b"".join(each.chunks()) for each in made}


def rows_of(sheet: str, copy: str = "pelatih.xlsx") -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(BytesIO(copies()[copy]), data_only=True)
    return [tuple(cell.value for cell in row) for row in book[sheet].iter_rows()]


def test_the_participants_copy_holds_no_formula_and_no_answer() -> None:
    book = openpyxl.load_workbook(BytesIO(copies()["peserta.xlsx"]))
    formulas = [(sheet.title, cell.coordinate) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    # The sum of what is printed beside it is no answer.
    assert {sheet for sheet, _ in formulas} <= {"2. Jumlah responden"}
    assert all(coordinate.startswith("B") for _, coordinate in formulas)
    for seat in training_source(seats=SEATS).seats:
        nik, _letter, _label = printed_index(RULE, score_forms(RULE, seat.forms))
        shown = {cell for sheet in EXERCISE_SHEETS[:2] for row in rows_of(sheet, "peserta.xlsx") for cell in row}
        assert float(nik) not in shown


def test_both_copies_ask_the_same_of_everybody() -> None:
    for sheet in EXERCISE_SHEETS:
        theirs, ours = rows_of(sheet, "peserta.xlsx"), rows_of(sheet)
        assert len(theirs) == len(ours)
        for seat in range(1, SEATS + 1):
            assert sum(str(row[0]).startswith(f"Peserta nomor {seat}") for row in theirs) == 1
        for one, other in zip(theirs, ours, strict=True):
            assert all(mine in (None, yours) for mine, yours in zip(one, other, strict=True))


def test_the_answers_are_the_engines() -> None:
    indexes = [row for row in rows_of("1. Hitung indeks") if row[0] == "NIK"]
    counted = [row for row in rows_of("3. Kertas kerja") if row[0] == "Unit"]
    samples = [row for row in rows_of("2. Jumlah responden") if row[0] == "Jumlah"]
    for place, seat in enumerate(training_source(seats=SEATS).seats):
        assert f"{indexes[place][-1]:.2f}" == printed_index(RULE, score_forms(RULE, seat.forms))[0]
        nik, letter, label = printed_index(RULE, score_counts(RULE, seat.counts))
        assert (f"{counted[place][7]:.2f}", *counted[place][8:10]) == (nik, letter, label)
        assert samples[place][2] == sum(sample_size(each.population) for each in seat.services)
    recaps = [row for row in rows_of("4. Rekap lama") if row[-1] in ("cocok", "BEDA")]
    session = training_source(seats=SEATS).session
    wanted = [(seat, place) for seat in training_source(seats=SEATS).seats for place in range(len(seat.recap))]
    for shown, (seat, place) in zip(recaps, wanted, strict=True):
        nik, letter, _ = printed_index(RULE, score_sums(RULE, seat.recap[place]))
        assert (f"{shown[-3]:.2f}", shown[-2]) == (nik, letter)
        on_screen = generated_task("old-recap", seed_text(session.seed, seat.number, "old-recap"), RULE).right_answers()
        assert (shown[-1] == "cocok") == (on_screen[f"row-{place + 1}"] == ("fine",)), "paper and screen call the same rows wrong"


def test_one_participant_can_have_a_copy_alone() -> None:
    (seat,) = training_source(seats=1).seats
    assert seat.number == 1
    book = openpyxl.load_workbook(BytesIO(copies(1)["peserta.xlsx"]))
    titles = [cell.value for cell in book["1. Hitung indeks"]["A"] if str(cell.value).startswith("Peserta nomor")]
    assert titles == ["Peserta nomor 1"]
    assert "untuk peserta nomor 1 ·" in str([cell.value for cell in book["Petunjuk"]["A"]])


def test_every_sheet_says_that_its_figures_are_made_up() -> None:
    for content in copies().values():
        for sheet in openpyxl.load_workbook(BytesIO(content)):
            head = sheet.oddHeader
            assert head is not None and "DATA CONTOH" in str(head.left.text)


@pytest.mark.parametrize("sheet", EXERCISE_SHEETS)
def test_no_column_is_printed_on_a_page_of_its_own(sheet: str) -> None:
    page = openpyxl.load_workbook(BytesIO(copies()["pelatih.xlsx"]))[sheet]
    across = sum((7 * int(each.width) + 5) * ((each.max or 1) - (each.min or 1) + 1) for each in page.column_dimensions.values())
    inches = 297 / 25.4 - page.page_margins.left - page.page_margins.right
    assert page.page_setup.orientation == "landscape"
    scale = page.page_setup.scale
    assert scale is not None
    assert across * scale / 100 < inches * 96


@needs_libreoffice
@pytest.mark.parametrize("seats", [SEATS])
def test_libreoffice_calculates_the_same_answers(tmp_path: Path, seats: int) -> None:
    ours = copies(seats)["pelatih.xlsx"]
    spoiled, number = with_wrong_stored_values(ours)
    assert number > 100 * seats
    (tmp_path / "latihan.xlsx").write_bytes(spoiled)
    (tmp_path / "made").mkdir()
    (made,) = convert([tmp_path / "latihan.xlsx"], "xlsx", tmp_path / "made")
    formulas = openpyxl.load_workbook(BytesIO(ours))
    kept, again = (openpyxl.load_workbook(each, data_only=True) for each in (BytesIO(ours), made))
    compared = 0
    for sheet in EXERCISE_SHEETS:
        for cell in (cell for row in formulas[sheet].iter_rows() for cell in row if cell.data_type == "f"):
            here, there = kept[sheet][cell.coordinate].value, again[sheet][cell.coordinate].value
            if isinstance(here, str):
                assert there == here, (sheet, cell.coordinate)
            else:
                assert round(float(there), 3 if "0.000" in cell.number_format else 2) == here, (sheet, cell.coordinate)
            compared += 1
    assert compared == number
