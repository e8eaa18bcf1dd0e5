"""What the page of the regency's board shows beside the board itself: its heat map, its chart, its letters by occasion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import get_template_attribute, url_for
from flask_babel import gettext as _
from flask_babel import pgettext
from markupsafe import Markup

from puas.domain.letter_occasions import LETTER_KINDS, Occasion
from puas.domain.regency_board import BoardAgency, RegencyBoard
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import IndexFigures, UnsurFigures
from puas.presentation import charts
from puas.presentation.numbers import Language, whole_number
from puas_web.heat_map import HeatUnit, heat_map
from puas_web.layout import page_language

# As wide as a small phone shows it, so that its letters keep their size there.
_CHART_WIDTH = 340
_HeatRow = tuple[str, str, str, IndexFigures, tuple[UnsurFigures, ...], bool]
# Building fifty addresses one by one costs more than reading their figures: one is built, and the rest are put into it.
_ANY, _ANY_OCCASION = "00000000-0000-0000-0000-000000000000", "any-occasion"


@dataclass(frozen=True)
class OccasionGroup:
    """All letters of one occasion."""

    occasion: str
    kind: str
    letters: tuple[Occasion, ...]


@dataclass(frozen=True)
class BoardRows:
    """Rows of the board's long tables."""

    ranking: Markup
    reports: Markup


@dataclass(frozen=True)
class BoardPage:
    """The board with what is drawn from it."""

    board: RegencyBoard
    rule: Edition
    rows: BoardRows
    heat: Markup
    chart: str
    groups: tuple[OccasionGroup, ...]
    agency_urls: dict[str, str]
    _letter_url: str
    _plan_url: str
    # How much of a long list is shown at first.
    shown: int = 8

    def letter_url(self, occasion: Occasion) -> str:
        """Where the letter is written."""
        return self._letter_url.replace(_ANY, occasion.key).replace(_ANY_OCCASION, occasion.occasion)

    def plan_url(self, agency: BoardAgency) -> str:
        """The late promises of an agency."""
        return self._plan_url.replace(_ANY, agency.id)


def board_page(board: RegencyBoard, *, scope_arguments: dict[str, Any]) -> BoardPage:
    """Everything the page shows of a board."""
    pattern = url_for("results.agency", agency_id=_ANY, **scope_arguments)
    urls = {each.id: pattern.replace(_ANY, each.id) for each in board.agencies}
    rule = edition(board.edition_id)
    found = board.occasions()
    groups = tuple(OccasionGroup(name, kind, tuple(each for each in found if each.occasion == name)) for name, kind in LETTER_KINDS.items())
    return BoardPage(
        board, rule, _rows(board.surveyed, tuple(urls.items()), page_language()), _heat(rule, board.surveyed, urls), _chart(rule, board),
        groups, urls, url_for("letters.write", alasan=_ANY_OCCASION, penerima=_ANY, **scope_arguments),
        url_for("followups.index", keadaan="terlambat", perangkat=_ANY),
    )  # fmt: skip


# Everybody who opens the board sees the same tables and the same picture until something in them changes.
@lru_cache(maxsize=32)
def _rows(agencies: tuple[BoardAgency, ...], urls: tuple[tuple[str, str], ...], _language: Language) -> BoardRows:
    ranking, reports = (get_template_attribute("board/tables.html", name) for name in ("ranking", "reports"))
    return BoardRows(ranking(agencies, dict(urls)), reports(agencies))


def _heat(rule: Edition, agencies: Iterable[BoardAgency], urls: dict[str, str]) -> Markup:
    rows = tuple((each.name, each.short_name or "", urls[each.id], each.index, each.unsur, each.respondents > 0) for each in agencies)
    return _heat_map(rule.id, rows, page_language())


@lru_cache(maxsize=32)
def _heat_map(edition_id: str, rows: tuple[_HeatRow, ...], _language: Language) -> Markup:
    units = [
        HeatUnit(
            name, (index.nik, index.mutu or ""), {each.slug: (each.nik, each.mutu or "") for each in unsur}, url=url,
            note="" if is_answered else _("belum ada jawaban"), short=short,
        )
        for name, short, url, index, unsur, is_answered in rows
    ]  # fmt: skip
    drawn: Markup = get_template_attribute("components/heat_map.html", "heat_map")(
        _("Nilai tiap unsur di tiap perangkat daerah"), heat_map(edition(edition_id), units), pgettext("daftar", "Perangkat daerah")
    )
    return drawn


def _chart(rule: Edition, board: RegencyBoard) -> str:
    """Dots with intervals, those without a rank lighter and below."""
    rows = tuple(
        charts.IntervalRow(
            each.short_name or each.name, each.measured.nik, each.measured.margin, each.measured.mutu,
            place=str(each.rank or ""), muted=not each.is_ranked,
        )
        for each in board.indexed
        if each.measured is not None
    )  # fmt: skip
    note = _("n = %(number)s responden", number=whole_number(board.respondents, page_language()))
    return _drawing(rows, rule.id, _("Indeks dan selang kepercayaan"), note, page_language()) if rows else ""


@lru_cache(maxsize=32)
def _drawing(rows: tuple[charts.IntervalRow, ...], edition_id: str, title: str, note: str, language: Language) -> str:
    thresholds = [charts.Threshold(band.nik_from, band.letter) for band in edition(edition_id).bands[1:]]
    return charts.interval_dots(
        rows, thresholds=thresholds, title=title, chart_id="selang", note=note, width=_CHART_WIDTH, language=language
    )
