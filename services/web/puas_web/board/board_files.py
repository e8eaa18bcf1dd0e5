"""The board as a table for spreadsheets."""

from __future__ import annotations

import re

from puas.domain.regency_board import BoardAgency, RegencyBoard
from puas_web.csv_files import csv_text

HEADER = (
    "peringkat", "perangkat_daerah", "nama_sekarang", "digabung_ke", "keadaan", "indeks", "mutu", "margin_95", "batas_bawah", "batas_atas",
    "mutu_stabil", "indeks_sebelumnya", "perubahan", "perubahan_peringkat", "responden", "sampel", "target", "selisih_target",
    "belum_lapor", "lewat_batas_sejak", "janji_terlambat",
)  # fmt: skip


def board_csv(board: RegencyBoard) -> str:
    """Every agency in the order of the board, then its nine unsur."""
    slugs = [each.slug for each in board.unsur]
    return csv_text((*HEADER, *slugs), (_row(each, slugs) for each in board.agencies))


def file_name(slug: str, board: RegencyBoard) -> str:
    """`papan-kabupaten-tirta-triwulan-ii-2026.csv`."""
    words = re.sub(r"[^a-z0-9]+", "-", f"{slug} {board.scope.window.label}".lower()).strip("-")
    return f"papan-{words}.csv"


def _row(agency: BoardAgency, slugs: list[str]) -> tuple[object, ...]:
    measured = agency.measured
    low, high = measured.ends if measured is not None and measured.ends is not None else (None, None)
    stable = None if measured is None else measured.is_letter_stable
    unsur = {each.slug: each.nik for each in agency.unsur}
    return (
        agency.rank, agency.name, agency.present_name, agency.merged_into, agency.state, agency.index.nik, agency.index.mutu,
        measured.margin if measured else None, low, high, {True: "ya", False: "tidak"}.get(stable) if stable is not None else None,
        agency.before.nik if agency.before else None, agency.change.amount if agency.change else None, agency.climbed,
        agency.respondents, agency.sample_target, agency.target.target, agency.target.gap, len(agency.unreported),
        agency.overdue_since, agency.late_promises, *(unsur.get(slug) for slug in slugs),
    )  # fmt: skip
