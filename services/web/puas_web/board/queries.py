"""What the page of the regency's board shows beside the board itself: its heat map, its chart, its letters by occasion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import get_template_attribute, url_for
from flask_babel import gettext as _
from flask_babel import pgettext
from markupsafe import Markup

from puas.domain.letter_occasions import LETTER_KINDS, Occasion
from puas.domain.permissions import Action
from puas.domain.regency_board import BoardAgency, RegencyBoard
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import ReportingScope
from puas.presentation import charts
from puas.presentation.numbers import Language, whole_number
from puas.runtime.recent_values import LastMade
from puas_web.access import CurrentTenant, may
from puas_web.heat_map import HeatUnit, heat_map
from puas_web.layout import page_language

# As wide as a small phone shows it, so that its letters keep their size there.
_CHART_WIDTH = 340
# Building fifty addresses one by one costs more than reading their figures: one is built, and the rest are put into it.
_ANY, _ANY_OCCASION = "00000000-0000-0000-0000-000000000000", "any-occasion"
# A page of fifty agencies takes a fifth of a megabyte.
_MOST_REMEMBERED = 64


@dataclass(frozen=True)
class OccasionGroup:
    """All letters of one occasion."""

    occasion: str
    kind: str
    letters: tuple[Occasion, ...]


@dataclass(frozen=True)
class _Reader:
    """What the page depends on besides the board: which scope it is of, who reads it, and where its addresses lead."""

    scope: ReportingScope
    language: Language
    tenant_slug: str
    tenant_name: str
    sees_letters: bool
    may_write: bool


@dataclass(frozen=True)
class BoardPage:
    """The board with what is drawn from it."""

    board: RegencyBoard
    heat: Markup
    chart: str
    groups: tuple[OccasionGroup, ...]
    # What other addresses carry to stay in the scope.
    arguments: Mapping[str, Any]
    agency_urls: Mapping[str, str]
    tenant_name: str
    sees_letters: bool
    may_write: bool
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


# As long as nothing in the board changes everybody with the same rights reads the same page.
_drawn: LastMade[_Reader, RegencyBoard, Markup] = LastMade(_MOST_REMEMBERED)


def board_body(board: RegencyBoard, here: CurrentTenant, *, scope_arguments: Mapping[str, Any]) -> Markup:
    """Everything the page shows of a board."""
    reader = _Reader(board.scope, page_language(), here.slug, here.name, may(Action.VIEW_LETTERS), may(Action.ISSUE_LETTERS))
    return _drawn.of(reader, board, lambda made_of: _draw(made_of, reader, scope_arguments))


def _draw(board: RegencyBoard, reader: _Reader, scope_arguments: Mapping[str, Any]) -> Markup:
    pattern = url_for("results.agency", agency_id=_ANY, **scope_arguments)
    urls = {each.id: pattern.replace(_ANY, each.id) for each in board.agencies}
    rule = edition(board.edition_id)
    found = board.occasions()
    groups = tuple(OccasionGroup(name, kind, tuple(each for each in found if each.occasion == name)) for name, kind in LETTER_KINDS.items())
    page = BoardPage(
        board, _heat(rule, board.surveyed, urls), _chart(rule, board), groups, scope_arguments, urls, reader.tenant_name,
        reader.sees_letters, reader.may_write, url_for("letters.write", alasan=_ANY_OCCASION, penerima=_ANY, **scope_arguments),
        url_for("followups.index", keadaan="terlambat", perangkat=_ANY),
    )  # fmt: skip
    drawn: Markup = get_template_attribute("board/body.html", "body")(page)
    return drawn


def _heat(rule: Edition, agencies: Iterable[BoardAgency], urls: Mapping[str, str]) -> Markup:
    units = [
        HeatUnit(
            each.name, (each.index.nik, each.index.mutu or ""), {unsur.slug: (unsur.nik, unsur.mutu or "") for unsur in each.unsur},
            url=urls[each.id], note="" if each.respondents else _("belum ada jawaban"), short=each.short_name or "",
        )
        for each in agencies
    ]  # fmt: skip
    drawn: Markup = get_template_attribute("components/heat_map.html", "heat_map")(
        _("Nilai tiap unsur di tiap perangkat daerah"), heat_map(rule, units), pgettext("daftar", "Perangkat daerah")
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
    if not rows:
        return ""
    return charts.interval_dots(
        rows, thresholds=[charts.Threshold(band.nik_from, band.letter) for band in rule.bands[1:]],
        title=_("Indeks dan selang kepercayaan"), chart_id="selang", width=_CHART_WIDTH, language=page_language(),
        note=_("n = %(number)s responden", number=whole_number(board.respondents, page_language())),
    )  # fmt: skip
