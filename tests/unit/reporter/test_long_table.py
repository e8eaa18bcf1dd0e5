"""A table of one row per answer: no row is lost between pages, and its foot closes it in every format."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO

import docx
import pymupdf
import pytest

from puas_reporter.documents.blocks import Block, Column, FootCell, Heading, LongTable, Paragraph, Table, Turn
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


@cache
def among_others() -> bytes:
    """Two runs, one of them on turned pages, each with text around it; the estimate of the first one's heading is far too low."""
    body: tuple[Block, ...] = (
        Heading("Pengolahan", 1, "1", label="LAMPIRAN"),
        *(Paragraph(line) for line in ("Pendek.",) * 12),
        long_table(ROWS),
        long_table(20),
        Paragraph("Ini menyusul tabel kedua."),
        Turn(landscape=True),
        Heading("Melintang", 1, "2", label="LAMPIRAN"),
        Paragraph("Keterangan yang panjang sekali. " * 60),
        long_table(ROWS),
        Turn(landscape=False),
        Heading("Penutup", 1, "3", label="LAMPIRAN"),
        Paragraph("Selesai."),
    )
    return render(replace(document(), front=(), body=body))


def test_contents_bookmarks_and_page_numbers_count_the_pages_of_the_tables() -> None:
    text = pages(among_others())
    contents = next(page for page in text if "DAFTAR ISI" in page)
    titles = ("LAMPIRAN 1 PENGOLAHAN", "LAMPIRAN 2 MELINTANG", "LAMPIRAN 3 PENUTUP")
    found = [number for title in titles for number, page in enumerate(text, start=1) if title in page and page != contents]
    assert len(found) == 3
    assert found[2] - found[0] > 10
    for title, number in zip(titles, found, strict=True):
        assert re.search(rf"\.{number} {title}", contents), title
    with pymupdf.open(stream=among_others(), filetype="pdf") as opened:
        assert [page for _, title, page in opened.get_toc()] == found
    assert all(f"Halaman {number} dari {len(text)}" in page for number, page in enumerate(text[1:], start=2))


def test_text_after_a_table_stands_below_it_and_never_under_it() -> None:
    with pymupdf.open(stream=among_others(), filetype="pdf") as opened:
        page = next(page for page in opened if "Ini menyusul" in page.get_text())
        (after,) = page.search_for("Ini menyusul")
        assert after.y0 > max(place.y1 for place in page.search_for("Persyaratan"))
        assert not [link for each in opened for link in each.get_links() if "halaman" in link.get("uri", "")]


def test_a_heading_that_takes_more_room_than_estimated_pushes_the_table_down() -> None:
    heading = Heading("Pengolahan jawaban " * 14, 1, "1", label="LAMPIRAN")
    content = render(replace(document(), front=(), body=(heading, *(Paragraph("W" * 70),) * 3, long_table(ROWS))))
    with pymupdf.open(stream=content, filetype="pdf") as opened:
        page = next(page for page in opened if "Tabel 1." in page.get_text())
        (table,) = page.search_for("Tabel 1.")
        assert page.search_for("W" * 20)
        assert max(place.y1 for place in page.search_for("W" * 20)) < table.y0
