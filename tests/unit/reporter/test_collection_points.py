"""Stickers and posters: every point once, its code readable by machine and by hand, nothing outside its box."""

from __future__ import annotations

from dataclasses import replace

import pymupdf
import pytest
import segno

from puas.domain.document_source import PointsSource, PrintedPoint
from puas_reporter.documents.placed import CutMark, PlacedDocument, QrCode, TextBox
from puas_reporter.documents.poster.content import poster
from puas_reporter.documents.sticker_sheet.content import STICKER, sticker_sheet
from puas_reporter.formats.placed_pages import placed_pdf_bytes
from tests.unit.reporter.documents import EMBLEM, pages

CODES = ("K7M2QX9", "B4C5D6F", "ZZZ2QX8", "K7M2QXW", "K7M2QXV", "K7M2QXT", "K7M2QXR")
LONG = "Penerbitan Surat Keterangan Pindah Datang Warga Negara Indonesia Antarprovinsi dan Antarkabupaten/Kota"


def source(*, sample: bool = False) -> PointsSource:
    points = tuple(
        PrintedPoint(code, f"https://skm.arjosari.contoh.example/s/{code}", LONG if index == 2 else "Kartu Keluarga", f"Loket {index}")
        for index, code in enumerate(CODES)
    )
    agency = "Dinas Kependudukan dan Pencatatan Sipil"
    return PointsSource("D0C", "Pemerintah Kabupaten Arjosari", agency, "#0b6e4f", "emblem", sample, points)


def test_six_stickers_to_a_sheet_of_a4_with_cut_marks() -> None:
    sheet = sticker_sheet(source(), EMBLEM)
    assert [sum(isinstance(item, QrCode) for item in page.items) for page in sheet.pages] == [6, 1]
    assert [sum(isinstance(item, CutMark) for item in page.items) for page in sheet.pages] == [48, 8]
    with pymupdf.open(stream=placed_pdf_bytes(sheet), filetype="pdf") as opened:
        assert [(round(page.rect.width), round(page.rect.height)) for page in opened] == [(595, 842)] * 2


def test_a_poster_is_an_a5_page_for_every_point() -> None:
    with pymupdf.open(stream=placed_pdf_bytes(poster(source(), None)), filetype="pdf") as opened:
        assert [(round(page.rect.width), round(page.rect.height)) for page in opened] == [(420, 595)] * len(CODES)


@pytest.mark.parametrize("document", [sticker_sheet(source(), EMBLEM), poster(source(), EMBLEM)], ids=["sticker", "poster"])
def test_every_point_says_whose_what_and_how(document: PlacedDocument) -> None:
    text = " ".join(pages(placed_pdf_bytes(document)))
    for code in CODES:
        assert f"{code[:3]} {code[3:]}" in text
        assert f"skm.arjosari.contoh.example/s/{code}" in text.replace("example /s/", "example/s/")
    assert "Pemerintah Kabupaten Arjosari" in text and "Dinas Kependudukan dan Pencatatan Sipil" in text
    assert LONG in text and "Loket 4" in text and "Bagaimana pelayanan kami?" in text


@pytest.mark.parametrize("document", [sticker_sheet(source(), EMBLEM), poster(source(), EMBLEM)], ids=["sticker", "poster"])
def test_text_stays_in_its_box(document: PlacedDocument) -> None:
    with pymupdf.open(stream=placed_pdf_bytes(document), filetype="pdf") as opened:
        for page, drawn in zip(document.pages, opened, strict=True):
            boxes = [item for item in page.items if isinstance(item, TextBox)]
            right = max(item.x + item.width for item in boxes) / 25.4 * 72
            assert all(span["bbox"][2] <= right + 1 for block in drawn.get_text("dict")["blocks"] for line in block.get("lines", [])
                       for span in line["spans"])  # fmt: skip


def test_the_printed_code_is_the_qr_code_of_the_address() -> None:
    document = sticker_sheet(source(), None)
    qr = next(item for item in document.pages[0].items if isinstance(item, QrCode))
    matrix = [bytes(row) for row in segno.make(qr.content, error="q", micro=False, boost_error=False).matrix]
    assert qr.content == f"https://skm.arjosari.contoh.example/s/{CODES[0]}"
    scale = 12  # pixels per millimetre
    with pymupdf.open(stream=placed_pdf_bytes(document), filetype="pdf") as opened:
        drawn = opened[0].get_pixmap(matrix=pymupdf.Matrix(scale * 25.4 / 72, scale * 25.4 / 72), colorspace=pymupdf.csGRAY)
    module = qr.side / (len(matrix) + 8)
    for row, line in enumerate(matrix):
        for column, value in enumerate(line):
            x, y = (round((place + (index + 4.5) * module) * scale) for place, index in ((qr.x, column), (qr.y, row)))
            assert (drawn.pixel(x, y)[0] < 128) == bool(value & 1), (row, column)


def test_sample_points_are_marked_and_real_ones_are_not() -> None:
    for make in (sticker_sheet, poster):
        assert all("DATA CONTOH" in page for page in pages(placed_pdf_bytes(make(source(sample=True), EMBLEM))))
        assert not any("DATA CONTOH" in page for page in pages(placed_pdf_bytes(make(source(), EMBLEM))))


def test_an_address_is_made_smaller_rather_than_broken() -> None:
    long = replace(source(), points=(PrintedPoint("K7M2QX9", "https://survei-kepuasan.kabupatencontoh.go.id/s/K7M2QX9", "", ""),))
    text = pages(placed_pdf_bytes(sticker_sheet(long, None)))[0]
    assert "survei-kepuasan.kabupatencontoh.go.id /s/K7M2QX9" in text
    assert "Semua layanan" in text


def test_stickers_do_not_overlap() -> None:
    sheet = sticker_sheet(source(), None)
    codes = [item for item in sheet.pages[0].items if isinstance(item, QrCode)]
    assert len({(round(item.x), round(item.y)) for item in codes}) == 6
    assert min(abs(one.y - other.y) for one in codes for other in codes if one.y != other.y) >= STICKER[1]
