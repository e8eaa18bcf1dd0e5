"""Ranks that could be swapped: between units that cannot be told apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from puas.domain.rank_range import Measured, RankRange, rank_range


def _units(*units: tuple[str, str | None]) -> list[Measured]:
    return [(Decimal(nik), None if margin is None else Decimal(margin)) for nik, margin in units]


def _ranges(*units: tuple[str, str | None]) -> list[tuple[int, int]]:
    measured = _units(*units)
    found = [rank_range(each, measured) for each in measured]
    return [(each.best, each.last) for each in found]


def test_units_far_apart_keep_their_rank() -> None:
    assert _ranges(("90", "1"), ("80", "1"), ("70", "1")) == [(1, 1), (2, 2), (3, 3)]
    assert RankRange(2, 2).is_sure
    assert not RankRange(1, 2).is_sure


def test_neighbours_that_chance_could_swap_share_their_range_and_a_third_does_not() -> None:
    assert _ranges(("90", "1"), ("89", "1"), ("80", "1")) == [(1, 2), (1, 2), (3, 3)]


@pytest.mark.parametrize(("other", "last"), [("85.01", 2), ("85.00", 2), ("84.99", 1)])
def test_the_margin_of_a_difference_is_the_root_of_the_squares(other: str, last: int) -> None:
    assert _ranges(("90", "3"), (other, "4"))[0] == (1, last)


def test_a_wide_interval_reaches_over_many() -> None:
    assert _ranges(("90", "0.5"), ("85", "9"), ("80", "0.5")) == [(1, 2), (1, 3), (2, 3)]


def test_without_a_margin_nothing_can_be_told_apart() -> None:
    assert _ranges(("90", None), ("50", "1"), ("40", "1")) == [(1, 3), (1, 2), (2, 3)]


def test_equal_units_without_any_spread_share_their_rank() -> None:
    assert _ranges(("90", "0"), ("90", "0"), ("89", "0")) == [(1, 2), (1, 2), (3, 3)]
