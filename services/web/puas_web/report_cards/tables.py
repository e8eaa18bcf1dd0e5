"""The table of report cards as CSV: all agencies of the year and kind in the address, not a page of them."""

from __future__ import annotations

from collections.abc import Iterator

from flask import abort
from flask_babel import gettext as _

from puas_web.card_pages import Cell
from puas_web.card_words import LINE_NAMES
from puas_web.csv_files import csv_text
from puas_web.report_cards.pages import COLUMNS, card_rows, listing


def cards_csv() -> tuple[int, str]:
    """The year, and its table with figure, letter and verdict of each yardstick; the regency stands on top as on the page."""
    found = listing()
    if found is None:
        abort(404)
    regency, rows = card_rows(found.agencies, found.year)
    header = [_("Perangkat daerah")]
    for key in COLUMNS:
        name = str(LINE_NAMES[key])
        header += [name, _("%(name)s: mutu, kategori, atau zona", name=name), _("%(name)s: penilaian", name=name)]
    return found.year, csv_text(
        header, [[row.name, *(part for cell in row.cells for part in _parts(cell))] for row in (regency, *rows) if row is not None]
    )


def _parts(cell: Cell) -> Iterator[str]:
    yield from (cell.text, cell.letter, cell.word)
