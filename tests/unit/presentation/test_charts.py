"""The drawings are well-formed, named, attribute-only and say their numbers and their n as text."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from puas.presentation import charts
from puas.presentation.charts import PAPER, SCREEN, Bar, DistributionRow, IntervalRow, Pair, Palette, Slice, Threshold, TrendPoint

SVG = "{http://www.w3.org/2000/svg}"
BARS = [
    Bar("Persyaratan", Decimal("88.31"), "A"),
    Bar("Sistem, Mekanisme, dan Prosedur <pelayanan> & lainnya", Decimal("76.60"), "C", marked=True),
    Bar("Biaya/Tarif", None, None),
]
THRESHOLDS = [Threshold(Decimal("65"), "C"), Threshold(Decimal("76.61"), "B"), Threshold(Decimal("88.31"), "A")]
POINTS = [
    TrendPoint("2014", Decimal("76.475"), "B", "Kepmenpan 25/2004"),
    TrendPoint("2024", None, None, "PermenPANRB 14/2017"),
    TrendPoint("2025", Decimal("76.48"), "C", "PermenPANRB 14/2017", 1163),
]

INTERVALS = [
    IntervalRow("Kabupaten Tirta Asri <utara>", Decimal("88.31"), Decimal("1.25"), "A", place="1"),
    IntervalRow("Kota Lembah & Bukit", Decimal("99.90"), Decimal("2.00"), "A", place="2"),
    IntervalRow("Kabupaten Kurang Sampel", Decimal("64.99"), None, "D", muted=True),
]

PAIRS = [
    Pair("Dasar & <manfaat>", Fraction(1, 3), Fraction(5, 6)),
    Pair("Pengolahan", Fraction(0), Fraction(1)),
    Pair("Laporan", None, Fraction(1, 200)),
]

DRAWINGS: dict[str, Callable[[Palette], str]] = {
    "bars": lambda p: charts.unsur_bars(BARS, thresholds=THRESHOLDS, respondents=1163, title="Per unsur", chart_id="a", palette=p),
    "trend": lambda p: charts.trend_line(POINTS, title="Tren", chart_id="b", target=Decimal("81.75"), palette=p),
    "spread": lambda p: charts.distribution_bars(
        [DistributionRow("Persyaratan", (1, 2, 30, 60)), DistributionRow("Biaya", (0, 0, 0, 0))],
        respondents=93, title="Sebaran", chart_id="c", palette=p,
    ),
    "radar": lambda p: charts.radar(BARS, respondents=1163, title="Bentuk", chart_id="d", palette=p),
    "meter": lambda p: charts.meter(51, 88, title="Kemajuan", chart_id="e", palette=p),
    "intervals": lambda p: charts.interval_dots(
        INTERVALS, thresholds=THRESHOLDS, title="Liga", chart_id="g", note="n = 1.163 responden", palette=p,
    ),
    "pairs": lambda p: charts.paired_bars(
        PAIRS, names=("Tes awal", "Tes akhir"), note="n = 12 peserta", title="Per materi", chart_id="h", palette=p,
    ),
    "donut": lambda p: charts.donut([Slice("Laki-laki", 30), Slice("Perempuan", 70)], title="Jenis kelamin", chart_id="f", palette=p),
}  # fmt: skip


def texts(drawing: str) -> list[str]:
    return [found.text or "" for found in ElementTree.fromstring(drawing).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("palette", [SCREEN, PAPER], ids=["screen", "paper"])
def test_a_drawing_is_well_formed_and_named(name: str, palette: Palette) -> None:
    drawing = DRAWINGS[name](palette)
    root = ElementTree.fromstring(drawing)
    assert root.get("role") == "img"
    named = [root.find(f"{SVG}{tag}") for tag in ("title", "desc")]
    assert all(found is not None and found.text for found in named)
    assert root.get("aria-labelledby") == " ".join(found.get("id", "") for found in named if found is not None)
    assert not re.search(r'style="|<style|<script|href=|url\(', drawing)
    assert ("currentColor" in drawing) == (palette is SCREEN)
    assert (root.get("width") is None) == (palette is SCREEN)


@pytest.mark.parametrize("name", DRAWINGS)
def test_everything_stays_inside_the_picture(name: str) -> None:
    root = ElementTree.fromstring(DRAWINGS[name](PAPER))
    width, height = map(float, root.get("viewBox", "").split()[2:])
    for found in root.iter():
        for key, most in (("x", width), ("y", height), ("cx", width), ("cy", height), ("x1", width), ("x2", width)):
            assert 0 <= float(found.get(key, "0")) <= most, (found.tag, found.attrib)


def test_values_letters_and_n_stand_as_text() -> None:
    said = texts(DRAWINGS["bars"](PAPER))
    assert {"88,31", "76,60", "A", "C", "n = 1.163 responden", "tidak ada jawaban"} <= set(said)
    assert "0,00" not in said


def test_the_trend_marks_each_point_with_its_own_rule_and_letter() -> None:
    drawing = DRAWINGS["trend"](PAPER)
    assert {"76,48 B", "76,48 C"} <= set(texts(drawing))
    assert "Kepmenpan 25/2004" in drawing
    assert "target 81,75" in texts(drawing)


def test_the_line_breaks_where_the_rule_changes() -> None:
    points = [TrendPoint("2013", Decimal(70), "B", "25/2004"), TrendPoint("2018", Decimal(80), "B", "14/2017")]
    changed = charts.trend_line(points, title="t", chart_id="x", palette=PAPER)
    same = charts.trend_line([points[0], TrendPoint("2014", Decimal(80), "B", "25/2004")], title="t", chart_id="x", palette=PAPER)
    assert 'stroke-dasharray="2 4"' in changed
    assert 'stroke-dasharray="2 4"' not in same


def _height_of(drawing: str, said: str) -> float:
    found = re.search(rf'<text[^>]* y="([0-9.]+)"[^>]*>{re.escape(said)}<', drawing)
    assert found is not None
    return float(found[1])


def test_a_number_stands_below_the_lowest_point_of_a_line_where_it_would_cross_it() -> None:
    points = [TrendPoint(str(2020 + n), Decimal(value), "B", "14/2017") for n, value in enumerate((90, 84, 90, 84))]
    screen, paper = (charts.trend_line(points, title="t", chart_id="x", palette=each) for each in (SCREEN, PAPER))
    first, valley = _height_of(screen, "90,00 B"), _height_of(screen, "84,00 B")
    assert valley - first > _height_of(paper, "84,00 B") - _height_of(paper, "90,00 B") + 20
    # The last point is no valley: nothing goes up from it.
    last = charts.trend_line(points[:2], title="t", chart_id="x", palette=SCREEN)
    assert _height_of(last, "84,00 B") == _height_of(paper, "84,00 B")


def test_shares_are_written_where_there_is_room() -> None:
    said = texts(DRAWINGS["spread"](PAPER))
    assert {"65%", "32%", "n = 93 responden"} <= set(said)
    assert "1%" not in said


def test_markup_in_a_label_stays_text() -> None:
    drawing = charts.donut([Slice("<script>alert(1)</script>", 3)], title='"><b>', chart_id="g", palette=SCREEN, width=600)
    assert "<script" not in drawing and "<b>" not in drawing


def test_meter_says_what_is_missing() -> None:
    assert {"51 dari 88", "kurang 37 lagi"} <= set(texts(DRAWINGS["meter"](SCREEN)))
    assert "tercapai" in charts.meter(90, 88, title="t", chart_id="m")


def test_a_profile_with_many_groups_keeps_its_total() -> None:
    said = texts(charts.donut([Slice(f"Kelompok {n}", n) for n in range(1, 13)], title="t", chart_id="p", palette=PAPER))
    assert "78" in said and any(text.startswith("Selebihnya") for text in said)


def test_intervals_say_index_letter_and_margin_and_end_where_the_scale_ends() -> None:
    drawing = DRAWINGS["intervals"](PAPER)
    assert {"88,31", "±1,25", "99,90", "64,99", "D", "n = 1.163 responden"} <= set(texts(drawing))
    assert "1  Kabupaten Tirta Asri <utara>: 88,31 A (Sangat Baik) ± 1,25" in drawing.replace("&lt;", "<").replace("&gt;", ">")
    right = max(float(found.get("x2", "0")) for found in ElementTree.fromstring(drawing).iter(f"{SVG}line"))
    assert right == pytest.approx(360 - 92)
    # Without a margin there is no line to mistake for a narrow interval.
    alone = charts.interval_dots(INTERVALS[2:], thresholds=[], title="t", chart_id="x", note="n = 3", palette=PAPER)
    assert {found.get("stroke") for found in ElementTree.fromstring(alone).iter(f"{SVG}line")} == {PAPER.grid}


def test_no_interval_is_drawn_of_nothing() -> None:
    assert "n = 0" in texts(charts.interval_dots([], thresholds=THRESHOLDS, title="t", chart_id="x", note="n = 0"))


def test_a_long_label_of_an_interval_takes_two_lines_where_rows_are_high_enough() -> None:
    row = charts.IntervalRow("Dinas Penanaman Modal, Bengawan Jaya", Decimal("88.31"), None, "A")
    drawn = {
        height: texts(charts.interval_dots([row], thresholds=[], title="t", chart_id="x", note="n = 3", row_height=height))
        for height in (22, 14)
    }
    assert {"Dinas Penanaman", "Modal, Bengawan Jaya"} <= set(drawn[22])
    assert [each for each in drawn[14] if each.endswith("…")]


def test_pairs_say_both_shares_and_a_dash_where_nobody_was_asked() -> None:
    said = texts(DRAWINGS["pairs"](SCREEN))
    assert [each for each in said if each.endswith("%") or each == "–"] == ["33%", "83%", "0%", "100%", "–", "1%"]
    assert {"Tes awal", "Tes akhir", "n = 12 peserta"} <= set(said)
