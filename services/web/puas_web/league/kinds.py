"""Offices of one kind or family all over the province, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import url_for

from puas.db.queries.agencies_of_kind import (
    UnsurExtreme,
    agencies_named,
    best_of_each_unsur,
    count_agencies_by_name,
    figures_by_unsur,
    unsur_of_units,
)
from puas.db.queries.province_directory import RegencyEntry, list_regency_entries
from puas.db.queries.province_promises import list_agency_names, list_kept_promises
from puas.db.queries.shared_figures import FigureLine, UnsurLine
from puas.domain.agency_details import KINDS
from puas.domain.agency_family import FAMILIES, family_of
from puas.domain.promise_effects import Effect, effects_of, scopes_needed
from puas.domain.rank_range import RankRange
from puas.domain.ranking import RANKED, Place, rank
from puas.domain.reporting_scope import ReportingScope
from puas_web.access import CurrentTenant
from puas_web.database import db
from puas_web.heat_map import HeatMap, HeatUnit, heat_map, values_of
from puas_web.league.office_names import office_names
from puas_web.league.standings import contender_of, ranges_of
from puas_web.local_day import today_here
from puas_web.pagination import PAGE_SIZE, Page, offset
from puas_web.province_board import province_code_of
from puas_web.province_database import province_session
from puas_web.province_words import hidden_words
from puas_web.published_drawings import rule_of

LOOK_BACK = timedelta(days=3 * 366)
MOST_KEPT_PROMISES = 150
SHOWN_EFFECTS = 25
FEWEST_COMPARED = 2


@dataclass(frozen=True, slots=True)
class KindLink:
    """A kind or family with the number of its offices that have published."""

    slug: str
    agencies: int


@dataclass(frozen=True, slots=True)
class KindLine:
    """One office in the comparison."""

    regency: RegencyEntry
    figure: FigureLine
    place: Place
    range: RankRange | None
    previous: FigureLine | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The ranking of a kind, one page of it."""

    page: Page[KindLine]
    ranked: int
    respondents: int


@dataclass(frozen=True, slots=True)
class BestOffice:
    """The best office of one unsur."""

    found: UnsurExtreme
    regency: RegencyEntry


@dataclass(frozen=True, slots=True)
class UnsurComparison:
    """The unsur of the offices of one page, and the best office of each unsur."""

    compared: Comparison
    heat: HeatMap | None
    best: Mapping[str, BestOffice]


@dataclass(frozen=True, slots=True)
class EffectLine:
    """A promise that was kept, with its regency."""

    regency: RegencyEntry
    agency_name: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Effects:
    """What followed promises that were kept; `judged` of `kept` could be compared with a later figure; cut where there are too
    many to read at once, the latest are read."""

    lines: Sequence[EffectLine]
    kept: int
    judged: int
    is_cut: bool = False


def is_kind(slug: str) -> bool:
    """Whether addresses may name it."""
    return slug in KINDS or slug in FAMILIES


def is_of(slug: str, name: str, kind: str) -> bool:
    """Whether an office of this name and kind belongs to it."""
    family = family_of(name, kind)
    return (family is not None and family.slug == slug) or (slug in KINDS and kind == slug)


def kind_links(here: CurrentTenant, scope: ReportingScope) -> list[KindLink]:
    """Kinds and families with at least two offices that have published, those with most first."""
    counts: Counter[str] = Counter()
    for name, kind, number in count_agencies_by_name(province_session(), province_code=province_code_of(here), scope=scope):
        family = family_of(name, kind)
        for slug in {kind, *([family.slug] if family else [])}:
            counts[slug] += number
    return [KindLink(slug, number) for slug, number in counts.most_common() if number >= FEWEST_COMPARED and is_kind(slug)]


def compare(here: CurrentTenant, slug: str, scope: ReportingScope, page_number: int) -> Comparison:
    """All offices of a kind, ranked as regencies are; the range of ranks is made for those shown."""
    scopes = [scope, scope.earlier(1)[0]]
    lines = agencies_named(
        province_session(), province_code=province_code_of(here), scopes=scopes, names=_names(here, slug, scope)
    )
    return _compared(_entries(here), lines, scope, page_number)


