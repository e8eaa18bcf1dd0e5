"""Tables of answers as offices have them: titles above, names instead of numbers, swapped columns, blanks."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from puas.domain.answer_sheet import AnswerSheet, UnusableSheet, read_answers
from puas.domain.regulation.registry import edition
from puas.domain.tally import add_up

RULE = edition()
U = tuple(f"U{number}" for number in range(1, 10))


@dataclass(frozen=True)
class _Row:
    number: int
    cells: tuple[str, ...]


def _read(*rows: tuple[str, ...], order: str = "body") -> AnswerSheet:
    return read_answers(RULE, [_Row(number, cells) for number, cells in enumerate(rows, start=1)], order=order)


def _total(sheet: AnswerSheet, slug: str) -> int:
    return add_up(sheet.services.values()).of(slug).total


ONES_TO_NINE = ("1", "1", "1", "1", "1", "1", "1", "2", "4")


@pytest.mark.parametrize(
    ("headings", "order", "pengaduan", "sarpras"),
    [
        (U, "body", 2, 4),
        (U, "questionnaire", 4, 2),
        (tuple(f"u{number:02}" for number in range(1, 10)), "body", 2, 4),
        (RULE.slugs("questionnaire"), "body", 4, 2),
        (tuple(RULE.unsur_named(slug).name for slug in RULE.slugs("questionnaire")), "body", 4, 2),
        ((*U[:7], "U8 Sarana dan Prasarana", "U9. Penanganan Pengaduan"), "body", 4, 2),
        (("Persyaratan", "Prosedur", "Jangka Waktu", "Tarif", "Produk", "Kompetensi", "Perilaku", "Aduan", "Sarpras"), "body", 2, 4),
    ],
)
def test_columns_by_number_slug_or_name(headings: tuple[str, ...], order: str, pengaduan: int, sarpras: int) -> None:
    sheet = _read(headings, ONES_TO_NINE, order=order)
    assert (_total(sheet, "pengaduan"), _total(sheet, "sarpras")) == (pengaduan, sarpras)
    assert not sheet.faults


def test_a_name_beats_its_number_and_is_mentioned() -> None:
    sheet = _read((*U[:7], "U8 Sarpras", "U9 Pengaduan"), ONES_TO_NINE)
    assert sheet.columns.renumbered == ("U8 Sarpras", "U9 Pengaduan")
    assert _read((*U[:7], "U8 Pengaduan", "U9 Sarpras"), ONES_TO_NINE).columns.renumbered == ()


def test_titles_above_and_other_columns_beside() -> None:
    sheet = _read(
        ("REKAP SKM 2026",),
        (),
        ("No", "Jenis Layanan", "Tanggal", *U, "Saran"),
        ("1", "KTP", "2026-01-05", *["4"] * 9, "cepat"),
        ("2", " Kartu  Keluarga ", "2026-01-05", *["3,0"] * 8, "4.0", ""),
        ("3", "KTP", "", *["2"] * 9),
    )
    assert {name: tally.respondents for name, tally in sheet.services.items()} == {"KTP": 2, "Kartu Keluarga": 1}
    assert sheet.columns.header_row == 3
    assert _total(sheet, "sarpras") == 4 + 4 + 2


def test_blank_cells_and_blank_rows() -> None:
    sheet = _read(U, ("4", "", *["3"] * 7), (), ("",) * 9, ("", "4"), tuple([""] * 8 + [" "]))
    tally = sheet.services[""]
    assert tally.respondents == 2
    assert tally.of("prosedur").answered == 1 and tally.of("persyaratan").answered == 1
    assert not sheet.faults and sheet.unanswered_rows == []


def test_a_row_with_a_service_but_no_answer_is_no_respondent() -> None:
    sheet = _read(("layanan", *U), ("KTP", *[""] * 9), ("KTP", *["4"] * 9))
    assert sheet.unanswered_rows == [2] and sheet.services["KTP"].respondents == 1


def test_faults_have_row_and_column_and_their_rows_do_not_count() -> None:
    sheet = _read(
        ("layanan", *U),
        ("KTP", *["4"] * 9),
        ("KTP", "5", *["4"] * 7, "x"),
        ("", *["4"] * 9),
        ("KTP", "0", *["4"] * 8),
        ("KTP", "3.5", *["4"] * 8),
    )
    assert [(fault.row, fault.column, fault.given, fault.code) for fault in sheet.faults] == [
        (3, "U1", "5", "not_a_score"),
        (3, "U9", "x", "not_a_score"),
        (4, "layanan", "", "no_service"),
        (5, "U1", "0", "not_a_score"),
        (6, "U1", "3.5", "not_a_score"),
    ]
    assert sheet.faulty_rows == 4
    assert add_up(sheet.services.values()).respondents == 1


@pytest.mark.parametrize(
    ("headings", "code", "detail"),
    [
        (tuple(f"U{number}" for number in range(1, 15)), "too_many_unsur", "U10"),
        (U[:8], "missing_columns", "sarpras"),
        ((*U, "Persyaratan"), "doubled_columns", "U1/Persyaratan"),
        (("a", "b", "c"), "no_header", ""),
        (ONES_TO_NINE, "no_header", ""),
    ],
)
def test_tables_that_cannot_be_used(headings: tuple[str, ...], code: str, detail: str) -> None:
    with pytest.raises(UnusableSheet) as caught:
        _read(headings, ONES_TO_NINE)
    assert caught.value.code == code and detail in caught.value.detail


def test_fourteen_unsur_under_their_own_edition() -> None:
    rule = edition("kepmenpan-25-2004")
    rows = [_Row(1, tuple(f"U{number}" for number in range(1, 15))), _Row(2, ("3",) * 14)]
    assert read_answers(rule, rows).services[""].of("keamanan").total == 3


def test_many_rows_add_up() -> None:
    sheet = read_answers(RULE, [_Row(1, U), *(_Row(number, ("3",) * 9) for number in range(2, 2603))])
    assert sheet.services[""].respondents == 2601 and _total(sheet, "waktu") == 3 * 2601
