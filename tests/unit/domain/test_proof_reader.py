"""Contradictions in printed figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from puas.domain.proof_reader import (
    check_index,
    check_lowest_and_highest,
    check_months,
    ni_fits,
)
from puas.domain.regulation.registry import edition

RULE = edition()


@pytest.mark.parametrize(
    ("ni", "nik", "fits"),
    [("3.73", "93.16", True), ("3.53", "88.40", False), ("3.54", "88.50", True), ("3.27", "81.75", True), ("3.536", "88.40", True)],
)
def test_ni_beside_nik(ni: str, nik: str, fits: bool) -> None:
    assert ni_fits(RULE, ni=Decimal(ni), nik=Decimal(nik)) is fits


def test_letter_comes_from_nik() -> None:
    assert check_index(RULE, nik=Decimal("88.40"), mutu="A") == ()
    assert [each.code for each in check_index(RULE, nik=Decimal("88.25"), mutu="A")] == ["letter_does_not_fit"]
    assert [each.code for each in check_index(RULE, nik=Decimal("104.00"))] == ["out_of_range"]


def test_lowest_and_highest() -> None:
    low, high = {"waktu": Decimal("3.10"), "biaya": Decimal("3.50")}, {"produk": Decimal("3.50")}
    assert check_lowest_and_highest(low, high) == ()
    (finding,) = check_lowest_and_highest({**low, "pengaduan": Decimal("3.95")}, high)
    assert (finding.printed, finding.expected) == ("pengaduan 3.95", "produk 3.50")


def test_months() -> None:
    assert check_months(starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31), stated=12) == ()
    (finding,) = check_months(starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31), stated=6)
    assert (finding.printed, finding.expected) == ("6", "12")
