"""The map of equal tiles: one for each regency of the province, by letter or by how far its reports have come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from puas.presentation.numbers import index_number
from puas.presentation.tile_layouts import tile_positions
from puas_web.layout import page_language
from puas_web.province_board import DUE_SOON, LATE, NO_PERIOD, NOT_DUE, SUSPENDED, Board, RegencyRow
from puas_web.province_words import STANDING_WORDS

BY_LETTER, BY_REPORTS = "mutu", "laporan"
VIEWS = (BY_LETTER, BY_REPORTS)
_OWES = frozenset({LATE, DUE_SOON, NOT_DUE})


@dataclass(frozen=True, slots=True)
class Tile:
    """One regency on the map; `mark` is a letter or sign, `said` the same in words."""

    name: str
    url: str
    row: int
    column: int
    mark: str
    text: str
    said: str
    css_class: str


def tiles_of(board: Board, rows: Sequence[RegencyRow], *, province_code: str, view: str, arguments: dict[str, Any]) -> list[Tile]:
    """The tiles of these rows in the order of the map, row by row; those left out by a filter leave a gap."""
    positions = tile_positions(province_code, [_key(row) for row in board.rows])
    tiles = [_tile(row, positions[_key(row)], view, arguments) for row in rows]
    return sorted(tiles, key=lambda each: (each.row, each.column))


def _key(row: RegencyRow) -> str:
    return row.entry.code or row.entry.slug


def _tile(row: RegencyRow, position: tuple[int, int], view: str, arguments: dict[str, Any]) -> Tile:
    entry = row.entry
    url = url_for("oversight.regency", regency=entry.slug, **arguments) if entry.is_on_board else ""
    mark, text, said, css_class = _by_letter(row) if view == BY_LETTER and entry.is_on_board else _by_reports(row)
    if entry.is_suspended and view == BY_LETTER:
        # What it published goes on standing here; that nothing new will come has to be seen as well.
        closed = str(STANDING_WORDS[SUSPENDED][0])
        text, said = closed, f"{said}, {closed}"
    return Tile(entry.short_name, url, *position, mark, text, said, css_class)


def _by_letter(row: RegencyRow) -> tuple[str, str, str, str]:
    if row.figure is not None and row.nik is not None:
        letter = row.figure.mutu
        nik = index_number(row.nik, page_language())
        return letter, nik, _("mutu %(letter)s, indeks %(nik)s", letter=letter, nik=nik), f"heat-{letter.lower()}"
    if row.figure is not None and row.figure.is_suppressed:
        return "\N{EN DASH}", _("tersembunyi"), _("tidak ditampilkan"), "heat-none"
    return "\N{EN DASH}", _("belum terbit"), _("belum ada indeks yang terbit"), "heat-none"


def _by_reports(row: RegencyRow) -> tuple[str, str, str, str]:
    words, _kind, mark = STANDING_WORDS[row.standing]
    text = said = str(words)
    number = row.debt.late or row.debt.missing
    if row.standing in _OWES and (number or row.debt.silent):
        text = ngettext("%(num)s periode", "%(num)s periode", number) if number else str(STANDING_WORDS[NO_PERIOD][0])
        said = f"{words}, {text}"
    return mark, text, said, f"tile-{row.standing}"
