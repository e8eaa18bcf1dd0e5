"""Tallies add up, in any order and any grouping, to the same counts as one pass over all answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puas.domain.tally import SCORES, Tally, UnsurCounts, add_up
from tests.unit.domain.answers import SLUGS, responses, samples, tally_of


def _counts(tally: Tally) -> dict[str, tuple[int, int, int, int]]:
    return {slug: tally.of(slug).as_tuple() for slug in SLUGS}


@given(samples)
def test_counts_are_those_of_the_answers(sample: list[dict[str, int | None]]) -> None:
    tally = tally_of(sample)
    assert tally.respondents == len(sample)
    for slug in SLUGS:
        given_scores = [response[slug] for response in sample if response[slug] is not None]
        assert tally.of(slug).as_tuple() == tuple(given_scores.count(score) for score in SCORES)
        assert tally.of(slug).answered == len(given_scores)
        assert tally.of(slug).total == sum(score for score in given_scores if score)


@given(samples, st.integers(0, 12))
def test_additivity(sample: list[dict[str, int | None]], cut: int) -> None:
    parts = tally_of(sample[:cut]) + tally_of(sample[cut:])
    assert parts.respondents == len(sample)
    assert _counts(parts) == _counts(tally_of(sample))


@given(samples.flatmap(lambda sample: st.tuples(st.just(sample), st.permutations(sample))))
def test_order_does_not_matter(both: tuple[list[dict[str, int | None]], list[dict[str, int | None]]]) -> None:
    sample, shuffled = both
    assert _counts(tally_of(sample)) == _counts(tally_of(shuffled))


@given(responses)
def test_adding_nothing_changes_nothing(response: dict[str, int | None]) -> None:
    tally = Tally.of_response(response)
    assert tally + Tally.empty() == Tally.empty() + tally == add_up([tally, Tally.empty()]) == tally


@pytest.mark.parametrize("wrong", [0, 5, -1, 999])
def test_other_scores_are_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match="1, 2, 3 or 4"):
        Tally.of_response({"waktu": wrong})


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        UnsurCounts(1, -1, 0, 0)
    with pytest.raises(ValueError, match="2 answers from 1 respondents"):
        Tally.of_counts(1, {"waktu": (1, 1, 0, 0)})
