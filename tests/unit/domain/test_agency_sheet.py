"""Sheets of agencies as offices fill them in, and every way they go wrong."""

from __future__ import annotations

import pytest

from puas.domain.agency_details import read_population, read_target, read_yes_or_no
from puas.domain.agency_sheet import COLUMNS, MOST_ROWS, AgencySheet, SheetFault, column_letter, read_agency_sheet

HEADINGS = tuple(column.heading for column in COLUMNS)


def _sheet(*rows: dict[str, str], headings: tuple[str, ...] = HEADINGS) -> AgencySheet:
    body = [[row.get(heading, "") for heading in headings] for row in rows]
    return read_agency_sheet(enumerate([list(headings), *body], start=1))


def _row(agency: str = "", service: str = "", **more: str) -> dict[str, str]:
    named = {"nip": "NIP penanda tangan", "target": "Target NIK", "population": "Pengguna per tahun", "free": "Gratis",
             "kind": "Jenis perangkat daerah", "address": "Alamat"}  # fmt: skip
    return {"Nama perangkat daerah": agency, "Nama layanan": service, **{named[key]: value for key, value in more.items()}}


def _faults(sheet: AgencySheet) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.reason) for fault in sheet.faults]


def test_a_full_row() -> None:
    sheet = _sheet(
        _row("Dinas Kependudukan", "KTP-el", nip="19650101 199003 1 005", target="88,31", population="1.163", free="ya",
             kind="Dinas", address="Jalan Merdeka 1")
    )  # fmt: skip
    assert sheet.faults == ()
    (agency,) = sheet.agencies
    assert agency.values == {
        "kind": "dinas", "address": "Jalan Merdeka 1", "signatory_nip": "196501011990031005", "target_nik": "88.31",
    }  # fmt: skip
    assert [(each.name, each.values) for each in agency.services] == [("KTP-el", {"population": 1163, "is_free": True})]


def test_merged_cells_mean_the_agency_above() -> None:
    sheet = _sheet(_row("Dinas A", "Satu"), _row("", "Dua"), _row("", ""), _row("", "Tiga"), _row("Dinas B", "Satu"))
    assert sheet.faults == ()
    assert [(each.name, [one.name for one in each.services]) for each in sheet.agencies] == [
        ("Dinas A", ["Satu", "Dua", "Tiga"]),
        ("Dinas B", ["Satu"]),
    ]


def test_an_agency_may_come_without_services_and_be_scattered() -> None:
    sheet = _sheet(_row("Dinas A"), _row("Dinas B", "Satu"), _row("dinas  a", "Dua"))
    assert sheet.faults == ()
    assert [(each.name, len(each.services)) for each in sheet.agencies] == [("Dinas A", 1), ("Dinas B", 1)]


def test_headings_in_any_order_below_a_title() -> None:
    rows = [["DAFTAR LAYANAN", "", ""], ["", "", ""], ["Populasi (orang)", "JENIS LAYANAN *", "Nama OPD"], ["12", "KTP", "Dinas A"]]
    sheet = read_agency_sheet(enumerate(rows, start=1))
    assert sheet.faults == ()
    assert sheet.agencies[0].services[0].values == {"population": 12}


def test_faults_name_row_and_column() -> None:
    sheet = _sheet(
        _row("Dinas A", "Satu", nip="123", population="-5"),
        _row("Dinas A", "satu"),
        _row("Dinas B", "", population="banyak"),
        _row("Dinas B", "Dua", free="mungkin", target="3,27"),
        _row("=HYPERLINK(1)", "Tiga"),
        _row("Dinas C", "#REF!"),
        _row("Dinas D", "Empat", kind="toko"),
        _row("Dinas E", "Lima", nip="1.96501011990031e+17"),
        _row("Dinas F", "x" * 201),
        _row("Dinas G", "+62 Layanan"),
    )
    assert _faults(sheet) == [
        (2, "G", "not-18-digits"),
        (2, "J", "negative"),
        (3, "I", "duplicate"),
        (4, "J", "not-a-whole-number"),
        (5, "H", "outside-the-scale"),
        (5, "K", "not-yes-or-no"),
        (6, "A", "formula"),
        (7, "I", "error-value"),
        (8, "C", "unknown-kind"),
        (9, "G", "lost-digits"),
        (10, "I", "too-long"),
        (11, "I", "formula"),
    ]
    assert sheet.faults[2].other_row == 2
    assert (sheet.faults[0].heading, sheet.faults[0].value) == ("NIP penanda tangan", "123")


def test_a_service_without_agency_and_a_population_without_service() -> None:
    sheet = _sheet(_row("", "Satu"), _row("Dinas A", "", population="12"))
    assert _faults(sheet) == [(2, "A", "missing"), (3, "I", "missing")]


def test_rows_of_one_agency_must_agree() -> None:
    sheet = _sheet(_row("Dinas A", "Satu", target="80"), _row("Dinas A", "Dua", target="80"), _row("", "Tiga", target="81"))
    assert sheet.faults == (SheetFault(4, "H", "differs", "81", "Target NIK", 2),)


def test_examples_are_passed_over_with_their_services() -> None:
    sheet = _sheet(_row("Contoh: Dinas X", "Satu"), _row("CONTOH: Dinas X", "Dua"), _row("Dinas A", "Satu"))
    assert (sheet.faults, sheet.examples_passed_over, len(sheet.agencies)) == ((), 2, 1)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([], SheetFault(0, "", "empty")),
        ([list(HEADINGS)], SheetFault(0, "", "empty")),
        ([["Nama", "Nilai"], ["a", "b"]], SheetFault(0, "", "wrong-template", "Nama perangkat daerah, Nama layanan")),
        ([["OPD", "Nilai"], ["a", "b"]], SheetFault(0, "", "wrong-template", "Nama layanan")),
    ],
)
def test_a_sheet_that_is_none(rows: list[list[str]], fault: SheetFault) -> None:
    assert read_agency_sheet(enumerate(rows, start=1)).faults == (fault,)


def test_too_many_rows() -> None:
    sheet = _sheet(*(_row("Dinas A", f"Layanan {number}") for number in range(MOST_ROWS + 1)))
    assert [fault.reason for fault in sheet.faults] == ["too-many-rows"]


def test_numbers_as_people_write_them() -> None:
    assert [read_population(text) for text in ("", "0", "1163", "1.163", "1 163 000", "12.0", "-3")] == [
        None, 0, 1163, 1163, 1163000, 12, -3,
    ]  # fmt: skip
    assert [read_target(text) for text in ("", "81,75", "81.75", "82")] == ["", "81.75", "81.75", "82"]
    assert [read_yes_or_no(text) for text in ("Ya", "TRUE", "x", "", "tidak", "-")] == [True, True, True, False, False, False]


@pytest.mark.parametrize("text", ["1.5", "12,50", "seribu", "1.16", "1e5", "∞", "9" * 6000])
def test_populations_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="not-a-whole-number"):
        read_population(text)


@pytest.mark.parametrize("text", ["delapan", "NaN", "Infinity", "8_1", "1e999999999999", "9" * 6000])
def test_targets_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="not-a-number"):
        read_target(text)


def test_column_letters() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 27, 51, 52, 701, 702)] == ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]
