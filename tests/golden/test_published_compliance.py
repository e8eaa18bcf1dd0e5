"""Every published Ombudsman case comes out as it was printed, and every edge of every year's scale stands where it was printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from puas.domain.compliance_zone import (
    NoAssessmentHeld,
    change_between,
    grade_compliance,
)
from puas.domain.regulation.ombudsman import OF_2022, SCALES
from tests.golden.golden_data import published

CASES = [case for case in published() if case["kind"] == "ombudsman"]
NATIONAL = next(case for case in published() if case["id"] == "omb-national-2022")


def test_all_ombudsman_cases_are_here() -> None:
    assert len(CASES) == 23


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_published_zone(case: dict[str, Any]) -> None:
    grade = grade_compliance(int(case["period"]), Decimal(case["published"]["score"]))
    said = f"{grade.letter} {grade.zone} {grade.label.lower()}"
    for word in (case["published"]["zone"] or "").split():
        assert word in said.split()
    assert grade.zone in case["recomputed_zone"]
    assert case["recomputed_zone"].startswith(grade.letter)


@pytest.mark.parametrize(
    ("score", "year", "zone", "letter", "label"),
    [
        ("64.66", 2021, "kuning", "", ""),
        ("60.35", 2022, "kuning", "C", "Kualitas Sedang"),
        ("90.02", 2023, "hijau", "A", "Kualitas Tertinggi"),
        ("79.53", 2021, "kuning", "", ""),
        ("79.53", 2022, "hijau", "B", "Kualitas Tinggi"),
        ("75.64", 2021, "kuning", "", ""),
        ("45.16", 2022, "merah", "D", "Kualitas Rendah"),
        # Both ends of every band.
        ("0", 2018, "merah", "", ""), ("50", 2018, "merah", "", ""), ("51", 2018, "kuning", "", ""), ("80", 2018, "kuning", "", ""),
        ("81", 2018, "hijau", "", ""), ("100", 2018, "hijau", "", ""),
        ("0.00", 2021, "merah", "", ""), ("50.99", 2021, "merah", "", ""), ("51.00", 2021, "kuning", "", ""),
        ("80.99", 2021, "kuning", "", ""), ("81.00", 2021, "hijau", "", ""), ("100.00", 2021, "hijau", "", ""),
        ("0.00", 2022, "merah", "E", "Kualitas Terendah"), ("31.99", 2022, "merah", "E", "Kualitas Terendah"),
        ("32.00", 2022, "merah", "D", "Kualitas Rendah"), ("53.99", 2024, "merah", "D", "Kualitas Rendah"),
        ("54.00", 2023, "kuning", "C", "Kualitas Sedang"), ("77.99", 2022, "kuning", "C", "Kualitas Sedang"),
        ("78.00", 2022, "hijau", "B", "Kualitas Tinggi"), ("87.99", 2024, "hijau", "B", "Kualitas Tinggi"),
        ("88.00", 2022, "hijau", "A", "Kualitas Tertinggi"), ("100.00", 2024, "hijau", "A", "Kualitas Tertinggi"),
    ],
)  # fmt: skip
def test_zone_of_score(score: str, year: int, zone: str, letter: str, label: str) -> None:
    grade = grade_compliance(year, Decimal(score))
    assert (grade.zone, grade.letter, grade.label, grade.in_gap) == (zone, letter, label, False)


@pytest.mark.parametrize(
    ("score", "zone"), [("50.40", "merah"), ("50.50", "merah"), ("50.99", "merah"), ("80.49", "kuning"), ("80.50", "kuning")]
)
def test_score_between_two_printed_bands_is_marked(score: str, zone: str) -> None:
    grade = grade_compliance(2019, Decimal(score))
    assert grade.zone == zone
    assert grade.in_gap


def test_nobody_was_assessed_in_2020() -> None:
    with pytest.raises(NoAssessmentHeld):
        grade_compliance(2020, Decimal("70"))


@pytest.mark.parametrize("year", [2025, 2026, 2031])
def test_year_without_a_scale_has_no_zone(year: int) -> None:
    grade = grade_compliance(year, Decimal("91.20"))
    assert (grade.zone, grade.letter, grade.label, grade.band) == ("", "", "", None)


def test_scales_follow_one_another_without_hole() -> None:
    for earlier, later in zip(SCALES, SCALES[1:], strict=False):
        assert earlier.last_year is not None
        assert earlier.last_year + 1 == later.first_year


def test_weights_of_dimensions_are_a_hundred_percent() -> None:
    assert sum(each.weight or Decimal(0) for each in OF_2022.dimensions) == 100


def test_national_counts_of_letters_add_up_to_those_of_zones() -> None:
    """Institutions by letter and by zone, both as printed for 2024: the bands lead from one to the other."""
    letters = {"A": 337, "B": 157, "C": 70, "D": 14, "E": 9}
    zones = {band.letter: band.zone for band in OF_2022.bands}
    for zone, count in {"hijau": 494, "kuning": 70, "merah": 23}.items():
        assert sum(letters[letter] for letter in letters if zones[letter] == zone) == count


def test_shares_of_the_national_count_of_2022() -> None:
    counts, total = NATIONAL["published"]["hijau_kuning_merah"], NATIONAL["published"]["total"]
    assert [f"{Decimal(100 * count) / total:.2f}" for count in counts] == NATIONAL["published"]["percent"]


def test_change_of_madiun_as_published() -> None:
    change = change_between(grade_compliance(2023, Decimal("93.59")), grade_compliance(2024, Decimal("95.50")))
    assert (change.amount, change.steps, change.is_same_scale, change.restated) == (Decimal("1.91"), 0, True, None)


def test_change_over_a_change_of_scale_says_what_the_earlier_score_would_be() -> None:
    """Kabupaten Bogor: 75,64 to 79,53 was kuning to hijau, though the earlier score is kuning (C) by the later scale too."""
    change = change_between(grade_compliance(2021, Decimal("75.64")), grade_compliance(2022, Decimal("79.53")))
    assert (change.amount, change.steps, change.is_same_scale) == (Decimal("3.89"), 1, False)
    assert change.restated is not None
    assert (change.restated.year, change.restated.zone, change.restated.letter) == (2021, "kuning", "C")
