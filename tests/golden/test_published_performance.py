"""Published indices of performance: each has the category that was printed with it, or that the table gives."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from puas.domain.regulation.performance_registry import all_performance_editions, performance_edition
from puas.domain.rounding import exact, round_half_up
from puas.domain.service_performance import category_of
from tests.golden.golden_data import published

CASES = [case for case in published() if case["kind"] == "ipp"]

# Kota Bogor 2019, as its article printed them.
BOGOR_2019 = (("4.53", "A", "Pelayanan Prima"), ("4.06", "A-", "Sangat Baik"), ("4.40", "A-", "Sangat Baik"))


@pytest.mark.parametrize(("index", "letter", "label"), BOGOR_2019)
def test_the_indices_of_bogor_have_their_printed_categories(index: str, letter: str, label: str) -> None:
    category = category_of(performance_edition("permenpanrb-17-2017"), Decimal(index))
    assert (category.letter, category.label) == (letter, label)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_published_indices_have_their_category_under_both_rules(case: dict[str, Any]) -> None:
    index = round_half_up(exact(case["published"]["ipp"]), 2)
    for edition in all_performance_editions():
        assert category_of(edition, index).letter == case["recomputed_category"]


def test_there_are_published_cases() -> None:
    assert len(CASES) == 6
