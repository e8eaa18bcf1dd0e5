"""Charts of a province's recap; each stands beside a table that says the same in numbers."""

from __future__ import annotations

from decimal import Decimal

from puas.domain import province_words
from puas.domain.province_result import RegencyLine
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.regulation.registry import edition
from puas.presentation import charts
from puas.presentation.charts import PAPER, Bar, HeatRow, IntervalRow, Threshold, TrendPoint
from puas.presentation.numbers import whole_number
from puas_reporter.documents.blocks import Figure
from puas_reporter.documents.province_recap import wording
from puas_reporter.documents.regency_recap.drawings import short_label

_WIDTH = 540
_CLOSE_ROWS = 16.5


def by_index(snapshot: ProvinceSnapshot) -> list[RegencyLine]:
    """The regencies of the index, best first, whether ranked or not."""
    return sorted(snapshot.result.counted, key=lambda each: (-(each.nik or Decimal(0)), each.name))


def interval_figure(snapshot: ProvinceSnapshot) -> Figure:
    """Every regency with its interval."""
    result = snapshot.result
    rows = [
        IntervalRow(
            each.name, each.figures.nik, each.figures.margin, each.figures.mutu, place=str(each.rank or ""), muted=each.rank is None
        )
        for each in by_index(snapshot)
        if each.figures and each.figures.nik is not None
    ]
    note = f"n = {whole_number(result.respondents)} responden; garis mendatar: selang kepercayaan 95%; tanpa peringkat: sampel kurang"
    caption = f"Indeks kabupaten/kota dengan selang kepercayaannya (n = {whole_number(result.respondents)})"
    drawing = charts.interval_dots(
        rows, thresholds=_thresholds(snapshot), title="Indeks kabupaten/kota", chart_id="selang", note=note, palette=PAPER, width=_WIDTH,
        row_height=_CLOSE_ROWS, most_for_labels=_WIDTH * 0.45,
    )  # fmt: skip
    return Figure(caption, drawing, caption, 1.0)


def heat_figure(snapshot: ProvinceSnapshot) -> Figure:
    """Regencies × unsur."""
    result = snapshot.result
    slugs = [each.slug for each in result.unsur]
    rows = []
    for line in by_index(snapshot):
        values = {each.slug: each.nik for each in line.figures.unsur} if line.figures else {}
        rows.append(HeatRow(wording.marked_name(line), tuple(values.get(slug) for slug in slugs)))
    caption = "Nilai unsur menurut kabupaten/kota; makin gelap makin lemah dibanding rata-rata unsur itu"
    drawing = charts.heat_table(
        rows, columns=[wording.short_unsur(snapshot, slug) for slug in slugs], means=[result.unsur_index(each) for each in result.unsur],
        mean_label="Provinsi", respondents=result.respondents, title="Nilai unsur menurut kabupaten/kota", chart_id="peta",
        palette=PAPER, width=_WIDTH,
    )  # fmt: skip
    return Figure(caption, drawing, caption, 1.0)


def unsur_figure(snapshot: ProvinceSnapshot) -> Figure:
    """Bars per unsur by the declared mean, the lowest three bold."""
    result = snapshot.result
    lowest = {each.slug for each in province_words.lowest_unsur(result)}
    bars = [
        Bar(
            province_words.unsur_label(result, each.slug), result.unsur_index(each), result.unsur_mutu(each) or None,
            marked=each.slug in lowest,
        )
        for each in result.unsur
    ]  # fmt: skip
    caption = f"Nilai per unsur {result.province_name} (n = {whole_number(result.respondents)}; tiga terendah dicetak tebal)"
    bands = sorted(edition(result.edition_id).bands, key=lambda band: band.nik_from)
    drawing = charts.unsur_bars(
        bars, thresholds=_thresholds(snapshot), respondents=result.respondents, title="Nilai per unsur", chart_id="unsur",
        lowest=bands[0].nik_from, highest=bands[-1].nik_to, palette=PAPER, width=_WIDTH,
    )  # fmt: skip
    return Figure(caption, drawing, caption, 1.0)


def trend_figure(snapshot: ProvinceSnapshot) -> Figure:
    caption = "Tren indeks provinsi; garis terputus-putus menandai pergantian peraturan"
    return Figure(caption, trend_drawing(snapshot, _WIDTH), caption, 1.0)


def trend_drawing(snapshot: ProvinceSnapshot, width: float) -> str:
    points = [
        TrendPoint(short_label(each.label), each.nik, each.mutu, each.edition_name, each.respondents) for each in snapshot.result.trend
    ]
    return charts.trend_line(points, title="Tren indeks", chart_id="tren", target=None, palette=PAPER, width=width)


def _thresholds(snapshot: ProvinceSnapshot) -> list[Threshold]:
    bands = sorted(edition(snapshot.result.edition_id).bands, key=lambda band: band.nik_from)
    return [Threshold(band.nik_from, band.letter) for band in bands[1:]]
