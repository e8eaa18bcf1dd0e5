"""Numbers on the sheets of registers: what is no whole number is never made into another one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from puas.domain.agency_details import Unreadable
from puas.domain.register_sheet import read_decimal, read_whole


@pytest.mark.parametrize(("text", "number"), [("4", 4), ("4.0", 4), ("-1", -1), ("1.163", 1163), ("1.163.000", 1163000), ("0", 0)])
def test_whole_numbers_with_points_of_thousands(text: str, number: int) -> None:
    assert read_whole(-5, 2_000_000)(text) == number


@pytest.mark.parametrize("text", ["0.4", "12.5", "4.50", "1.2.3", "1,5", "95%", "1e3", "٤", "4 5", "--4", ""])
def test_a_point_before_decimals_makes_no_larger_number(text: str) -> None:
    with pytest.raises(Unreadable, match="not-whole"):
        read_whole(0, 1_000_000)(text)


@pytest.mark.parametrize("text", ["6", "-1", "9" * 30])
def test_a_score_outside_the_scale_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="out-of-range"):
        read_whole(0, 5)(text)


@pytest.mark.parametrize(("text", "number"), [("88,31", "88.31"), ("88.31", "88.31"), ("95%", "95"), ("95,25 %", "95.25"), ("0", "0")])
def test_decimals_with_comma_or_point(text: str, number: str) -> None:
    assert read_decimal(Decimal(0), Decimal(100))(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1e1", "not-a-number"), ("1_0", "not-a-number"), ("NaN", "not-a-number"), ("1.234,5", "not-a-number"), ("9" * 50, "not-a-number"),
        ("100,01", "out-of-range"), ("-0,01", "out-of-range"), ("88,315", "too-many-places"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_decimal_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_decimal(Decimal(0), Decimal(100))(text)
