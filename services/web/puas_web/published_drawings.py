"""Charts of published figures, which are records read back and no results: unsur, trend, intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from flask import Flask
from flask_babel import gettext as _

from puas.db.queries.shared_figures import FigureLine, UnsurLine
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.presentation import charts
from puas.presentation.numbers import whole_number
from puas_web.layout import page_language
from puas_web.rule_words import unsur_short
from puas_web.scope_choice import shorter_label

MOST_POINTS = 6
_WIDTH = 310
_INTERVAL_WIDTH = 360
# An office with its regency.
_INTERVAL_LABELS = 158
_EXTREMES = 3


def rule_of(line: FigureLine) -> Edition:
    """The rule a published figure was made by."""
    return edition(line.edition)


def unsur_bars_of(line: FigureLine, *, title: str) -> str:
    """Bars in the order of the rule, the lowest three in bold."""
    rule, values = rule_of(line), {each.slug: each for each in line.unsur}
    lowest = {each.slug for each in lowest_unsur(line)}
    bars = [
        charts.Bar(unsur_short(slug, rule), found.nik if found else None, (found.mutu if found else None) or None, slug in lowest)
        for slug, found in ((slug, values.get(slug)) for slug in rule.slugs())
    ]
    thresholds = [charts.Threshold(band.nik_from, band.letter) for band in rule.bands[1:]]
    return charts.unsur_bars(
        bars, thresholds=thresholds, respondents=line.respondents or 0, title=title, chart_id="unsur", width=_WIDTH,
        language=page_language(),
    )  # fmt: skip


def lowest_unsur(line: FigureLine, number: int = _EXTREMES) -> list[UnsurLine]:
    """The weakest unsur first."""
    known = [each for each in line.unsur if each.nik is not None]
    return sorted(known, key=lambda each: each.nik or Decimal(0))[:number]


def trend_of(points: Iterable[charts.TrendPoint], *, title: str, chart_id: str = "tren") -> str:
    """The newest points; the table beside it has all of them."""
    return charts.trend_line(list(points)[-MOST_POINTS:], title=title, chart_id=chart_id, width=_WIDTH, language=page_language())


def trend_points(lines: Iterable[FigureLine]) -> list[charts.TrendPoint]:
    """Figures of one unit as points, each with its own rule; a year that was hidden is a gap."""
    return [
        charts.TrendPoint(short_label(line), line.nik, line.mutu or None, rule_of(line).name, line.respondents)
        for line in sorted(lines, key=lambda each: (each.year, each.part))
    ]


def short_label(line: FigureLine) -> str:
    """`2026`, `TW II 2026`, `Smt I 2026`."""
    return shorter_label(line.scope.window.label)


def interval_drawing(rows: Sequence[charts.IntervalRow], *, title: str, respondents: int, rule: Edition) -> str:
    """Dots with their intervals, and the bands of the letters."""
    thresholds = [charts.Threshold(band.nik_from, band.letter) for band in rule.bands[1:]]
    note = _("n = %(number)s responden; garis: selang kepercayaan 95%%", number=whole_number(respondents, page_language()))
    return charts.interval_dots(
        rows, thresholds=thresholds, title=title, chart_id="selang", note=note, width=_INTERVAL_WIDTH, most_for_labels=_INTERVAL_LABELS,
        language=page_language(),
    )  # fmt: skip


def init_app(app: Flask) -> None:
    for drawing in (unsur_bars_of, trend_of, trend_points, interval_drawing, lowest_unsur, rule_of):
        app.add_template_global(drawing)
    app.add_template_global(edition, "current_rule")
