"""Sheets that people hand in: CSV of every kind, XLSX with its traps, and files that are none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from puas.runtime import spreadsheets
from puas.runtime.spreadsheets import (
    Limits,
    UnreadableSheet,
    decode_text,
    merged_ranges,
    read_rows,
    refuse_merged_rows,
    sniff_delimiter,
)


def _xlsx(fill: Callable[[Worksheet], object], *others: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    for name in others:
        book.create_sheet(name).append([name])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(content: bytes, **options: str) -> list[tuple[str, ...]]:
    return [row.cells for row in read_rows(content, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        (b"a,b\r\n1,2\r\n", [("a", "b"), ("1", "2")]),
        (b"\xef\xbb\xbfa;b\n1;2,5\n", [("a", "b"), ("1", "2,5")]),
        (b"a\tb\n1\t2\n", [("a", "b"), ("1", "2")]),
        (b"sep=;\r\na;b,c\r\n1;2\r\n", [("a", "b,c"), ("1", "2")]),
        (b'a,b\n"x, y\nz",2\n', [("a", "b"), ("x, y\nz", "2")]),
        ("a;b\n1;é\n".encode("utf-16"), [("a", "b"), ("1", "é")]),
        (b"a;b\n1;caf\xe9\n", [("a", "b"), ("1", "café")]),
        (b"nama\nDinas A\n", [("nama",), ("Dinas A",)]),
        (b"Alamat;Catatan\nJl. A, No. 1, RT 2;x\nJl. B;y\n", [("Alamat", "Catatan"), ("Jl. A, No. 1, RT 2", "x"), ("Jl. B", "y")]),
    ],
)
def test_csv(content: bytes, cells: list[tuple[str, ...]]) -> None:
    assert _cells(content) == cells


def test_row_numbers_are_those_people_see() -> None:
    rows = list(read_rows(b"a,b\n\n1,2\n"))
    assert [(row.number, row.is_blank) for row in rows] == [(1, False), (2, True), (3, False)]
    assert next(iter(read_rows(b"sep=,\na,b\n"))).number == 2


def test_xlsx_cells_as_people_read_them() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["U1", " nama ", None, None])
        sheet.append([4, 4.0, 3.5, True])
        sheet.append([date(2026, 1, 5), datetime.fromisoformat("2026-01-05T08:30"), "=ikan", "  "])
        sheet["C3"].data_type = "s"

    assert _cells(_xlsx(fill)) == [("U1", "nama"), ("4", "4", "3.5", "TRUE"), ("2026-01-05", "2026-01-05 08:30:00", "=ikan")]


def test_a_percent_comes_out_as_it_is_shown() -> None:
    """Excel keeps 95% as 0,95: read as it is kept, it would be recorded as less than one percent."""

    def fill(sheet: Worksheet) -> None:
        sheet.append([0.95, 0.9525, 1, 0.95, "95%", True])
        for column, shown in (("A", "0%"), ("B", "0.00%"), ("C", '0" persen "%'), ("D", "0.00")):
            sheet[f"{column}1"].number_format = shown

    assert _cells(_xlsx(fill)) == [("95%", "95.25%", "100%", "0.95", "95%", "TRUE")]


def test_the_sheet_named_data_is_preferred() -> None:
    content = _xlsx(lambda sheet: sheet.append(["rekap"]), "Data", "Lain")
    assert _cells(content) == [("Data",)]
    assert _cells(content, sheet="Lain") == [("Lain",)]
    with pytest.raises(UnreadableSheet, match="no_such_sheet"):
        read_rows(content, sheet="Tidak ada")


def test_merged_cells_below_the_header_are_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        for _ in range(6):
            sheet.append(["x", "y", "z"])
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A4:A6")

    content = _xlsx(fill)
    assert {merged.ref for merged in merged_ranges(content)} == {"A1:C1", "A4:A6"}
    refuse_merged_rows(content, below_row=6)
    with pytest.raises(UnreadableSheet) as caught:
        refuse_merged_rows(content, below_row=2)
    assert (caught.value.code, caught.value.detail) == ("merged_cells", "A4:A6")
    assert merged_ranges(b"a,b\n") == ()


def test_formulas_that_were_never_calculated_are_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["U1", "U2"])
        sheet.append([4, "=A2"])

    with pytest.raises(UnreadableSheet) as caught:
        list(read_rows(_xlsx(fill)))
    assert (caught.value.code, caught.value.detail) == ("uncalculated_formula", "B2")


def test_calculated_formulas_are_read() -> None:
    content = _xlsx(lambda sheet: sheet.append([4, "=A1"]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<v></v>", b"<v>4</v>").replace(b"<v />", b"<v>4</v>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert _cells(out.getvalue()) == [("4", "4")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \n\t ", "empty_file"),
        (b"\xd0\xcf\x11\xe0 old", "old_excel"),
        (b"PK\x03\x04 broken", "broken_xlsx"),
        (b"a,b\x00c\n", "not_a_sheet"),
        (b'a,b\n"' + b"x" * 200_000 + b'"\n', "broken_csv"),
        (b"a,b\n" * 11, "too_many_rows"),
        (b"a," * 20 + b"\n", "too_many_columns"),
    ],
)
def test_what_cannot_be_read(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableSheet) as caught:
        list(read_rows(content, limits=Limits(rows=10, columns=10)))
    assert caught.value.code == code


def test_files_that_fill_the_memory_are_refused_before() -> None:
    with pytest.raises(UnreadableSheet, match="file_too_large"):
        read_rows(b"a,b\n", limits=Limits(file_bytes=3))
    content = _xlsx(lambda sheet: sheet.append(["x" * 30_000]))
    with pytest.raises(UnreadableSheet, match="file_too_large"):
        read_rows(content, limits=Limits(unpacked_bytes=10_000))


def test_rows_are_counted_whatever_the_file_claims() -> None:
    def fill(sheet: Worksheet) -> None:
        for _ in range(12):
            sheet.append([1])

    with pytest.raises(UnreadableSheet, match="too_many_rows"):
        list(read_rows(_xlsx(fill), limits=Limits(rows=10)))


def test_other_workbooks_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(UnreadableSheet, match="broken_xlsx"):
        read_rows(out.getvalue())


def test_sniffing_and_decoding() -> None:
    assert sniff_delimiter("") == ","
    assert sniff_delimiter("satu kolom\nsaja\n") == ","
    assert decode_text(b"\xef\xbb\xbfx") == "x"


def _with_sheet_xml(cells: str) -> bytes:
    """A workbook whose first sheet is this XML, packed as tightly as an attacker would."""
    out = io.BytesIO()
    honest = io.BytesIO(_xlsx(lambda sheet: sheet.append(["a"])))
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            xml = f'<worksheet xmlns="{namespace}"><sheetData>{cells}</sheetData></worksheet>'
            target.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return out.getvalue()


@pytest.mark.parametrize("piece", [1 << 20, 11])
def test_endless_rows_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(spreadsheets, "_CHUNK", piece)
    for cell in ("<c/>", '<c r="A1"/>', "<c></c>"):
        with pytest.raises(UnreadableSheet, match="too_many_columns"):
            read_rows(_with_sheet_xml(f"<row>{cell * 16_385}</row>"))
    rows = "<row>" + "<c/>" * 100 + "</row>"
    with pytest.raises(UnreadableSheet, match="too_many_columns"):
        read_rows(_with_sheet_xml(rows * 11), limits=Limits(cells=1_099))
    assert len(list(read_rows(_with_sheet_xml(rows * 11), limits=Limits(cells=1_100)))) == 11
    # A whole row coloured by hand is no attack.
    assert list(read_rows(_with_sheet_xml("<row>" + "<c/>" * 16_384 + "</row>")))[0].cells == ()


def test_rows_made_long_by_one_cell_are_counted_as_long() -> None:
    """A few kilobytes of cells in the last column of many rows would be read for a minute."""
    far = "".join(f'<row r="{number}"><c r="XFD{number}"/></row>' for number in range(1, 31))
    with pytest.raises(UnreadableSheet, match="too_many_columns"):
        list(read_rows(_with_sheet_xml(far), limits=Limits(cells=100_000)))
    assert len(list(read_rows(_with_sheet_xml(far), limits=Limits(cells=500_000)))) == 30


def test_cells_of_all_sheets_are_counted_together() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1] * 60)
        other = sheet.parent.create_sheet("Lain")  # type: ignore[union-attr]
        other.append([1] * 60)

    assert len(spreadsheets.read_sheets(_xlsx(fill), limits=Limits(cells=120))) == 2
    with pytest.raises(UnreadableSheet, match="too_many_columns"):
        spreadsheets.read_sheets(_xlsx(fill), limits=Limits(cells=119))


def test_all_sheets_with_their_merged_headings() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "Rekap"
        rows = ["No", "Perangkat daerah", "Nilai unsur", None, "n"], [None, None, "U1", "U2", None], [1, "Dinas A", 3.5, 3.25, 40]
        for row in (*rows, [2, None, 3, 4, None]):
            sheet.append(row)
        for ref in ("A1:A2", "B1:B2", "C1:D1", "B3:B4", "E3:E4"):
            sheet.merge_cells(ref)

    first, second = spreadsheets.read_sheets(_xlsx(fill, "Lain"))
    assert (first.name, second.name, first.hidden) == ("Rekap", "Lain", False)
    assert [row.cells for row in first.rows] == [
        ("No", "Perangkat daerah", "Nilai unsur", "Nilai unsur", "n"),
        ("No", "Perangkat daerah", "U1", "U2"),
        ("1", "Dinas A", "3.5", "3.25", "40"),
        ("2", "Dinas A", "3", "4"),
    ], "text stands in each merged cell, a figure only where it is written"


def test_hidden_sheets_and_csv_as_one_sheet() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append([1])
    book.create_sheet("Lama").append([2])
    book["Lama"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert [(each.name, each.hidden) for each in spreadsheets.read_sheets(out.getvalue())] == [("Sheet", False), ("Lama", True)]
    (only,) = spreadsheets.read_sheets(b"a;b\n\n1;2\n", name="rekap")
    assert (only.name, [row.number for row in only.rows]) == ("rekap", [1, 3])


def test_a_password_is_told_from_an_old_excel() -> None:
    for tail, code in ((b"", "old_excel"), ("EncryptedPackage".encode("utf-16-le"), "password_protected")):
        with pytest.raises(UnreadableSheet) as refusal:
            read_rows(b"\xd0\xcf\x11\xe0" + tail)
        assert refusal.value.code == code


def test_a_formula_never_calculated_on_any_sheet() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append([1])
    book.create_sheet("Rekap").append([1, "=A1*25"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(UnreadableSheet) as refusal:
        spreadsheets.read_sheets(out.getvalue())
    assert (refusal.value.code, refusal.value.detail) == ("uncalculated_formula", "B1")


def test_a_workbook_that_broke_on_its_way_is_refused_wherever_it_broke() -> None:
    """The library itself reads the beginning of a sheet only, before anything is known of its rows."""

    def fill(sheet: Worksheet) -> None:
        for number in range(1500):
            sheet.append([f"Dinas {number}", number * 7919 % 1013])

    whole = _xlsx(fill)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    begin = entry.header_offset + 30 + len(entry.filename)
    for place in range(begin, begin + entry.compress_size, entry.compress_size // 12):
        broken = bytearray(whole)
        broken[place] ^= 0x55
        for read in (spreadsheets.read_sheets, lambda content: list(read_rows(content)), spreadsheets.merged_ranges):
            with pytest.raises(UnreadableSheet, match="broken_xlsx"):
                read(bytes(broken))


def test_countless_merged_cells_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "_MOST_RANGES_COUNTED", 10)

    def fill(sheet: Worksheet) -> None:
        sheet.append([1])
        for number in range(1, 12):
            sheet.merge_cells(f"B{number}:C{number}")

    with pytest.raises(UnreadableSheet, match="merged_cells"):
        spreadsheets.read_sheets(_xlsx(fill))
