"""Rounding half up once, and the letter that follows from it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puas.domain.quality_grade import COMPARE_UNROUNDED, grade
from puas.domain.regulation.registry import all_editions, edition
from puas.domain.rounding import exact, round_half_up, truncate

NIK = st.fractions(25, 100, max_denominator=20_000)


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        ("88.305", 2, "88.31"),
        ("88.3049999", 2, "88.30"),
        ("2.5", 0, "3"),
        ("0.5", 0, "1"),
        ("-0.005", 2, "-0.01"),
        ("88.5", 2, "88.50"),
        ("100", 2, "100.00"),
        ("0.0004", 3, "0.000"),
    ],
)
def test_half_up(value: str, places: int, printed: str) -> None:
    assert str(round_half_up(exact(value), places)) == printed


@given(st.fractions(-200, 200), st.integers(0, 6))
def test_rounding_is_off_by_at_most_half_a_step(value: Fraction, places: int) -> None:
    rounded = round_half_up(value, places)
    assert abs(exact(rounded) - value) <= Fraction(1, 2 * 10**places)
    assert -rounded == round_half_up(-value, places)
    assert -(rounded.as_tuple().exponent) == places  # type: ignore[operator]


@given(st.fractions(0, 200), st.integers(0, 4))
def test_truncation_never_rounds_up(value: Fraction, places: int) -> None:
    cut = truncate(value, places)
    assert 0 <= value - exact(cut) < Fraction(1, 10**places)
    assert truncate(-value, places) == -cut


@given(NIK, NIK)
def test_a_higher_index_never_has_a_worse_letter(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    for rule in all_editions():
        assert grade(rule, low).perception <= grade(rule, high).perception


@given(NIK)
def test_printed_value_and_letter_never_disagree(nik: Fraction) -> None:
    rule = edition()
    printed = round_half_up(nik, 2)
    assert grade(rule, nik) == grade(rule, printed)
    band = grade(rule, nik).band
    assert band.nik_from <= printed <= band.nik_to
    assert grade(rule, nik, grading=COMPARE_UNROUNDED).perception <= grade(rule, nik).perception


@pytest.mark.parametrize("rule", all_editions(), ids=lambda rule: rule.id)
def test_bands_join_without_a_gap_at_two_decimals(rule: object) -> None:
    bands = edition(rule.id).bands  # type: ignore[attr-defined]
    for lower, upper in zip(bands, bands[1:], strict=False):
        assert upper.nik_from - lower.nik_to == Decimal("0.01")
    assert [band.letter for band in bands] == ["D", "C", "B", "A"]


@pytest.mark.parametrize(
    ("nik", "rounded", "unrounded"),
    [("88.3049", "B", "B"), ("88.305", "A", "B"), ("88.3099", "A", "B"), ("88.31", "A", "A"), ("64.995", "C", "D"), ("65", "C", "C")],
)
def test_the_policy_decides_between_two_rows(nik: str, rounded: str, unrounded: str) -> None:
    assert grade(edition(), exact(nik)).mutu == rounded
    assert grade(edition(), exact(nik), grading=COMPARE_UNROUNDED).mutu == unrounded


def test_below_the_table_and_unknown_policy() -> None:
    assert grade(edition(), Decimal("24.75")).mutu == "D"
    with pytest.raises(ValueError, match="grading"):
        grade(edition(), Decimal(80), grading="strict")
