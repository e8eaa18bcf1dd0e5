"""Krejcie and Morgan by formula and by table row, and the spread over services."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puas.domain.regulation.krejcie_morgan import TABLE_ROWS
from puas.domain.sample_size import TABLE, sample_size, spread_sample, still_missing


@pytest.mark.parametrize(("population", "size"), TABLE_ROWS)
def test_formula_reproduces_every_printed_row(population: int, size: int) -> None:
    assert sample_size(population) == size
    assert sample_size(population, policy=TABLE) == size


def test_between_rows_the_policies_differ() -> None:
    assert (sample_size(88), sample_size(88, policy=TABLE)) == (72, 73)
    assert sample_size(1_000_001, policy=TABLE) == sample_size(300_000_000, policy=TABLE) == 384


def test_never_more_than_there_are_people() -> None:
    assert [sample_size(population) for population in (0, 1, 2, 9)] == [0, 1, 2, 9]
    assert [sample_size(population, policy=TABLE) for population in (0, 1, 9)] == [0, 1, 9]


@given(st.integers(1, 2_000_000))
def test_more_people_never_need_fewer_respondents(population: int) -> None:
    for policy in ("formula", TABLE):
        assert sample_size(population, policy=policy) <= sample_size(population + 1, policy=policy) <= 384


def test_wrong_input() -> None:
    with pytest.raises(ValueError, match="negative"):
        sample_size(-1)
    with pytest.raises(ValueError, match="policy"):
        sample_size(10, policy="slovin")
    with pytest.raises(ValueError, match="negative"):
        spread_sample(10, [5, -1])


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=15))
def test_parts_add_up_and_fit(populations: list[int]) -> None:
    sample = sample_size(sum(populations))
    parts = spread_sample(sample, populations)
    assert sum(parts) == sample
    assert all(part <= population for part, population in zip(parts, populations, strict=True)) or not any(populations)
    if sample >= sum(1 for population in populations if population):
        assert all(part > 0 for part, population in zip(parts, populations, strict=True) if population)


def test_largest_remainder() -> None:
    assert spread_sample(351, [1840, 1210, 640, 270, 40]) == (161, 106, 56, 24, 4)
    assert spread_sample(10, [1, 1, 1]) == (4, 3, 3)
    assert spread_sample(3, [1000, 1, 1]) == (1, 1, 1)
    assert spread_sample(2, [0, 0]) == (1, 1)
    assert spread_sample(5, []) == ()
    # Of equal remainders the larger service gets the one left over; of equal donors the first gives; a single answer is not taken away.
    assert spread_sample(6, [1, 3]) == (1, 5)
    assert spread_sample(4, [100, 100, 1]) == (1, 2, 1)
    assert spread_sample(1, [10, 5]) == (1, 0)


def test_still_missing() -> None:
    assert (still_missing(351, 314), still_missing(10, 12), still_missing(None, 3)) == (37, 0, None)
