"""A trend in little room: figures, letters and verdicts by shape, gaps that stay gaps, and rules that are not joined."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

from puas.presentation.charts import SmallPoint, small_trend, verdict_look


def at(year: int, value: str | None, verdict: str = "good", letter: str = "A", rule: str = "x") -> SmallPoint:
    return SmallPoint(str(year), None if value is None else Decimal(value), letter, verdict, rule)


def drawn(*points: SmallPoint, places: int = 2) -> str:
    drawing = small_trend(points, title="Tren", chart_id="tren", places=places)
    ElementTree.fromstring(drawing)
    return drawing


def test_every_point_has_its_figure_letter_and_year() -> None:
    drawing = drawn(at(2025, "87.63", letter="B"), at(2026, "88.50"))
    assert "87,63 B" in drawing and "88,50 A" in drawing and ">2025<" in drawing


def test_a_verdict_is_told_by_its_shape() -> None:
    assert {verdict_look(each).shape for each in ("good", "fair", "weak", "unjudged")} == {"circle", "triangle", "diamond", "ring"}
    assert "<circle" in drawn(at(2026, "1.00")) and "<polygon" in drawn(at(2026, "1.00", "weak"))


def test_points_of_different_rules_are_joined_by_dots_only() -> None:
    assert "stroke-dasharray" not in drawn(at(2025, "1.00"), at(2026, "2.00"))
    assert "stroke-dasharray" in drawn(at(2025, "1.00"), at(2026, "2.00", rule="y"))


def test_a_year_without_a_figure_is_a_gap() -> None:
    drawing = drawn(at(2024, "1.00"), at(2025, None, letter=""), at(2026, "2.00"))
    assert "<line" not in drawing and "–" in drawing


def test_alike_all_the_way_and_a_single_point_are_drawn_too() -> None:
    assert drawn(at(2025, "80.00"), at(2026, "80.00")) and drawn(at(2026, "80.00")) and drawn()
    assert "80 A" in drawn(at(2026, "80.00"), places=0)
