"""The province and chosen regencies over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from puas.db.queries.province_directory import RegencyEntry, list_regency_entries
from puas.db.queries.shared_figures import FigureLine, regencies_over_years
from puas.domain.regulation.registry import edition
from puas.presentation.charts import TrendPoint
from puas_web.access import CurrentTenant
from puas_web.database import db
from puas_web.province_board import ProvinceMeans, means_of, province_code_of
from puas_web.province_database import province_session
from puas_web.published_drawings import short_label, trend_points

CHOSEN = "daerah"
MOST_CHOSEN = 4


@dataclass(frozen=True, slots=True)
class YearMeans:
    """The province in one year."""

    label: str
    means: ProvinceMeans
    rule_name: str


@dataclass(frozen=True, slots=True)
class RegencyTrend:
    """One regency over the years."""

    entry: RegencyEntry
    points: Sequence[TrendPoint]


@dataclass(frozen=True, slots=True)
class TrendPage:
    """Means of each year, and the regencies chosen; `table` holds every regency by year."""

    years: Sequence[YearMeans]
    points: Sequence[TrendPoint]
    chosen: Sequence[RegencyTrend]
    entries: Sequence[RegencyEntry]
    table: Sequence[tuple[RegencyEntry, Sequence[FigureLine | None]]]


def trend_page(here: CurrentTenant, part: str) -> TrendPage:
    """The same part of every year there is."""
    entries = [each for each in list_regency_entries(db.session(), province_code=province_code_of(here)) if each.is_on_board]
    known = {each.tenant_id for each in entries}
    lines = [
        each
        for each in regencies_over_years(province_session(), province_code=province_code_of(here), part=part)
        if each.tenant_id in known
    ]
    by_year: dict[int, list[FigureLine]] = {}
    for line in lines:
        by_year.setdefault(line.year, []).append(line)
    years = [_year(each) for _year_number, each in sorted(by_year.items())]
    wanted = request.args.getlist(CHOSEN)[:MOST_CHOSEN]
    chosen = [RegencyTrend(entry, trend_points(_of(lines, entry))) for entry in entries if entry.slug in wanted]
    table = [(entry, [_in_year(lines, entry, year) for year in sorted(by_year)]) for entry in entries]
    return TrendPage(years, [_point(each) for each in years], chosen, entries, table)


def _year(lines: Sequence[FigureLine]) -> YearMeans:
    means = means_of(lines)
    return YearMeans(short_label(lines[0]), means, edition(means.edition_id).name)


def _point(year: YearMeans) -> TrendPoint:
    nik = year.means.simple_mean
    return TrendPoint(year.label, nik, year.means.letter_of(nik), year.rule_name, year.means.respondents)


def _of(lines: Sequence[FigureLine], entry: RegencyEntry) -> list[FigureLine]:
    return [each for each in lines if each.tenant_id == entry.tenant_id]


def _in_year(lines: Sequence[FigureLine], entry: RegencyEntry, year: int) -> FigureLine | None:
    return next((each for each in lines if each.tenant_id == entry.tenant_id and each.year == year), None)
