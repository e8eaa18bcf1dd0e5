"""What dimensions say about the score, and change over years."""

from __future__ import annotations

from decimal import Decimal

import pytest

from puas.domain import compliance_zone as zone
from puas.domain.compliance_zone import change_between, check_dimensions, grade_compliance
from puas.domain.regulation.ombudsman import SCALES, ComplianceScale

FOUR = {"input": Decimal("80.00"), "proses": Decimal("90.00"), "output": Decimal("85.00"), "pengaduan": Decimal("70.00")}
# 0.2185 · 80 + 0.3237 · 90 + 0.2424 · 85 + 0.2154 · 70 = 82.295
WEIGHTED = Decimal("82.30")


def test_dimensions_that_give_the_score() -> None:
    for score in ("82.29", "82.30"):
        check = check_dimensions(2023, Decimal(score), FOUR)
        assert check is not None and (check.outcome, check.weighted) == (zone.AGREES, WEIGHTED)
        assert check.difference == WEIGHTED - Decimal(score)
    # A hundredth off is their rounding, a little more is another score.
    tens = dict.fromkeys(FOUR, Decimal("10.00"))
    for score, outcome in (("10.01", zone.AGREES), ("9.99", zone.AGREES), ("10.02", zone.DIFFERS)):
        check = check_dimensions(2023, Decimal(score), tens)
        assert check is not None and check.outcome == outcome


def test_dimensions_that_give_another_score_are_told_with_the_difference() -> None:
    check = check_dimensions(2023, Decimal("90.02"), FOUR)
    assert check is not None
    assert (check.outcome, check.weighted, check.difference) == (zone.DIFFERS, WEIGHTED, Decimal("-7.72"))


def test_dimensions_printed_as_points_are_recognised() -> None:
    points = {"input": Decimal("17.48"), "proses": Decimal("29.13"), "output": Decimal("20.60"), "pengaduan": Decimal("15.08")}
    check = check_dimensions(2022, Decimal("82.30"), points)
    assert check is not None and (check.outcome, check.weighted) == (zone.AGREES_AS_POINTS, Decimal("82.29"))
    assert check.difference == Decimal("-0.01")
    for score, outcome in (("82.32", zone.AGREES_AS_POINTS), ("82.33", zone.DIFFERS)):
        check = check_dimensions(2022, Decimal(score), points)
        assert check is not None and check.outcome == outcome


def test_all_points_there_are_are_still_points() -> None:
    weights = {"input": Decimal("21.85"), "proses": Decimal("32.37"), "output": Decimal("24.24"), "pengaduan": Decimal("21.54")}
    check = check_dimensions(2022, Decimal("100.00"), weights)
    assert check is not None and check.outcome == zone.AGREES_AS_POINTS


def test_points_above_their_weight_are_no_points() -> None:
    points = {"input": Decimal("30.00"), "proses": Decimal("20.00"), "output": Decimal("20.00"), "pengaduan": Decimal("12.30")}
    check = check_dimensions(2022, Decimal("82.30"), points)
    assert check is not None and check.outcome == zone.DIFFERS


@pytest.mark.parametrize(
    ("year", "score", "dimensions", "outcome"),
    [
        (2023, Decimal("82.30"), {"input": Decimal("80")}, zone.INCOMPLETE),
        (2023, None, FOUR, zone.NOT_CHECKABLE),
        (2025, Decimal("82.30"), FOUR, zone.NOT_CHECKABLE),
    ],
)
def test_dimensions_that_cannot_be_checked(year: int, score: Decimal | None, dimensions: dict[str, Decimal], outcome: str) -> None:
    check = check_dimensions(year, score, dimensions)
    assert check is not None and check.outcome == outcome


def test_no_dimensions_no_check() -> None:
    assert check_dimensions(2023, Decimal("90.02"), {}) is None


def test_change_into_a_year_without_a_scale_has_no_steps_and_restates_nothing() -> None:
    change = change_between(grade_compliance(2024, Decimal("91.10")), grade_compliance(2025, None))
    assert (change.amount, change.steps, change.is_same_scale, change.restated) == (None, None, False, None)


def test_a_year_says_its_scale_or_that_it_is_not_known() -> None:
    known = grade_compliance(2023, Decimal("90"))
    assert known.scale is not None and known.scale_name == known.scale.name
    assert grade_compliance(2027, Decimal("90")).scale_name == "skala belum diketahui"


def test_two_years_of_unknown_scale_are_never_the_same_scale() -> None:
    assert not change_between(grade_compliance(2026, Decimal("90")), grade_compliance(2027, Decimal("91"))).is_same_scale


@pytest.mark.parametrize("scale", [each for each in SCALES if each.has_bands], ids=lambda each: each.id)
def test_both_ends_of_a_band_belong_to_it(scale: ComplianceScale) -> None:
    for band in scale.bands:
        for score in (band.low, band.high):
            grade = grade_compliance(scale.first_year, score)
            assert (grade.band, grade.in_gap) == (band, False), score
