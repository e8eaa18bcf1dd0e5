"""The document of a report card: one page whatever is known, every word on it, and the same to edit in Word."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from puas.domain.card_advice import next_steps, strengths
from puas.domain.card_rules import LINES, PLANS, SURVEY, CardFigure
from puas.domain.card_source import CardSource
from puas.domain.filing import FilingHead
from puas.domain.province_snapshot import text_line
from puas.domain.reading_source import ReadingsSource
from puas.domain.reading_table import COLUMNS, reading_line
from puas.domain.report_card import YearFigure, report_card
from puas.domain.report_snapshot import Letterhead, Signatory
from puas.domain.yardsticks import AGENCY, COMPLIANCE, NO_UNIT, PERFORMANCE, REGENCY, STANDARDS, Reading
from puas.presentation.card_texts import LINE_NAMES, note_text
from puas_reporter.documents.province_readings.workbook import readings_workbook
from puas_reporter.documents.report_card.content import card_document
from puas_reporter.documents.report_card.page import card_page
from puas_reporter.formats.long_workbook import long_workbook_bytes
from puas_reporter.formats.placed_pages import placed_pdf_bytes
from puas_reporter.formats.word import word_bytes


def at(line: str, year: int, value: str | None = None, letter: str = "", label: str = "", rule: str = "", **counts: int) -> YearFigure:
    return YearFigure(line, year, CardFigure(None if value is None else Decimal(value), letter, label, counts, rule))


def source(*figures: YearFigure, level: str = AGENCY, name: str = "Dinas Kependudukan dan Pencatatan Sipil") -> CardSource:
    card = report_card(figures, year=2026, level=level, targets={2026: Decimal("90.00")})
    head = FilingHead(
        "ABCD12345", "https://puas.example/verifikasi/ABCD12345",
        Letterhead(("Pemerintah Kabupaten Arjosari", name), "Jalan Merdeka 1", "", "", "", None, None, "#0b5c8a"),
        Signatory("Kepala Dinas", "Sri Wahyuni", "", "198001012005012001", "Arjosari", None), "Kabupaten Arjosari", name,
        datetime(2026, 11, 22, 3, tzinfo=UTC), "Asia/Jakarta", False,
    )  # fmt: skip
    return CardSource(head, name, card, tuple(map(note_text, strengths(card))), tuple(map(note_text, next_steps(card))))


FULL = (
    at(SURVEY, 2025, "87.63", "B", "Baik", "PermenPANRB 14/2017"), at(SURVEY, 2026, "88.50", "A", "Sangat Baik", "PermenPANRB 14/2017"),
    at(PERFORMANCE, 2026, "4.53", "A", "Pelayanan Prima", "permenpanrb-17-2017"),
    at(PERFORMANCE, 2026, "3.40", "B-", "Baik (Dengan Catatan)", "permenpanrb-29-2022:A", weak=4),
    at(COMPLIANCE, 2023, "90.02", "A", "hijau, Kualitas Tertinggi"), at(STANDARDS, 2026, services=12, complete=5),
    at(PLANS, 2026, promises=10, done=4, late=3),
)  # fmt: skip


def words_of(page: bytes) -> str:
    reader = PdfReader(BytesIO(page))
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


@pytest.mark.parametrize("level", [AGENCY, REGENCY])
def test_the_page_has_every_line_figure_rule_and_blank(level: str) -> None:
    text = words_of(placed_pdf_bytes(card_page(source(*FULL, level=level))))
    for line in LINES if level == REGENCY else LINES[:-1]:
        assert LINE_NAMES[line] in text
    for words in (
        "88,50", "+0,87 dari 2025", "target 90,00 (−1,50)", "PermenPANRB 17/2017: 4,53 A", "5 dari 12", "terakhir 2023: 90,02 A",
        "belum ada", "7 layanan belum memiliki",
        "Sri Wahyuni", "NIP 198001012005012001", "ABCD12345", "tidak ada nilai gabungan", "belum terverifikasi",
    ):  # fmt: skip
        assert words in text, words


def test_an_empty_card_is_a_page_too() -> None:
    text = words_of(placed_pdf_bytes(card_page(source())))
    assert "0 dari 9 ukuran mempunyai angka" in text and "Belum ada angka yang baik" in text


def test_long_names_still_fit_one_page() -> None:
    words_of(placed_pdf_bytes(card_page(source(*FULL, name="Badan Pengelolaan Keuangan, Pendapatan, dan Aset Daerah " * 3))))


def test_word_says_the_same() -> None:
    document = docx.Document(BytesIO(word_bytes(card_document(source(*FULL)))))
    text = "\n".join(each.text for each in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Indeks kepuasan 88,50 dengan mutu A, naik 0,87 dari tahun sebelumnya." in text
    assert "88,50" in cells and "perlu dibenahi" in cells


def test_sections_of_a_document_without_chapters_are_no_chapters() -> None:
    """Their list once began with `BAB I`."""
    document = docx.Document(BytesIO(word_bytes(card_document(source(*FULL)))))
    sections = [each for each in document.paragraphs if each.style is not None and each.style.name == "Heading 2"]
    assert len(sections) == 3 and all(each._p.pPr is None or each._p.pPr.numPr is None for each in sections)


def test_the_source_is_read_back_as_it_was_frozen() -> None:
    found = source(*FULL)
    assert CardSource.from_json(found.to_json()) == found


def test_the_workbook_of_a_province_has_a_line_for_each_reading_and_a_meaning_for_each_column() -> None:
    reading = Reading(STANDARDS, 2026, REGENCY, NO_UNIT, "", value=Decimal("41.67"), counts={"services": 12, "complete": 5})
    line = text_line(["" if cell is None else str(cell) for cell in reading_line("35.22", "Kabupaten Arjosari", reading)])
    book = load_workbook(BytesIO(long_workbook_bytes(readings_workbook(ReadingsSource(source().head, "2026", line)))))
    cells = [cell for row in book["Angka"].iter_rows(values_only=True) for cell in row if cell is not None]
    assert {"35.22", "Kabupaten Arjosari", 2026, 12, 5} <= set(cells)
    assert float(next(cell for cell in cells if isinstance(cell, float))) == 41.67
    meanings = [row[0] for row in book["Keterangan"].iter_rows(values_only=True)]
    assert {each.name for each in COLUMNS} <= set(meanings)


def test_an_opinion_is_printed_once_in_the_place_of_the_score() -> None:
    opinion = "Kualitas Tertinggi Tanpa Maladministrasi"
    asked = source(at(COMPLIANCE, 2026, None, label=opinion))
    assert words_of(placed_pdf_bytes(card_page(asked))).count(opinion) == 1
    tables = docx.Document(BytesIO(word_bytes(card_document(asked)))).tables
    assert [cell.text for table in tables for row in table.rows for cell in row.cells].count(opinion) == 1
