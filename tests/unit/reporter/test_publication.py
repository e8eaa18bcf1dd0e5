"""Banner, poster and square: the frozen figures on each, nothing without n, nothing outside its box, whatever the names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pymupdf
import pytest
from PIL import Image

from puas.domain.document_source import FORMATS_OF, RESULT_BANNER, RESULT_POSTER
from puas.domain.publication_source import PublicationSource, PublishedAction, PublishedUnit
from puas.presentation.numbers import index_number
from puas_reporter.documents.placed import Area, TextBox
from puas_reporter.documents.publication import wording as words
from puas_reporter.documents.publication.content import SHEETS, publication_document, publication_page
from puas_reporter.formats.placed_pages import placed_pdf_bytes
from puas_reporter.formats.placed_pictures import placed_png_bytes
from puas_reporter.formats.text_fitting import fitted
from tests.factories.publications import LONG_SERVICE, agency_publication, regency_publication, service_publication
from tests.unit.reporter.documents import EMBLEM, pages

SOURCES = {"agency": agency_publication, "service": service_publication, "regency": regency_publication}
BANNERS = [size for size in SHEETS if size.startswith("banner")]


@cache
def text_of(kind: str, size: str) -> str:
    return pages(placed_pdf_bytes(publication_document(SOURCES[kind](), size, EMBLEM)))[0]


def test_every_format_of_both_documents_has_its_sheet() -> None:
    sizes = {each.partition(".")[0] for document in (RESULT_BANNER, RESULT_POSTER) for each in FORMATS_OF[document]}
    assert sizes == set(SHEETS)
    assert {each.partition(".")[2] for each in FORMATS_OF[RESULT_BANNER]} == {"pdf", "png"}


@pytest.mark.parametrize("size", SHEETS)
@pytest.mark.parametrize("kind", SOURCES)
def test_index_letter_predikat_and_n_are_on_each(kind: str, size: str) -> None:
    source, text = SOURCES[kind](), text_of(kind, size)
    for wanted in (
        words.HEADING, "NILAI IKM", index_number(source.index.nik), f"{source.index.predikat}".upper(), words.with_n(source),
        source.publisher.government, "JULI–SEPTEMBER 2026", words.address(source), "Terima kasih atas penilaian",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert f" {source.index.mutu} " in text
    assert ("DATA CONTOH" in text) == source.sample_data


@pytest.mark.parametrize("size", BANNERS)
def test_a_banner_names_service_respondents_profile_and_period(size: str) -> None:
    text = text_of("agency", size)
    for wanted in ("NAMA LAYANAN", "4 jenis layanan", "Akta Kelahiran", "RESPONDEN", "JUMLAH", "274 orang", "JENIS KELAMIN", "126", "145",
                   "PENDIDIKAN", "SMA", "121", "PERIODE SURVEI", "1 Juli – 30 September 2026", words.HIDDEN_NOTE,
                   "1 jenis layanan tanpa responden tidak dihitung"):  # fmt: skip
        assert wanted in text, wanted
    assert LONG_SERVICE in text_of("service", size) and "JENIS KELAMIN" not in text_of("service", size)


@pytest.mark.parametrize("kind", SOURCES)
def test_a_poster_has_nine_bars_and_their_values(kind: str) -> None:
    source, text = SOURCES[kind](), text_of(kind, "poster-a4")
    page = publication_page(source, "poster-a4", EMBLEM)
    for unsur in source.unsur:
        assert unsur.name in text and f"{index_number(unsur.nik)} {unsur.mutu}" in text
    bold = {item.text for item in page.items if isinstance(item, TextBox) and item.bold}
    assert {unsur.name for unsur in source.unsur if unsur.is_among_lowest} <= bold
    # White bars for the lowest three tell them apart without colour.
    white = [item for item in page.items if isinstance(item, Area) and item.fill == "#ffffff" and item.outline and item.radius == 0]
    assert len(white) == 3


def test_a_poster_says_what_was_promised_and_done() -> None:
    text = text_of("agency", "poster-a4")
    for wanted in ("Tindak lanjut kami", "SUDAH", "PROSES", "BELUM", "Janji periode lalu", "Rencana berikutnya", "Menambah satu loket",
                   "Dari 3 rencana periode lalu, 1 sudah dilaksanakan, 1 sedang berjalan, dan 1 belum dimulai"):  # fmt: skip
        assert wanted in text, wanted
    assert "Belum ada rencana tindak lanjut" in text_of("service", "poster-a4")


def test_a_regency_lists_every_agency_with_its_n() -> None:
    text = text_of("regency", "poster-a4")
    assert all(f"Perumahan Rakyat {number} " in text for number in range(1, 48))
    assert "88,31 A · 1.047" in text and "Kecamatan Kecil n <10" in text
    assert "Dari 120 rencana periode lalu, 80 sudah dilaksanakan" in text


@pytest.mark.parametrize("size", SHEETS)
def test_paper_and_picture_have_their_measures(size: str) -> None:
    sheet, document = SHEETS[size], publication_document(agency_publication(), size, EMBLEM)
    with pymupdf.open(stream=placed_pdf_bytes(document), filetype="pdf") as opened:
        assert [round(side / 72 * 25.4) for side in (opened[0].rect.width, opened[0].rect.height)] == [round(each) for each in sheet.paper]
        assert opened.metadata["title"].startswith("Indeks Kepuasan Masyarakat (IKM) Dinas Kependudukan")
        assert all(font[1] != "n/a" for font in opened[0].get_fonts())
    picture = Image.open(BytesIO(placed_png_bytes(document.pages[0], pixels=sheet.pixels)))
    assert max(picture.size) == sheet.pixels and 1080 <= max(picture.size) <= 2000


def test_page_and_picture_are_the_same_drawing() -> None:
    """Letter by letter is for the text; here the ink: the two renderings differ by little."""
    document = publication_document(agency_publication(), "banner-a4", EMBLEM)
    drawn = Image.open(BytesIO(placed_png_bytes(document.pages[0], pixels=800))).convert("L")
    with pymupdf.open(stream=placed_pdf_bytes(document), filetype="pdf") as opened:
        page = opened[0].get_pixmap(matrix=pymupdf.Matrix(drawn.width / opened[0].rect.width, drawn.width / opened[0].rect.width))
    printed = Image.frombytes("RGB", (page.width, page.height), page.samples).convert("L").resize(drawn.size)
    small = [image.resize((100, 71)).tobytes() for image in (drawn, printed)]
    difference = sum(abs(one - other) for one, other in zip(*small, strict=True)) / len(small[0])
    assert difference < 3


def worst(name: str) -> PublicationSource:
    """Thirty services of 120 characters, markup and letters the fonts lack, and forty promises of 2,000 characters."""
    long = f"{name} " * 40
    source = agency_publication()
    action = PublishedAction("Penanganan Pengaduan, Saran dan Masukan", long * 3, "done", long, "Triwulan IV 2026")
    return replace(
        source, unit=long[:120], service="", units=tuple(PublishedUnit(f"{number} {long[:116]}", 30, None, None) for number in range(30)),
        kept=(action,) * 40, promised=(action,) * 40,
    )  # fmt: skip


@pytest.mark.parametrize("size", SHEETS)
@pytest.mark.parametrize("name", ["Penerbitan", "Antarkabupatenkotakecamatankelurahan" * 3, "<b>& ]]> \x00 喜 🎉"])
def test_whatever_the_names_everything_fits(name: str, size: str) -> None:
    page = publication_page(worst(name), size, EMBLEM)
    for item in page.items:
        if isinstance(item, TextBox):
            lines, points = fitted(item)
            tall = (points * 1.18 * (len(lines) - 1) + points) / 72 * 25.4
            assert points >= min(item.least, item.size) - 0.01 and (len(lines) == 1 or tall <= item.height + 0.3), item
            assert 0 <= item.x and item.x + item.width <= page.width + 0.1 and item.y + item.height <= page.height + 0.1, item
    document = replace(publication_document(worst(name), size, EMBLEM), pages=(page,))
    assert "dan 36 rencana lain" in pages(placed_pdf_bytes(document))[0] or not size.startswith("poster")
    assert placed_png_bytes(page, pixels=400).startswith(b"\x89PNG")


def test_months_are_named_as_short_as_they_can_be() -> None:
    assert words.months(date(2026, 9, 1), date(2026, 9, 30)) == "SEPTEMBER 2026"
    assert words.months(date(2026, 7, 1), date(2026, 9, 30)) == "JULI–SEPTEMBER 2026"
    assert words.months(date(2025, 10, 1), date(2026, 3, 31)) == "OKTOBER 2025 – MARET 2026"
