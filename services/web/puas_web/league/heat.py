"""The heat map of regencies and unsur."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from puas.domain.regulation.registry import edition
from puas_web.heat_map import HeatMap, HeatUnit, heat_map, values_of
from puas_web.province_board import Board, RegencyRow
from puas_web.province_words import hidden_words, regency_label


def regency_heat(board: Board, arguments: dict[str, Any]) -> HeatMap:
    """Regencies on board by name, those that have published first."""
    rows = sorted((row for row in board.rows if row.entry.is_on_board), key=lambda row: (row.nik is None, row.entry.short_name.casefold()))
    return heat_map(edition(board.means.edition_id), _units(rows, arguments))


def _units(rows: list[RegencyRow], arguments: dict[str, Any]) -> Iterator[HeatUnit]:
    for row in rows:
        figure = row.figure
        note = "" if row.nik is not None else hidden_words() if figure is not None and figure.is_suppressed else _("belum ada yang terbit")
        url = url_for("oversight.regency", regency=row.entry.slug, **arguments)
        index = (figure.nik, figure.mutu) if figure else (None, "")
        yield HeatUnit(regency_label(row.entry), index, values_of(figure.unsur) if figure else {}, url=url, note=note)
