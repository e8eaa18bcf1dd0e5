"""Answers of a real mal pelayanan publik (Jepara, 2021): its index comes out through the domain's own function."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from puas.domain.mall_index import MallAgency, mall_index
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import Policies
from puas.domain.rounding import round_half_up
from puas.domain.tally import Tally
from tests.golden.golden_data import BODY, published, scores_adding_up_to, sums_and_counts

RULE = edition()
CASES = [case for case in published() if case["id"].startswith("jepara-mpp")]
WEIGHTS = {"exact": "exact_1/9", "0.111": "w0.111", "0.11": "w0.11"}


def _tally(case: dict[str, Any]) -> Tally:
    totals, counts = sums_and_counts(case)
    four = {
        slug: [scores_adding_up_to(total, count).count(score) for score in (1, 2, 3, 4)]
        for slug, total, count in zip(BODY, totals, counts, strict=True)
    }
    return Tally.of_counts(case["n"], four)


def test_all_cases_are_here() -> None:
    assert len(CASES) == 5


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_index_of_a_mall_of_one_agency(case: dict[str, Any], weight: str) -> None:
    policies = Policies(weight, "service-mean", "round-then-compare")
    mall = mall_index(RULE, [MallAgency("a", "MPP Jepara", "", _tally(case))], policies=policies)
    expected = round_half_up(Fraction(case["recomputed_ikm"][WEIGHTS[weight]]), 2)
    assert (mall.index.nik, mall.pooled.nik, mall.agencies[0].index.nik) == (expected, expected, expected)
    assert mall.respondents == case["n"]


def test_months_as_agencies_give_the_mean_of_their_indexes_and_all_answers_pooled() -> None:
    """Two different figures of the same answers: what each of them is must never be confused."""
    months = [case for case in CASES if "with-gaps" in case["id"]]
    agencies = [MallAgency(case["id"], case["period"], "", _tally(case)) for case in months]
    mall = mall_index(RULE, agencies, policies=Policies("exact", "service-mean", "round-then-compare"))
    exact = [Decimal(case["recomputed_ikm"]["exact_1/9"]) for case in months]
    assert mall.index.nik is not None and abs(mall.index.nik - sum(exact, Decimal(0)) / len(exact)) < Decimal("0.01")
    assert mall.pooled.nik != mall.index.nik
    assert mall.respondents == sum(case["n"] for case in months)
