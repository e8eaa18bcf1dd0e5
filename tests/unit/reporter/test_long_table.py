"""A table of one row per answer: no row is lost between pages, and its foot closes it in every format."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO

import docx
import pytest

from puas_reporter.documents.blocks import Column, FootCell, Heading, LongTable, Table
from puas_reporter.formats.word import word_bytes
from tests.unit.reporter.documents import document, pages, render

ROWS = 180


def long_table(rows: int) -> LongTable:
    return LongTable(
        "Pengolahan data per responden",
        (Column("No. Resp", 20, "center"), *(Column(f"U{number}", 10, "center") for number in range(1, 4))),
        tuple((f"R{number:04d}", "4", "3", "2") for number in range(1, rows + 1)),
        (
            (FootCell("Σ Nilai/Unsur", align="left"), FootCell("720"), FootCell("540"), FootCell("360")),
            (FootCell("**) IKM", align="left"), FootCell("75,00", span=3, align="center")),
        ),
        note="Keterangan:\nNRR = nilai rata-rata",
        summary=Table("", (Column("No", 10), Column("Unsur", 60), Column("Nilai", 30)), (("1", "Persyaratan", "4,000"),)),
    )


@cache
def made(rows: int) -> bytes:
    return render(replace(document(), front=(), body=(Heading("Pengolahan", 1, "1", label="LAMPIRAN"), long_table(rows))))


@pytest.mark.parametrize("rows", [0, 37, 88, ROWS])
def test_every_row_is_printed_once_and_the_foot_follows_the_last_one(rows: int) -> None:
    text = pages(made(rows))[2:]
    whole = " ".join(text)
    assert [whole.count(f"R{number:04d}") for number in range(1, rows + 1)] == [1] * rows
    assert whole.count("**) IKM 75,00") == whole.count("Persyaratan 4,000") == 1
    assert rows == 0 or f"R{rows:04d}" in next(page for page in text if "**) IKM" in page)


def test_every_page_of_the_table_repeats_its_head() -> None:
    text = [page for page in pages(made(ROWS))[2:] if " 4 3 2" in page]
    assert len(text) == 4
    assert all("No. Resp U1 U2 U3" in page for page in text)


def test_the_word_file_holds_the_same_table() -> None:
    word = docx.Document(BytesIO(word_bytes(replace(document(), front=(), body=(long_table(ROWS),)))))
    found = next(table for table in word.tables if table.cell(0, 0).text == "No. Resp")
    assert [row.cells[0].text for row in list(found.rows)[1 : ROWS + 1]] == [f"R{number:04d}" for number in range(1, ROWS + 1)]
    assert found.rows[-1].cells[1].text == "75,00"
    assert found.rows[-1].cells[1]._tc is found.rows[-1].cells[3]._tc
