"""Tables of the league as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from puas_web.csv_files import csv_text
from puas_web.league.standings import LeagueLine
from puas_web.province_board import SUSPENDED, Board, RegencyRow
from puas_web.province_words import STANDING_WORDS
from puas_web.published_drawings import rule_of

LEAGUE_HEADER = (
    "peringkat", "kode", "kabupaten_kota", "indeks", "mutu", "selang", "mutu_stabil", "peringkat_terbaik", "peringkat_terakhir",
    "peringkat_sebelumnya", "indeks_sebelumnya", "responden", "sampel", "janji", "janji_selesai", "catatan",
)  # fmt: skip


def league_csv(lines: Iterable[LeagueLine]) -> str:
    """One line for each regency on board, in the order of the page."""
    return csv_text(LEAGUE_HEADER, (_league_line(each) for each in lines))


def unsur_csv(board: Board) -> str:
    """Regencies × unsur: NIK of each unsur, the letter beside it."""
    published = [row for row in board.rows if row.figure is not None and row.figure.unsur]
    slugs = [each.slug for each in published[0].figure.unsur] if published and published[0].figure else []
    header = ["kode", "kabupaten_kota", "aturan", "indeks", "mutu"]
    for slug in slugs:
        header += [slug, f"mutu_{slug}"]
    header.append("keadaan")
    lines = []
    for row in published:
        figure = row.figure
        if figure is None:
            continue
        values = {each.slug: each for each in figure.unsur}
        cells: list[object] = [row.entry.code, row.entry.name, rule_of(figure).name, figure.nik, figure.mutu]
        for slug in slugs:
            found = values.get(slug)
            cells += [found.nik, found.mutu] if found else [None, None]
        lines.append([*cells, _closed(row)])
    return csv_text(header, lines)


def _closed(row: RegencyRow) -> str:
    """Why nothing new comes of it; empty where it does."""
    return str(STANDING_WORDS[SUSPENDED][0]) if row.entry.is_suspended else ""


def _league_line(line: LeagueLine) -> Sequence[object]:
    figure, counts, previous = line.row.figure, line.row.counts, line.row.previous
    stable = None if figure is None or figure.is_letter_stable is None else "ya" if figure.is_letter_stable else "tidak"
    return (
        line.rank, line.row.entry.code, line.row.entry.name, figure.nik if figure else None, figure.mutu if figure else None,
        figure.margin if figure else None, stable, line.range.best if line.range else None, line.range.last if line.range else None,
        line.previous_rank, previous.nik if previous else None, counts.respondents if counts else None,
        counts.sample_target if counts else None, counts.promises if counts else None, counts.promises_done if counts else None,
        "; ".join(filter(None, (line.reason, _closed(line.row)))),
    )  # fmt: skip
