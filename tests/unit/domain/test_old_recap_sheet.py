"""Reading old recaps: every layout seen, every spelling of a number, and cells that cannot be used."""

from __future__ import annotations

from decimal import Decimal

import pytest

from puas.domain.old_recap_sheet import read_recap
from puas.domain.old_recap_tables import SERVICE, SUMMARY, UNIT, Recap, RecapLine, UnusableRecap
from puas.domain.old_recap_words import column_kind, impossible_dates, office_in, part_of, read_count, read_letter, read_number, year_of
from tests.factories.recap_grids import Grid, answers, grid

U = " | ".join(f"U{number}" for number in range(1, 10))
ROWS: list[tuple[int | str, ...]] = [(3, 3, 4, 4, 3, 3, 4, 2, 3), (4, 3, 3, 4, 3, 4, 4, 3, 3), (3, 4, 3, 3, 3, 3, 3, 3, 4)]


def _read(*sheets: Grid, **options: str) -> Recap:
    return read_recap(sheets, **options)  # type: ignore[arg-type]


def _only(recap: Recap) -> RecapLine:
    (line,) = recap.lines
    return line


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("81,75", "81.75"),
        ("81.75", "81.75"),
        ("1.163,5", "1163.5"),
        ("88,40 (A)", "88.40"),
        ("81,75%", "81.75"),
        ("3,62 *)", "3.62"),
        ("88.30277777777778", "88.302777778"),
        ("-3", "-3"),
    ],
)
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "3 orang", "#DIV/0!", "U1", "12 Mei", "=A1"])
def test_no_numbers(text: str) -> None:
    assert read_number(text) is None


def test_letters_counts_years_and_offices() -> None:
    letters = [read_letter(each) for each in ("B (Baik)", "Sangat Baik", "Kurang baik", "Tidak Baik", "mutu A", "x")]
    assert letters == ["B", "A", "C", "D", "A", None]
    assert [read_count(each) for each in ("1.163", "120 orang", "45", "3,5")] == [1163, 120, 45, None]
    assert year_of("Laporan SKM Tahun 2021") == 2021
    assert year_of("Permenpan RB Nomor 14 Tahun 2017") is None
    assert [part_of(each) for each in ("Triwulan II 2022", "Semester 1", "TW IV", "Tahun 2022")] == [
        "triwulan-2", "semester-1", "triwulan-4", "tahun",
    ]  # fmt: skip
    assert office_in("REKAP SKM DINAS KESEHATAN TAHUN 2021") == "Dinas Kesehatan"
    assert impossible_dates("1 Januari s.d. 31 Juni 2021") == ("31 Juni 2021",)
    assert impossible_dates("30 Juni 2021, 29/02/2024, 2021-06-30") == ()
    assert [column_kind(each) for each in ("IKM Per Jenis Layanan", "Unsur Pelayanan", "Jenis Layanan", "No. Resp", "NRR Tertimbang")] == [
        "ikm", "unsur", "service", "number", "weighted",
    ]  # fmt: skip


def test_answers_of_respondents_with_what_stands_below() -> None:
    recap = _read(
        grid(f"""
        PENGOLAHAN SKM DINAS KESEHATAN
        TAHUN 2021
        No. Resp | {U}
        {answers(ROWS)}
        Σ Nilai/Unsur | 10 | 10 | 10 | 11 | 9 | 10 | 11 | 8 | 10
        NRR/Unsur | 3,333 | 3,333 | 3,333 | 3,667 | 3,000 | 3,333 | 3,667 | 2,667 | 3,333
        NRR tertimbang/Unsur | 0,37 | 0,37 | 0,37 | 0,41 | 0,33 | 0,37 | 0,41 | 0,30 | 0,37 | 3,296 | *)
        IKM Unit Pelayanan | | | | | | | | | | 82,41 | **)
        Mutu Pelayanan | B (Baik)
        """)
    )
    line = _only(recap)
    assert (line.year, line.agency, line.role) == (2021, "Dinas Kesehatan", UNIT)
    assert line.answers is not None and line.answers.respondents == 3
    assert line.answers.totals["pengaduan"] == 8
    assert line.nik is not None and (line.nik.value, line.nik.cell) == (Decimal("82.41"), "K10")
    assert line.weighted_total is not None and line.weighted_total.value == Decimal("3.296")
    assert line.mutu is not None and line.mutu.value == "B"
    assert line.unsur["waktu"].nrr is not None and line.unsur["waktu"].nrr.cell == "D8"
    assert ("order_unknown", "Rekap") in recap.notes


@pytest.mark.parametrize(("order", "expected"), [("body", 8), ("questionnaire", 10)])
def test_the_order_of_u8_and_u9_may_be_told(order: str, expected: int) -> None:
    recap = _read(grid(f"No | {U}\n{answers(ROWS)}"), order=order)
    line = _only(recap)
    assert line.answers is not None and line.answers.totals["pengaduan"] == expected
    assert recap.notes == []


