"""Texts of others in sheets: no program that opens the file calculates them, whatever sign it takes to separate cells."""

from __future__ import annotations

import csv
import io

import pytest

from puas.presentation.sheet_cells import harmless
from puas_web.csv_files import csv_text

EVIL = ("=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "aman;=1+1", 'aman;=HYPERLINK("http://x")', "aman\n=1+1", "aman;@SUM(1)", "a;-2+3", "a;+1")


@pytest.mark.parametrize("text", EVIL)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_program_finds_a_formula(text: str, delimiter: str) -> None:
    content = csv_text(("nama", "catatan"), [("Dinas A", text)]).removeprefix("\ufeff")
    # A program that separates by another sign reads quotation marks in the middle of a cell as they stand, and breaks lines there.
    lines = [content] if delimiter == "," else content.splitlines(keepends=True)
    cells = [cell for line in lines for row in csv.reader(io.StringIO(line), delimiter=delimiter) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize("text", ["", "Dinas A; bidang B", "Rp10.000,-", "Rp10.000,-/bulan", "2024;2025", "a - b; c-d", "08.00, -1"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
