"""The results of tests and evaluation as tables: questions as CSV, everything as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from puas.domain.rounding import round_half_up
from puas.domain.training_tests import AFTER, BEFORE, KINDS
from puas.presentation.sheet_cells import harmless
from puas_web.csv_files import csv_text
from puas_web.training_tests.queries import ResultsPage, statement
from puas_web.training_tests.words import weaknesses_in_words
from puas_web.training_words import EXAM_WORDS, TOPIC_WORDS

ITEM_HEADER = (
    "tes", "materi", "pertanyaan", "dijawab_oleh", "benar", "tingkat_kesukaran", "daya_beda", "jawaban_salah_terbanyak", "pemilihnya",
    "catatan",
)  # fmt: skip
PEOPLE_HEADER = ("nomor", "nama", "tes_awal_benar", "tes_awal_soal", "tes_akhir_benar", "tes_akhir_soal")
TOPIC_HEADER = ("materi", "tes_awal", "tes_akhir", "selisih", "peserta_dengan_kedua_tes")
EVALUATION_HEADER = ("pernyataan", "rata_rata", "jumlah_jawaban", "nilai_1", "nilai_2", "nilai_3", "nilai_4")

Row = Sequence[object]


def items_csv(page: ResultsPage) -> str:
    """Every question of both tests."""
    return csv_text(ITEM_HEADER, _items(page))


def results_workbook(page: ResultsPage) -> bytes:
    """Participants, topics, questions, evaluation; shares as numbers between 0 and 1."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, "Peserta", PEOPLE_HEADER, _people(page), (8, 36, 16, 16, 16, 16))
    _sheet(book, "Materi", TOPIC_HEADER, _topics(page), (28, 12, 12, 12, 26))
    _sheet(book, "Soal", ITEM_HEADER, _items(page), (12, 20, 60, 14, 10, 18, 12, 50, 12, 50))
    _sheet(book, "Evaluasi", EVALUATION_HEADER, _evaluation(page), (70, 12, 16, 10, 10, 10, 10))
    _sheet(book, "Kesan", ("bermanfaat", "perlu_diperbaiki"), _words(page), (70, 70))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _people(page: ResultsPage) -> Iterable[Row]:
    for each in page.people:
        scores = [each.papers[kind].score if kind in each.papers else None for kind in (BEFORE, AFTER)]
        yield (each.number, each.name, *(figure for score in scores for figure in ((score.right, score.length) if score else (None, None))))


def _topics(page: ResultsPage) -> Iterable[Row]:
    for each in page.topics:
        yield (str(TOPIC_WORDS[each.topic]), _share(each.before), _share(each.after), _share(each.gain), page.gain.pairs)


def _items(page: ResultsPage) -> Iterable[Row]:
    for kind in KINDS:
        for item in page.items[kind]:
            option, number = item.distractor or ("", 0)
            yield (
                str(EXAM_WORDS[kind]), str(TOPIC_WORDS[item.topic]), item.text, item.figures.asked, item.figures.right,
                _share(item.figures.difficulty), _share(item.figures.discrimination), option, number, weaknesses_in_words(item.figures),
            )  # fmt: skip


def _evaluation(page: ResultsPage) -> Iterable[Row]:
    for each in page.evaluation.statements:
        yield (statement(each.key), _share(each.mean), each.answers, *each.counts)


def _words(page: ResultsPage) -> Iterable[Row]:
    liked, missed = page.evaluation.liked, page.evaluation.missed
    for place in range(max(len(liked), len(missed))):
        yield (liked[place] if place < len(liked) else "", missed[place] if place < len(missed) else "")


def _share(value: Fraction | None) -> Decimal | None:
    return None if value is None else round_half_up(value, 4)


def _sheet(book: Workbook, title: str, header: Sequence[str], rows: Iterable[Row], widths: Sequence[int]) -> None:
    sheet = book.create_sheet(title)
    sheet.append(list(header))
    for row in rows:
        sheet.append([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