def test_names_settle_the_order() -> None:
    heading = U.replace("U8", "U8 Sarana dan Prasarana").replace("U9", "U9 Penanganan Pengaduan")
    recap = _read(grid(f"No | {heading}\n{answers(ROWS)}"))
    line = _only(recap)
    assert line.answers is not None and (line.answers.totals["sarpras"], line.answers.totals["pengaduan"]) == (8, 10)
    assert line.order_known


def test_a_table_that_stands() -> None:
    recap = _read(
        grid("""
        Rekap SKM RSUD Tirta Semester I 2022
        No | Unsur Pelayanan | NRR | NRR Tertimbang | Mutu
        1 | Persyaratan | 3,45 | 0,383 | B
        2 | Sistem, Mekanisme dan Prosedur | 3,40 | 0,378 | B
        3 | Waktu Penyelesaian | 3,20 | 0,356 | B
        4 | Biaya/Tarif | 3,90 | 0,433 | A
        5 | Produk Spesifikasi Jenis Pelayanan | 3,50 | 0,389 | B
        6 | Kompetensi Pelaksana | 3,55 | 0,394 | A
        7 | Perilaku Pelaksana | 3,60 | 0,400 | A
        8 | Penanganan Pengaduan, Saran dan Masukan | 3,30 | 0,367 | B
        9 | Sarana dan Prasarana | 3,25 | 0,361 | B
        | Jumlah | | 3,461
        | IKM Unit Pelayanan | | 86,53
        | Mutu | | B
        """)
    )
    line = _only(recap)
    assert (line.part, line.year, line.agency) == ("semester-1", 2022, "RSUD Tirta")
    assert line.nik is not None and line.nik.value == Decimal("86.53")
    assert line.weighted_total is not None and line.weighted_total.cell == "D12"
    biaya = line.unsur["biaya"]
    assert biaya.nrr is not None and biaya.weighted is not None and biaya.mutu is not None
    assert (biaya.nrr.value, biaya.weighted.value, biaya.mutu.value) == (Decimal("3.90"), Decimal("0.433"), "A")


def test_rows_of_years_agencies_and_a_mean_below() -> None:
    recap = _read(
        grid("""
        No | Perangkat Daerah | Tahun | Jumlah Responden | IKM | Mutu
        1 | Dinas Kesehatan | 2021 | 1.163 | 88,40 (A) |
        2 | RSUD Tirta | 2021 | 200 | 81,75 | B
        | Rata-rata | | 1.363 | 85,08 | B
        """)
    )
    first, second, mean = recap.lines
    assert first.respondents is not None and first.respondents.value == 1163
    assert first.mutu is not None and first.mutu.value == "A"
    assert (second.agency, second.year) == ("RSUD Tirta", 2021)
    assert mean.role == SUMMARY and mean.nik is not None and mean.nik.value == Decimal("85.08")


def test_a_column_per_year() -> None:
    recap = _read(grid("Perangkat Daerah | 2019 | 2020 | 2021\nDinas Kesehatan | 80,10 | 81,20 | 82,30\nRSUD Tirta | 79 | | 83,30"))
    assert [(line.agency, line.year, line.nik and str(line.nik.value)) for line in recap.lines] == [
        ("Dinas Kesehatan", 2019, "80.10"),
        ("Dinas Kesehatan", 2020, "81.20"),
        ("Dinas Kesehatan", 2021, "82.30"),
        ("RSUD Tirta", 2019, "79"),
        ("RSUD Tirta", 2021, "83.30"),
    ]


def test_the_workbook_of_data_and_rekap() -> None:
    data = grid(f"Unit | Jenis Layanan | Tanggal | {U} | Saran\n" + "\n".join(
        f"Disdukcapil | KTP | 2024-01-03 | {' | '.join(map(str, row))} | waktu tunggu, sarana kurang" for row in ROWS
    ), "Data")  # fmt: skip
    rekap = grid(
        "Jenis Layanan | Total Responden | Persyaratan | Prosedur | Jangka Waktu | Tarif | Produk | Kompetensi | Perilaku "
        "| Pengaduan | Sarpras | IKM Per Jenis Layanan | MUTU | PREDIKAT\n"
        "KTP | 3 | 83,33 | 83,33 | 83,33 | 91,67 | 75 | 83,33 | 91,67 | 66,67 | 83,33 | 82,41 | B | Baik\n"
        "KK | 9 | 80 | 80 | 80 | 80 | 80 | 80 | 80 | 80 | 80 | 80,00 | B | Baik\n"
        "Rerata IKM Per Unsur | | 81,67 | 81,67 | 81,67 | 85,83 | 77,5 | 81,67 | 85,83 | 73,33 | 81,67\n"
        "IKM Unit Layanan | | | | | | | | | | | 81,20\nMutu Unit Layanan | | | | | | | | | | | B",
        "Rekap",
    )
    recap = _read(data, rekap)
    by_title = {line.title: line for line in recap.lines if line.sheet == "Rekap"}
    assert by_title["KTP"].role == SERVICE and by_title["KTP"].answers is not None
    assert by_title["KK"].answers is None
    assert by_title["Rekap"].nik is not None and by_title["Rekap"].nik.value == Decimal("81.20")


