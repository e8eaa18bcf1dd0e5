"""Words of the league: its orders, why somebody has no rank, ranges of ranks."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.rank_range import RankRange
from puas.domain.ranking import UNDER_SAMPLE, WITHOUT_INDEX, WITHOUT_TARGET
from puas.presentation.charts import IntervalRow
from puas_web.league.kinds import KindLine
from puas_web.league.office_names import office_names
from puas_web.league.standings import (
    BY_IMPROVEMENT,
    BY_INDEX,
    BY_PARTICIPATION,
    BY_PROMISES,
    RULE_CHANGED,
    SUPPRESSED,
    WITHOUT_PREVIOUS,
    WITHOUT_PROMISES,
    LeagueLine,
)
from puas_web.province_words import hidden_words, regency_label

ORDERS: dict[str, LazyString] = {
    BY_INDEX: _l("Indeks"),
    BY_PARTICIPATION: _l("Partisipasi"),
    BY_IMPROVEMENT: _l("Kenaikan"),
    BY_PROMISES: _l("Janji ditepati"),
}

REASONS: dict[str, LazyString] = {
    UNDER_SAMPLE: _l("sampel belum tercapai"),
    WITHOUT_TARGET: _l("sampel belum dihitung"),
    WITHOUT_INDEX: _l("belum ada indeks terbit"),
    WITHOUT_PREVIOUS: _l("belum ada pembanding"),
    RULE_CHANGED: _l("aturannya berganti"),
    WITHOUT_PROMISES: _l("belum ada rencana"),
}


def reason_words(reason: str) -> str:
    """Why somebody has no rank."""
    return hidden_words() if reason == SUPPRESSED else str(REASONS[reason])


def range_words(found: RankRange | None) -> str:
    """What the interval says about a rank."""
    if found is None:
        return ""
    if found.is_sure:
        return _("peringkat pasti")
    return _("dapat tertukar, kisaran %(best)s\N{EN DASH}%(last)s", best=found.best, last=found.last)


def moved_words(places: int | None) -> str:
    """Movement against the scope before."""
    if places is None:
        return "\N{EN DASH}"
    if places == 0:
        return _("tetap")
    number = abs(places)
    if places > 0:
        return "▲ " + ngettext("naik %(num)s", "naik %(num)s", number)
    return "▼ " + ngettext("turun %(num)s", "turun %(num)s", number)


def interval_rows(lines: Iterable[LeagueLine | KindLine]) -> list[IntervalRow]:
    """The lines that have an index, for the chart."""
    rows = []
    lines = list(lines)
    names = iter(office_names([(line.regency, line.figure) for line in lines if isinstance(line, KindLine)]))
    for line in lines:
        if isinstance(line, KindLine):
            figure, name, place = line.figure, next(names), line.place.rank
        elif line.row.figure is not None:
            figure, name, place = line.row.figure, regency_label(line.row.entry), line.rank
        else:
            continue
        if figure.nik is not None:
            rows.append(IntervalRow(name, figure.nik, figure.margin, figure.mutu or None, str(place or ""), muted=place is None))
    return rows


def init_blueprint(blueprint: Blueprint) -> None:
    for words in (reason_words, range_words, moved_words):
        blueprint.add_app_template_filter(words)
