"""The table of regencies as CSV."""

from __future__ import annotations

from puas_web.csv_files import csv_text
from puas_web.province_board import Board
from puas_web.province_words import STANDING_WORDS

HEADER = (
    "kode", "kabupaten_kota", "bergabung_sejak", "keadaan", "indeks", "mutu", "selang", "responden", "sampel", "perangkat_daerah",
    "sudah_lapor", "periode", "belum_diserahkan", "lewat_batas", "janji", "janji_selesai", "janji_terlambat", "jawaban_terakhir",
)  # fmt: skip


def board_csv(board: Board) -> str:
    """One line for each regency, on board or not."""
    lines = []
    for row in board.rows:
        figure, counts, progress = row.figure, row.counts, row.progress
        lines.append(
            (
                row.entry.code, row.entry.name, row.entry.created_at.date() if row.entry.created_at else None,
                str(STANDING_WORDS[row.standing][0]), row.nik, figure.mutu if figure else None, figure.margin if figure else None,
                figure.respondents if figure else None, figure.sample_target if figure else None, row.agencies,
                counts.agencies_reported if counts else None, counts.periods if counts else None, row.debt.missing, row.debt.late,
                counts.promises if counts else None, counts.promises_done if counts else None, counts.promises_late if counts else None,
                progress.last_answer_on if progress else None,
            )
        )  # fmt: skip
    return csv_text(HEADER, lines)