def test_fourteen_unsur_by_name_and_by_number() -> None:
    numbers = " | ".join(f"U{number}" for number in range(1, 15))
    by_number = _only(_read(grid(f"No | {numbers}\n" + answers([(3,) * 14, (4,) * 14]))))
    names = "Prosedur Pelayanan | Persyaratan Pelayanan | Kejelasan Petugas | Kedisiplinan Petugas | Tanggung Jawab Petugas"
    names += " | Kemampuan Petugas | Kecepatan Pelayanan | Keadilan | Kesopanan dan Keramahan | Kewajaran Biaya | Kepastian Biaya"
    names += " | Kepastian Jadwal | Kenyamanan | Keamanan"
    by_name = _only(_read(grid(f"No | {names}\n" + answers([(3,) * 14, (4,) * 14]))))
    assert by_number.edition_id == by_name.edition_id == "kepmenpan-25-2004"
    assert by_number.answers is not None and by_name.answers is not None
    assert by_number.answers.totals == by_name.answers.totals and len(by_name.answers.totals) == 14


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("6", "out_of_scale"), ("0", "out_of_scale"), ("tiga", "not_a_number"), ("-2", "negative"), ("3,5", "not_a_score"),
        ("#REF!", "error_value"),
    ],
)
def test_a_score_that_is_none_is_left_out_and_listed(given: str, code: str) -> None:
    rows = [*ROWS, (given, 3, 3, 3, 3, 3, 3, 3, 3)]
    recap = _read(grid(f"No | {U}\n{answers(rows)}"))
    line = _only(recap)
    assert [(fault.cell, fault.given, fault.code) for fault in recap.faults] == [("B5", given, code)]
    assert line.answers is not None
    assert (line.answers.respondents, line.answers.answered["persyaratan"], line.answers.answered["prosedur"]) == (4, 3, 4)


def test_a_day_that_no_calendar_has_is_listed() -> None:
    recap = _read(grid(f"Periode 1 Januari sampai 31 Juni 2021\nNo | {U}\n{answers(ROWS)}"))
    assert [(fault.cell, fault.given, fault.code) for fault in recap.faults] == [("A1", "31 Juni 2021", "impossible_date")]


def test_a_legend_below_is_no_fault() -> None:
    below = "IKM Unit Pelayanan | 82,41\nKeterangan: | = Unsur pelayanan\nA (Sangat Baik) | 88,31 sampai 100,00\n- NRR | Nilai rata-rata"
    recap = _read(grid(f"No | {U}\n{answers(ROWS)}\n{below}"))
    assert recap.faults == []
    line = _only(recap)
    assert line.answers is not None and line.answers.respondents == 3
    assert line.nik is not None and line.nik.value == Decimal("82.41")


def test_many_fives_are_another_form() -> None:
    line = _only(_read(grid(f"No | {U}\n" + answers([(5, 4, 5, 4, 5, 4, 5, 4, 5), *ROWS]))))
    assert line.answers is not None and line.answers.scale == 5


def test_a_column_that_numbers_the_respondents_does_not_count_them() -> None:
    line = _only(_read(grid(f"Responden | {U}\n{answers(ROWS)}\nJumlah | 10 | 10 | 10 | 11 | 9 | 10 | 11 | 8 | 10\nIKM | 85,00")))
    assert line.answers is not None and line.answers.respondents == len(ROWS)
    assert line.respondents is None and line.unsur["persyaratan"].total is not None
    assert line.nik is not None and line.nik.value == Decimal("85.00")


def test_hidden_sheets_are_read_and_said() -> None:
    recap = _read(grid(f"No | {U}\n{answers(ROWS)}", "Lama", hidden=True), grid("catatan", "Lain"))
    assert ("hidden_sheet", "Lama") in recap.notes and ("sheet_without_recap", "Lain") in recap.notes


@pytest.mark.parametrize("text", ["", "Daftar hadir | Nama\n1 | Siti", "a | b | c"])
def test_no_recap(text: str) -> None:
    with pytest.raises(UnusableRecap) as refusal:
        _read(grid(text))
    assert refusal.value.code == "no_recap"
