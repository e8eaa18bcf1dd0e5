"""Numbers as the country writes them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from puas.presentation import numbers


def test_writes_index_and_counts_the_indonesian_way() -> None:
    assert numbers.index_number(Decimal("88.306")) == "88,31"
    assert numbers.whole_number(1163) == "1.163"
    assert numbers.decimal_number("1234567.5", 2) == "1.234.567,50"
    assert numbers.average_number(Fraction(32, 9)) == "3,556"


def test_english_variant() -> None:
    assert numbers.decimal_number(Decimal("1163.5"), 1, "en") == "1,163.5"
    assert numbers.percentage(1, 3, language="en") == "33.3%"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(17661, 200), "88,31"),
        (Fraction(-17661, 200), "−88,31"),
        (Fraction(1, 3), "0,33"),
        (Decimal("2.675"), "2,68"),
    ],
)
def test_rounds_half_up_once_and_exactly(value: numbers.Figure, text: str) -> None:
    assert numbers.decimal_number(value, 2) == text


def test_missing_is_a_dash_and_not_zero() -> None:
    assert numbers.index_number(None) == "–"
    assert numbers.percentage(0, 0) == "–"
    assert numbers.signed_number(None) == "–"


def test_differences_carry_their_sign() -> None:
    assert numbers.signed_number(Decimal("0.87")) == "+0,87"
    assert numbers.signed_number(Decimal("-1.2")) == "−1,20"
    assert numbers.signed_number(Decimal("0.001")) == "0,00"
    assert numbers.signed_number(Decimal("-0.001")) == "0,00"


def test_percentages() -> None:
    assert numbers.percentage(483, 1163) == "41,5%"


def test_roman_numerals() -> None:
    assert [numbers.roman(n) for n in (1, 2, 3, 4, 9, 14, 2026)] == ["I", "II", "III", "IV", "IX", "XIV", "MMXXVI"]
    with pytest.raises(ValueError, match="start at one"):
        numbers.roman(0)
