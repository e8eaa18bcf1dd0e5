"""The index: bounds, monotonicity, what blanks do, and both aggregations."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puas.domain.index_score import (
    NO_RESPONDENTS,
    POOLED,
    SERVICE_MEAN,
    UNANSWERED_UNSUR,
    score_agencies,
    score_means,
    score_services,
    score_tally,
)
from puas.domain.regulation.registry import edition
from puas.domain.tally import Tally, add_up
from tests.unit.domain.answers import SLUGS, complete_samples, samples, tally_of

RULE = edition()
Sample = list[dict[str, int | None]]


def _all(score: int, respondents: int = 1) -> Tally:
    return add_up(Tally.of_response(dict.fromkeys(SLUGS, score)) for _ in range(respondents))


@given(complete_samples)
def test_bounds(sample: Sample) -> None:
    score = score_tally(RULE, tally_of(sample))
    assert score.nik is not None and 25 <= score.nik <= 100
    assert score.ni is not None and score.nik == score.ni * 25
    assert all(each.nrr is not None and 1 <= each.nrr <= 4 for each in score.unsur)


@given(complete_samples, st.data())
def test_a_better_answer_never_lowers_the_index(sample: Sample, data: st.DataObject) -> None:
    which = data.draw(st.integers(0, len(sample) - 1))
    slug = data.draw(st.sampled_from(SLUGS))
    before = sample[which][slug]
    assert before is not None
    better = [dict(response) for response in sample]
    better[which][slug] = min(4, before + 1)
    low, high = score_tally(RULE, tally_of(sample)).nik, score_tally(RULE, tally_of(better)).nik
    assert low is not None and high is not None
    assert high > low if before < 4 else high == low


@given(complete_samples)
def test_complete_answers_weigh_alike(sample: Sample) -> None:
    total = sum(score for response in sample for score in response.values() if score)
    assert score_tally(RULE, tally_of(sample)).nik == Fraction(total * 25, 9 * len(sample))


@given(samples)
def test_an_index_or_a_reason(sample: Sample) -> None:
    score = score_tally(RULE, tally_of(sample))
    assert (score.nik is None) == (score.reason is not None)
    missing = tuple(slug for slug in SLUGS if all(response[slug] is None for response in sample))
    if score.reason is not None and score.reason.code == UNANSWERED_UNSUR:
        assert score.reason.unsur == missing
    if not missing:
        assert score.reason is None


def test_blanks_leave_the_denominator_of_their_unsur_only() -> None:
    sample: Sample = [dict.fromkeys(SLUGS, 4), {**dict.fromkeys(SLUGS, 2), "waktu": None}]
    score = score_tally(RULE, tally_of(sample))
    assert score.score_of("waktu").nrr == 4
    assert score.score_of("biaya").nrr == 3
    assert score.nik == Fraction(8 * 3 + 4, 9) * 25


def test_nobody() -> None:
    score = score_tally(RULE, Tally.empty())
    assert score.nik is None
    assert score.reason is not None and score.reason.code == NO_RESPONDENTS


def test_an_unsur_nobody_answered() -> None:
    score = score_tally(RULE, Tally.of_response({**dict.fromkeys(SLUGS, 3), "biaya": None}))
    assert score.nik is None and score.ni is None
    assert score.reason is not None and score.reason.unsur == ("biaya",)
    assert score.score_of("waktu").nrr == 3 and score.nik_of("waktu") == 75 and score.nik_of("biaya") is None


@pytest.mark.parametrize(("weight", "nik"), [("exact", 100), ("0.111", Fraction("99.9")), ("0.11", 99)])
def test_weights_of_all_fours(weight: str, nik: Fraction) -> None:
    assert score_tally(RULE, _all(4, 7), weight=weight).nik == nik


def test_service_mean_counts_each_service_once() -> None:
    services = [("besar", _all(4, 9)), ("kecil", _all(2, 1)), ("kosong", Tally.empty())]
    unit = score_services(RULE, services)
    assert unit.chosen is unit.simple_mean and unit.simple_mean.nik == 75
    assert unit.pooled.nik == Fraction(4 * 9 + 2, 10) * 25
    assert [name for name, _ in unit.members] == ["besar", "kecil"]
    assert [(name, reason.code) for name, reason in unit.left_out] == [("kosong", NO_RESPONDENTS)]
    assert score_services(RULE, services, aggregation=POOLED).chosen.nik == unit.pooled.nik


@given(st.lists(complete_samples, min_size=1, max_size=4))
def test_service_mean_is_the_mean_of_service_indexes(parts: list[Sample]) -> None:
    unit = score_services(RULE, [(str(number), tally_of(part)) for number, part in enumerate(parts)])
    indexes = [score.nik for _, score in unit.members if score.nik is not None]
    assert unit.simple_mean.nik == sum(indexes, Fraction(0)) / len(indexes)
    assert min(indexes) <= unit.simple_mean.nik <= max(indexes)


@given(complete_samples)
def test_one_service_gives_the_same_either_way(sample: Sample) -> None:
    unit = score_services(RULE, [("satu", tally_of(sample))])
    assert unit.simple_mean.nik == unit.pooled.nik


def test_a_service_without_one_unsur_takes_part_in_the_other_means() -> None:
    without_cost = Tally.of_response({**dict.fromkeys(SLUGS, 2), "biaya": None})
    unit = score_services(RULE, [("bayar", _all(4)), ("gratis", without_cost)])
    assert unit.simple_mean.score_of("biaya").nrr == 4
    assert unit.simple_mean.score_of("waktu").nrr == 3
    assert dict(unit.members)["gratis"].reason is not None
    assert unit.simple_mean.reason is None


def test_regency_is_the_mean_of_its_agencies() -> None:
    unscored = Tally.of_response({**dict.fromkeys(SLUGS, 4), "biaya": None})
    agencies = [(name, score_tally(RULE, tally), tally) for name, tally in
                [("a", _all(4, 30)), ("b", _all(2)), ("c", unscored), ("d", Tally.empty())]]  # fmt: skip
    unit = score_agencies(RULE, agencies)
    assert unit.chosen.nik == 75
    assert unit.pooled.respondents == 31
    assert [(name, reason.code) for name, reason in unit.left_out] == [("c", UNANSWERED_UNSUR), ("d", NO_RESPONDENTS)]


def test_published_means_are_scored_as_they_are() -> None:
    score = score_means(RULE, dict.fromkeys(SLUGS, Fraction(7, 2)))
    assert (score.nik, score.respondents) == (Fraction(175, 2), 0)
    assert {(each.answered, each.total) for each in score.unsur} == {(0, 0)}


def test_unknown_policies_are_refused() -> None:
    with pytest.raises(ValueError, match="aggregation"):
        score_services(RULE, [("a", _all(1))], aggregation="median")
    with pytest.raises(KeyError):
        score_tally(RULE, _all(1), weight="0.12")
    assert score_services(RULE, [], aggregation=SERVICE_MEAN).chosen.reason is not None
