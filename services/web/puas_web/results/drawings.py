"""The charts of the result pages, drawn from figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from puas.domain.regulation.edition import Edition
from puas.domain.report_snapshot import TrendPoint
from puas.domain.result_snapshot import FourCounts, ProfileTable, UnsurFigures
from puas.presentation import charts
from puas_web.layout import page_language
from puas_web.rule_words import profile_names, unsur_short
from puas_web.scope_choice import shorter_label

MOST_POINTS = 5
# As wide as a small phone shows them, so that their letters keep their size there.
_WIDTH = 310


def unsur_drawing(rule: Edition, unsur: Sequence[UnsurFigures], *, respondents: int, title: str, lowest: Sequence[str]) -> str:
    """Bars in the order of the rule, the lowest three in bold."""
    bars = [charts.Bar(unsur_short(each.slug, rule), each.nik, each.mutu, each.slug in lowest) for each in unsur]
    thresholds = [charts.Threshold(band.nik_from, band.letter) for band in rule.bands[1:]]
    return charts.unsur_bars(
        bars, thresholds=thresholds, respondents=respondents, title=title, chart_id="unsur", width=_WIDTH, language=page_language()
    )


def distribution_drawing(rule: Edition, counts: Mapping[str, FourCounts], *, respondents: int, title: str) -> str:
    """How the answers of each unsur spread over the scores 1 to 4."""
    rows = [charts.DistributionRow(unsur_short(slug, rule), counts[slug]) for slug in rule.slugs()]
    return charts.distribution_bars(rows, respondents=respondents, title=title, chart_id="sebaran", width=_WIDTH, language=page_language())


def trend_drawing(points: Sequence[TrendPoint], *, title: str, target: Decimal | None = None) -> str:
    """The newest points; the table beside it has all of them."""
    shown = [
        charts.TrendPoint(shorter_label(each.label), each.nik, each.mutu, each.edition_name, each.respondents)
        for each in points[-MOST_POINTS:]
    ]
    return charts.trend_line(shown, title=title, chart_id="tren", target=target, width=_WIDTH, language=page_language())


def profile_drawing(table: ProfileTable, *, title: str) -> str:
    """One profile question as a ring with its legend."""
    names = profile_names(table)
    slices = [charts.Slice(names[row.slug], row.respondents) for row in table.rows if row.respondents]
    return charts.donut(slices, title=title, chart_id=f"profil-{table.dimension}", language=page_language())
