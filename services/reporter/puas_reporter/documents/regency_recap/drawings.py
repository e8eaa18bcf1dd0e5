"""Charts of a regency's recap; each stands beside a table that says the same in numbers."""

from __future__ import annotations

from puas.domain import recap_words
from puas.domain.recap_snapshot import RecapSnapshot
from puas.domain.regulation.registry import edition
from puas.presentation import charts
from puas.presentation.charts import PAPER, Bar, Threshold, TrendPoint
from puas.presentation.numbers import whole_number
from puas_reporter.documents.blocks import Figure

_WIDTH = 540
_SHORTER = (("Triwulan ", "TW "), ("Semester ", "Smt "), ("Tahun ", ""))


def unsur_figure(recap: RecapSnapshot) -> Figure:
    """Bars per unsur with the thresholds of the letters; the lowest three are set bold."""
    result = recap.result
    lowest = {each.slug for each in recap_words.weakest(recap)}
    bars = [Bar(recap_words.unsur_label(recap, each.slug), each.nik, each.mutu, marked=each.slug in lowest) for each in result.unsur]
    caption = f"Nilai per unsur {result.tenant.name} (n = {whole_number(result.respondents)}; tiga terendah dicetak tebal)"
    bands = sorted(edition(result.edition_id).bands, key=lambda band: band.nik_from)
    drawing = charts.unsur_bars(
        bars, thresholds=[Threshold(band.nik_from, band.letter) for band in bands[1:]], respondents=result.respondents,
        title="Nilai per unsur", chart_id="unsur", lowest=bands[0].nik_from, highest=bands[-1].nik_to, palette=PAPER, width=_WIDTH,
    )  # fmt: skip
    return Figure(caption, drawing, caption, 1.0)


def trend_figure(recap: RecapSnapshot) -> Figure:
    caption = "Tren indeks dan target; garis terputus-putus menandai pergantian peraturan"
    return Figure(caption, trend_drawing(recap, _WIDTH), caption, 1.0)


def trend_drawing(recap: RecapSnapshot, width: float) -> str:
    """The points with the line of the target."""
    points = [TrendPoint(short_label(each.label), each.nik, each.mutu, each.edition_name, each.respondents) for each in recap.trend]
    target = recap.target.nik if recap.target else None
    return charts.trend_line(points, title="Tren indeks", chart_id="tren", target=target, palette=PAPER, width=width)


def short_label(label: str) -> str:
    """`Triwulan II 2026` as `TW II 2026`: room is scarce under a chart."""
    for long, short in _SHORTER:
        if label.startswith(long):
            return short + label.removeprefix(long)
    return label
