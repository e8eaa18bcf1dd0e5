"""The workbook of exercises: what to do, a sheet for each exercise, the tables, and in the trainer's copy the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from puas.domain.regulation.krejcie_morgan import TABLE_ROWS
from puas.domain.training_numbers import SeatNumbers
from puas_reporter.documents.sheets import Cell, Sheet, Workbook
from puas_reporter.documents.training_lessons.material import SAMPLE, Material
from puas_reporter.documents.training_lessons.report import CHECKLIST
from puas_reporter.documents.training_lessons.words import EXERCISE_WORDS, ExerciseWords
from puas_reporter.documents.training_worksheets.blocks import (
    COUNTS_SHEET,
    counts_block,
    forms_block,
    plan_block,
    recap_block,
    samples_block,
)
from puas_reporter.documents.training_worksheets.cells import FIRST_KEY_ROW, KEY_SHEET, Answers, Row, head

_Block = Callable[[SeatNumbers, int], list[Row]]
# Enough lines for one page of the size blocks are printed in.
_PAGE_LINES = 33
_SCORES_WIDTH, _NAME_WIDTH = 8, 24


def worksheet_book(material: Material, *, answers: bool) -> Workbook:
    """The exercises of all seats; with `answers` the trainer's copy."""
    session = material.session
    kept = Answers(answers)
    copy = "lembar pelatih, dengan jawaban" if answers else "lembar peserta"
    return Workbook(
        title=f"Lembar latihan SKM: {session.title} ({copy})",
        author=session.owner,
        subject=f"Latihan SKM, {material.rule.name}",
        header=f"{session.title} · {copy} · {SAMPLE}",
        footer=f"{session.owner} · {material.source.document_id}",
        accent=material.accent,
        sheets=(_opening(material, copy), *_exercises(material, kept), _checks(answers), _tables(material)),
        keywords=("SKM", "IKM", "Latihan", session.owner),
        created=material.source.prepared_at,
    )


def _opening(material: Material, copy: str) -> Sheet:
    session = material.session
    seats = [each.number for each in material.source.seats]
    whom = f"peserta nomor {seats[0]}" if len(seats) == 1 else f"peserta nomor {seats[0]} sampai {seats[-1]}"
    rows: list[Row] = [
        (Cell(session.title, "title"),),
        (Cell(SAMPLE, "mark"),),
        (Cell(f"{copy.capitalize()} untuk {whom} · {material.days} · {material.rule.name}", "note"),),
        (),
        head("Lembar", "Latihan", "Yang dikerjakan"),
    ]
    for number, words in enumerate(EXERCISE_WORDS.values(), start=1):
        rows.append((Cell(number, "center"), Cell(words.title, "text"), Cell(" ".join(words.steps), "text")))
    rows += [
        (),
        (Cell("Setiap nomor peserta mempunyai angka sendiri. Nomor itu terlihat di layar setelah bergabung dengan kode sesi.", "note"),),
        (Cell(f"Bergabung: {session.join_url}, kode {session.code}", "note"),),
        (Cell("Lembar 3 dan 5 memakai angka cetak; di layar, kedua latihan itu memakai data ruang latihan masing-masing.", "note"),),
    ]
    return Sheet("Petunjuk", tuple(rows), (8, 36, 96))


