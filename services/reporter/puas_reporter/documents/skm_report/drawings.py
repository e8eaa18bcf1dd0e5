"""The charts of the report, each beside a table that says the same in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import ResultSnapshot
from puas.presentation import charts
from puas.presentation.charts import PAPER, Bar, DistributionRow, Slice, Threshold, TrendPoint
from puas.presentation.numbers import whole_number
from puas_reporter.documents.blocks import Figure, FigureRow
from puas_reporter.documents.skm_report.wording import unsur_name

_WIDTH = 540
_TREND_YEARS = 6
_DRAWN_PROFILES = ("gender", "age_group", "education", "occupation")


@dataclass(frozen=True, slots=True)
class ProfileRows:
    """One characteristic of the respondents with its categories as a form lists them."""

    dimension: str
    label: str
    rows: tuple[tuple[str, int], ...]


def unsur_figure(result: ResultSnapshot) -> Figure:
    """Bars per unsur with the letters' thresholds; the lowest three are set bold."""
    rule = edition(result.edition_id)
    bands = sorted(rule.bands, key=lambda band: band.nik_from)
    lowest = {each.slug for each in result.lowest()}
    bars = [Bar(unsur_name(result, each.slug), each.nik, each.mutu, marked=each.slug in lowest) for each in result.unsur]
    caption = f"Nilai per unsur dan batas mutu (n = {whole_number(result.respondents)}; tiga terendah dicetak tebal)"
    drawing = charts.unsur_bars(
        bars,
        thresholds=[Threshold(band.nik_from, band.letter) for band in bands[1:]],
        respondents=result.respondents,
        title="Nilai per unsur",
        chart_id="unsur",
        lowest=bands[0].nik_from,
        highest=bands[-1].nik_to,
        palette=PAPER,
        width=_WIDTH,
    )
    return Figure(caption, drawing, caption, 1.0)


def distribution_figure(result: ResultSnapshot) -> Figure:
    rows = [DistributionRow(unsur_name(result, each.slug), result.counts[each.slug]) for each in result.unsur]
    caption = f"Sebaran jawaban responden per unsur, nilai 1–4 (n = {whole_number(result.respondents)})"
    drawing = charts.distribution_bars(
        rows, respondents=result.respondents, title="Sebaran jawaban", chart_id="sebaran", palette=PAPER, width=_WIDTH
    )
    return Figure(caption, drawing, caption, 1.0)


def profile_figures(tables: Sequence[ProfileRows], respondents: int) -> list[FigureRow]:
    """Rings in pairs, so that a row fills the width of the page."""
    by_dimension = {table.dimension: table for table in tables if any(count for _, count in table.rows)}
    found = [(by_dimension[each].label, _ring(by_dimension[each])) for each in _DRAWN_PROFILES if each in by_dimension]
    pairs = [tuple(found[start : start + 2]) for start in range(0, len(found), 2)]
    return [
        FigureRow(f"Responden menurut {' dan '.join(label.lower() for label, _ in pair)} (n = {whole_number(respondents)})", pair)
        for pair in pairs
    ]


def _ring(table: ProfileRows) -> str:
    return charts.donut(
        [Slice(label, count) for label, count in table.rows],
        title=f"Responden menurut {table.label.lower()}", chart_id=table.dimension, palette=PAPER, width=300,
    )  # fmt: skip


def trend_figure(report: ReportSnapshot) -> Figure:
    points = [
        TrendPoint(point.label, point.nik, point.mutu, point.edition_name, point.respondents) for point in report.trend[-_TREND_YEARS:]
    ]
    caption = "Tren nilai SKM; garis terputus-putus menandai pergantian peraturan" if _rule_changes(points) else "Tren nilai SKM"
    target = report.target.nik if report.target else None
    drawing = charts.trend_line(points, title="Tren nilai SKM", chart_id="tren", target=target, palette=PAPER, width=_WIDTH)
    return Figure(caption, drawing, caption, 0.88)


def _rule_changes(points: list[TrendPoint]) -> bool:
    return len({point.rule for point in points}) > 1
