"""The document about an assessment: what stands on it, formulas that give the frozen values, and files people can open."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from puas.domain.document_source import FORMATS_OF, PERFORMANCE_RECORD
from puas.domain.performance_record import PerformanceRecordSource
from puas.runtime.file_store import DiskStore
from puas_reporter.documents.blocks import FactList, Paragraph, Table
from puas_reporter.documents.catalogue import render
from puas_reporter.documents.performance_record.content import performance_document
from puas_reporter.documents.performance_record.workbook import performance_workbook
from tests.factories.performance_records import NEW, OLD, record_source, recorded_source

CASES = [(NEW, "A"), (NEW, "B"), (OLD, "")]


def words(source: PerformanceRecordSource) -> str:
    said: list[str] = []
    for block in performance_document(source).body:
        if isinstance(block, Table):
            said += [block.caption, block.note, *(cell for row in (*block.rows, *block.totals) for cell in row)]
        if isinstance(block, Paragraph):
            said.append(block.text)
        if isinstance(block, FactList):
            said += [f"{name}: {value}" for name, value in block.rows]
        said += [str(each) for each in getattr(block, "items", ()) if isinstance(each, str)]
    return "\n".join(said)


@pytest.mark.parametrize(("edition", "form"), CASES)
def test_all_fives_are_five(edition: str, form: str) -> None:
    assert "5,00 · A · Pelayanan Prima" in words(record_source(edition, form, score=5))


def test_everything_asked_for_stands_on_it() -> None:
    said = words(record_source())
    for wanted in (
        "24%", "Rina Lestari", "Bukti publikasi lengkap di tiga media.", "Penilaian pengguna (F-03), 12 orang", "Indikator yang lemah",
        "Menetapkan standar setiap layanan", "selesai: Ditetapkan dengan keputusan.", "https://contoh.example/keputusan.pdf",
        "IPP sebelum dibulatkan", "belum terverifikasi", "Belum kami ketahui", "abababababababab", "Kata untuk nilai 0 sampai 5",
    ):  # fmt: skip
        assert wanted in said, wanted
    printed = record_source().outcome().printed
    assert printed is not None and f"{printed}".replace(".", ",") in said


def test_the_older_rule_says_nothing_of_users() -> None:
    said = words(record_source(OLD, ""))
    assert "Penilaian pengguna" not in said and "pengaruhnya pada indeks" in said


def test_a_draft_says_so_on_every_page() -> None:
    document = performance_document(record_source(is_validated=False))
    assert document.draft_mark.startswith("DRAF") and "Divalidasi" not in words(record_source(is_validated=False))
    assert performance_document(record_source()).draft_mark == ""


def test_an_assessment_without_all_scores_names_what_is_missing() -> None:
    whole = record_source(is_validated=False)
    values = {name: getattr(whole, name) for name in whole.__dataclass_fields__}
    said = words(PerformanceRecordSource(**{**values, "sheets": whole.sheets[:1], "decisions": (), "respondents": 0, "user_counts": {}}))
    assert "belum dapat dihitung" in said and "30 indikator belum dinilai dan 14 pernyataan F-03 belum dijawab" in said


def test_a_recorded_index_claims_no_scores() -> None:
    said = words(recorded_source())
    assert "4,53 (A)" in said and "Siaran pers 2019" in said and "Nilai setiap indikator\n" not in said


def test_source_survives_being_stored() -> None:
    for source in (record_source(), recorded_source()):
        assert PerformanceRecordSource.from_json(source.to_json()) == source


@pytest.mark.parametrize(("edition", "form"), CASES)
def test_formulas_give_the_frozen_values(edition: str, form: str) -> None:
    """Every formula is worked out here by plain Python and held against the value beside it."""
    source = record_source(edition, form)
    sheets = {sheet.name: sheet.rows for sheet in performance_workbook(source).sheets}
    checked = 0
    for name, rows in sheets.items():
        for row in rows:
            for cell in row:
                if cell.formula and "CHAR" not in cell.formula:
                    found = _value(sheets, name, cell.formula)
                    expected = cell.value
                    assert found == expected if isinstance(expected, str) else abs(float(found) - float(expected or 0)) < 1e-5, cell.formula
                    checked += 1
    index = sheets["Indeks"]
    printed = next(row[1].value for row in index if row[0].value == "Indeks Pelayanan Publik (IPP)")
    assert printed == source.outcome().printed and isinstance(printed, Decimal)
    assert checked > 90


def _value(sheets: dict[str, Any], sheet: str, formula: str) -> Any:
    """A small reader of the formulas used here: references, ranges, SUM, AVERAGE, ROUND, IF, ISNUMBER."""

    def cell(name: str, letter: str, row: str) -> Any:
        column = sum((ord(each) - 64) * 26**place for place, each in enumerate(reversed(letter))) - 1
        found = sheets[name][int(row) - 1][column]
        return _value(sheets, name, found.formula) if found.formula else found.value

    def span(match: re.Match[str]) -> str:
        where = match[1] or sheet
        start, end = (sum((ord(each) - 64) * 26**place for place, each in enumerate(reversed(match[at]))) for at in (2, 4))
        down, across = range(int(match[3]), int(match[5]) + 1), range(start, end + 1)
        cells = [cell(where, _letters(column), str(row)) for row in down for column in across]
        return repr([float(each) for each in cells if isinstance(each, int | float | Decimal)])

    text = formula.removeprefix("=")
    text = re.sub(r"(?:'([^']+)'!)?([A-Z]+)(\d+):([A-Z]+)(\d+)", span, text)
    text = re.sub(r"\b([A-Z]{1,2})(\d+)\b", lambda m: repr(_plain(cell(sheet, m[1], m[2]))), text)
    text = text.replace("<=", " <= ")
    scope = {
        "SUM": sum, "AVERAGE": lambda values: sum(values) / len(values), "ROUND": lambda value, places: round(value + 1e-9, places),
        "ISNUMBER": lambda value: isinstance(value, int | float), "IF": lambda test, yes, no: yes if test else no,
    }  # fmt: skip
    return eval(text, {"__builtins__": {}}, scope)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@pytest.mark.parametrize("source", [record_source(), record_source(OLD, ""), recorded_source()], ids=["new", "old", "recorded"])
def test_files_open(source: PerformanceRecordSource, tmp_path: Path) -> None:
    made = {
        each.format: (each.name, b"".join(each.chunks()))
        for each in render(PERFORMANCE_RECORD, FORMATS_OF[PERFORMANCE_RECORD], source.to_json(), DiskStore(tmp_path))
    }
    assert made["pdf"][1].startswith(b"%PDF") and made["docx"][1].startswith(b"PK")
    assert all("kinerja-pelayanan" in name for name, _content in made.values())
    book = openpyxl.load_workbook(BytesIO(made["xlsx"][1]))
    assert book.sheetnames[0] == "Indeks"