def _exercises(material: Material, answers: Answers) -> tuple[Sheet, ...]:
    unsur = len(material.rule.unsur)
    starts: dict[int, int] = {}

    def counts(seat: SeatNumbers, row: int) -> list[Row]:
        starts[seat.number] = row
        return counts_block(material, seat, row, answers)

    def plans(seat: SeatNumbers, row: int) -> list[Row]:
        return plan_block(material, seat, row, answers, counts_row=starts[seat.number])

    blocks: tuple[tuple[str, str, _Block, tuple[int, ...]], ...] = (
        ("1. Hitung indeks", "hand-index", lambda seat, row: forms_block(material, seat, row, answers),
         (16, *(_SCORES_WIDTH,) * unsur, 14)),
        ("2. Jumlah responden", "sample-size", lambda seat, row: samples_block(material, seat, row, answers), (36, 20, 22, 24)),
        (COUNTS_SHEET, "worksheet", counts, (44, *(_SCORES_WIDTH,) * 4, 10, 10, 11, 10, 14)),
        ("4. Rekap lama", "old-recap", lambda seat, row: recap_block(material, seat, row, answers),
         (_NAME_WIDTH, 11, *(_SCORES_WIDTH,) * unsur, 10, 9, 12, 12, 10)),
        ("5. Rencana", "followup-plan", plans, (5, 32, 9, 34, 44, 14, 20, 20)),
    )  # fmt: skip
    return tuple(_sheet(material, name, topic, block, widths) for name, topic, block, widths in blocks)


def _sheet(material: Material, name: str, topic: str, block: _Block, widths: tuple[int, ...]) -> Sheet:
    words = EXERCISE_WORDS[topic]
    rows = _heading(words)
    breaks: list[int] = []
    used = len(rows)
    for seat in material.source.seats:
        made = block(seat, len(rows) + 1)
        if used + len(made) > _PAGE_LINES:
            breaks.append(len(rows))
            used = 0
        rows += [*made, ()]
        used += len(made) + 1
    return Sheet(name, tuple(rows), widths, breaks=tuple(breaks))


def _heading(words: ExerciseWords) -> list[Row]:
    return [(Cell(words.title, "title"),), (Cell(words.aim, "note"),), (Cell(SAMPLE, "mark"),), ()]


def _checks(answers: bool) -> Sheet:
    words = EXERCISE_WORDS["report"]
    rows: list[Row] = [
        *_heading(words),
        head("No", "Yang diperiksa", "Cocok?", "Catatan"),
    ]
    blanks = (Cell(None, "answer"),) * 2
    rows += [(Cell(number, "center"), Cell(line, "text"), *blanks) for number, line in enumerate(CHECKLIST, start=1)]
    if answers:
        rows += [(), (Cell("Untuk pelatih", "title"),), head("No", "Yang sering keliru", "", "Cara memeriksanya")]
        rows += [(Cell(number, "center"), Cell(fault, "text"), Cell(None, "text"), Cell(cure, "text"))
                 for number, (fault, cure) in enumerate(words.faults, start=1)]  # fmt: skip
    return Sheet("6. Periksa laporan", tuple(rows), (6, 72, 14, 60))


def _tables(material: Material) -> Sheet:
    """What the exercises are looked up in: the table of mutu, and that of samples."""
    bands = sorted(material.rule.bands, key=lambda band: band.nik_from)
    left: list[Sequence[Cell]] = [
        (Cell(band.nik_from, "number"), Cell(band.letter, "center"), Cell(band.label, "text")) for band in bands
    ]
    right = [(Cell(population, "count"), Cell(size, "count")) for population, size in TABLE_ROWS]
    empty = (Cell(), Cell(), Cell())
    rows: list[Row] = [
        (Cell(f"Tabel mutu ({material.rule.name}) dan tabel sampel (Krejcie dan Morgan, 1970)", "title"),),
        (Cell("Mutu sebuah NIK adalah baris terakhir yang batas bawahnya tidak lebih besar dari NIK itu.", "note"),),
        (*head("NIK mulai", "Mutu", "Kinerja"), Cell(), *head("Populasi (N)", "Sampel (S)")),
    ]
    for place, pair in enumerate(right):
        rows.append((*(left[place] if place < len(left) else empty), Cell(), *pair))
    top = FIRST_KEY_ROW - 1
    return Sheet(KEY_SHEET, tuple(rows), (12, 10, 22, 4, 14, 14), frozen=(top, 0), head_row=top - 1, landscape=False)
