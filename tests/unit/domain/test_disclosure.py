"""What so few people said that it is shown to nobody outside: the numbers of the policy, written out."""

from __future__ import annotations

import pytest

from puas.domain.disclosure import hide_small_groups, may_be_published


@pytest.mark.parametrize(("respondents", "may"), [(0, False), (9, False), (10, True), (11, True)])
def test_an_index_is_that_of_ten_people_at_least(respondents: int, may: bool) -> None:
    assert may_be_published(respondents) is may


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((5, 10, 20), [5, 10, 20]),
        ((0, 5, 9), [0, 5, 9]),
        # A single small group would follow from the total: the smallest of the others goes with it.
        ((4, 10, 20), [None, None, 20]),
        ((4, 20, 10), [None, 20, None]),
        ((0, 4, 6, 7), [0, None, None, 7]),
        # Two small ones hide each other as soon as they are five together.
        ((2, 3, 20), [None, None, 20]),
        ((2, 2, 20, 30), [None, None, None, 30]),
    ],
)
def test_a_count_is_that_of_five_people_at_least(counts: tuple[int, ...], shown: list[int | None]) -> None:
    assert hide_small_groups(counts) == shown