def compare_unsur(here: CurrentTenant, slug: str, scope: ReportingScope, page_number: int) -> UnsurComparison:
    """The same offices unsur by unsur."""
    code, session, names, entries = province_code_of(here), province_session(), _names(here, slug, scope), _entries(here)
    lines = agencies_named(session, province_code=code, scopes=[scope], names=names)
    compared = _compared(entries, lines, scope, page_number)
    shown = compared.page.items
    if not shown:
        return UnsurComparison(compared, None, {})
    units = [(each.figure.tenant_id, each.figure.unit_id) for each in shown]
    unsur = unsur_of_units(session, province_code=code, scope=scope, units=units)
    best = best_of_each_unsur(session, province_code=code, scope=scope, names=names)
    known = {each.slug: BestOffice(each, entries[each.tenant_id]) for each in best.values() if each.tenant_id in entries}
    return UnsurComparison(compared, heat_map(rule_of(shown[0].figure), _heat_units(shown, unsur, scope)), known)


def effects(here: CurrentTenant, slug: str, unsur: str) -> Effects:
    """What the index of an unsur did after its promises were kept, over the last three years; every unsur where none is named."""
    code, session, since = province_code_of(here), province_session(), today_here() - LOOK_BACK
    named = list_agency_names(session, province_code=code, since=since)
    names = [(name, kind) for name, kind in named if is_of(slug, name, kind)]
    if not names:
        return Effects((), 0, 0)
    promises = list_kept_promises(session, province_code=code, names=names, since=since, limit=MOST_KEPT_PROMISES, unsur=unsur)
    wanted = {(each.unit, each.unsur) for each in promises}
    figures = figures_by_unsur(session, province_code=code, wanted=wanted, scopes=scopes_needed(promises)) if wanted else {}
    entries = _entries(here)
    judged = [each for each in effects_of(promises, figures) if each.promise.unit[0] in entries]
    lines = [EffectLine(entries[each.promise.unit[0]], each.promise.agency_name, each) for each in judged[:SHOWN_EFFECTS]]
    return Effects(lines, len(promises), len(judged), len(promises) == MOST_KEPT_PROMISES)


def _names(here: CurrentTenant, slug: str, scope: ReportingScope) -> list[tuple[str, str]]:
    known = count_agencies_by_name(province_session(), province_code=province_code_of(here), scope=scope)
    return [(name, kind) for name, kind, _number in known if is_of(slug, name, kind)]


def _entries(here: CurrentTenant) -> dict[int, RegencyEntry]:
    entries = list_regency_entries(db.session(), province_code=province_code_of(here))
    return {each.tenant_id: each for each in entries if each.tenant_id is not None}


def _compared(entries: Mapping[int, RegencyEntry], lines: Sequence[FigureLine], scope: ReportingScope, page_number: int) -> Comparison:
    """One page of the ranking of those lines that are of the scope and of a regency on board."""
    present = {(each.tenant_id, each.unit_id): each for each in lines if each.scope == scope and each.tenant_id in entries}
    before = {(each.tenant_id, each.unit_id): each for each in lines if each.scope != scope}
    by_key = {f"{tenant_id}:{unit_id}": figure for (tenant_id, unit_id), figure in present.items()}
    places = rank(
        contender_of(key, f"{figure.name} {entries[figure.tenant_id].name}", figure) for key, figure in by_key.items()
    )
    ranked = [by_key[each.contender.key] for each in places if each.standing == RANKED]
    start = offset(page_number)
    shown = places[start : start + PAGE_SIZE]
    ranges = ranges_of([by_key[each.contender.key] for each in shown if each.rank is not None], ranked)
    items = []
    for place in shown:
        figure = by_key[place.contender.key]
        found = ranges.get((figure.tenant_id, str(figure.unit_id)))
        items.append(KindLine(entries[figure.tenant_id], figure, place, found, before.get((figure.tenant_id, figure.unit_id))))
    respondents = sum(each.respondents or 0 for each in ranked)
    return Comparison(Page(items, page_number, len(places)), len(ranked), respondents)


def _heat_units(
    lines: Sequence[KindLine], unsur: Mapping[tuple[int, UUID], Sequence[UnsurLine]], scope: ReportingScope
) -> Iterator[HeatUnit]:
    arguments: dict[str, Any] = {"tahun": scope.year, "bagian": scope.part}
    names = office_names([(line.regency, line.figure) for line in lines])
    for line, name in zip(lines, names, strict=True):
        figure = line.figure
        yield HeatUnit(
            name=name,
            index=(figure.nik, figure.mutu),
            unsur=values_of(unsur.get((figure.tenant_id, figure.unit_id), ())),
            url=url_for("oversight.agency", regency=line.regency.slug, agency_id=figure.unit_id, **arguments),
            note=hidden_words() if figure.is_suppressed else "",
        )
