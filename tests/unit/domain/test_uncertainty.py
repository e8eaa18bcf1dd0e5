"""The confidence interval: worked by hand, and tried against surveys of a population that is known."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

import pytest

from puas.domain.index_score import POOLED, SERVICE_MEAN, score_services, score_tally
from puas.domain.regulation.registry import edition
from puas.domain.rounding import round_half_up
from puas.domain.tally import Tally
from puas.domain.uncertainty import (
    Interval,
    Sampled,
    can_be_told_apart,
    interval,
    is_letter_stable,
    margin_of_agencies,
    margin_of_respondents,
    margin_of_services,
)

RULE = edition()
SLUGS = RULE.slugs()


def _alike(*four: int, population: int | None = None) -> Sampled:
    """Everybody answers all nine unsur; each unsur has these counts."""
    return Sampled(Tally.of_counts(sum(four), dict.fromkeys(SLUGS, four)), population)


def test_one_group_by_hand() -> None:
    # 50 threes and 50 fours: s² = 25/99, so s/√100 = 0.0502519 and 25 · t · that with t = 1.980 for 99 degrees of freedom,
    # read in the row of 60 because the table has none between: 25 · 2.000 · 0.0502519 = 2.5126, rounded up.
    assert margin_of_respondents(RULE, _alike(0, 0, 50, 50)) == Decimal("2.52")


def test_a_known_population_makes_it_narrower_and_a_census_leaves_no_doubt() -> None:
    # (1 - 100/400) under the root: 2.51260 · √0.75 = 2.17597.
    assert margin_of_respondents(RULE, _alike(0, 0, 50, 50, population=400)) == Decimal("2.18")
    assert margin_of_respondents(RULE, _alike(0, 0, 50, 50, population=100)) == Decimal("0.00")


def test_a_population_smaller_than_the_sample_is_not_believed() -> None:
    assert margin_of_respondents(RULE, _alike(0, 0, 50, 50, population=99)) == Decimal("2.52")


def test_few_respondents_pay_with_a_larger_quantile() -> None:
    # 5 threes and 5 fours: s² = 2.5/9, √(s²/10) = 0.1666667, t(9) = 2.262: 25 · 2.262 · 0.1666667 = 9.425.
    assert margin_of_respondents(RULE, _alike(0, 0, 5, 5)) == Decimal("9.43")


def test_unanimity_is_no_certainty() -> None:
    # As though one of ten had differed by a point: √(1/10/10) = 0.1, 25 · 2.262 · 0.1 = 5.655.
    assert margin_of_respondents(RULE, _alike(0, 0, 0, 10)) == Decimal("5.66")
    assert margin_of_respondents(RULE, _alike(0, 0, 0, 1000)) == Decimal("0.05")


def test_one_respondent_says_next_to_nothing() -> None:
    # √(9/4) = 1.5, 25 · 1.96 · 1.5 = 73.5: nearly the whole scale of 75 points.
    assert margin_of_respondents(RULE, _alike(0, 0, 1, 0)) == Decimal("73.50")


def test_two_respondents_far_apart_get_the_whole_scale_and_no_more() -> None:
    assert margin_of_respondents(RULE, _alike(1, 0, 0, 1)) == Decimal("75.00")


def test_unsur_whose_answers_are_surer_count_as_such() -> None:
    # Eight unsur as above and one where 100 are split 1 and 4: s² = 225/99, √(s²/100) = 0.1507557.
    # (8 · 0.0502519 + 0.1507557) / 9 = 0.0614190; 25 · 2 · that = 3.07095.
    counts = dict.fromkeys(SLUGS, (0, 0, 50, 50)) | {"waktu": (50, 0, 0, 50)}
    assert margin_of_respondents(RULE, Sampled(Tally.of_counts(100, counts))) == Decimal("3.08")


def test_the_weight_of_an_older_report_weighs_here_too() -> None:
    # 9 · 0.11 = 0.99 of 2.512595.
    assert margin_of_respondents(RULE, _alike(0, 0, 50, 50), weight="0.11") == Decimal("2.49")


def test_without_an_index_there_is_no_interval() -> None:
    tally = Tally.of_counts(10, {slug: (0, 0, 5, 5) for slug in SLUGS if slug != "biaya"})
    assert margin_of_respondents(RULE, Sampled(tally)) is None
    assert margin_of_services(RULE, [Sampled(tally)], aggregation=SERVICE_MEAN) is None
    assert margin_of_services(RULE, [], aggregation=POOLED) is None
    assert margin_of_agencies(RULE, [[Sampled(tally)], []], aggregation=SERVICE_MEAN) is None
    assert margin_of_agencies(RULE, [[Sampled(tally)]], aggregation=POOLED) is None


def test_the_mean_of_services_adds_up_their_variances() -> None:
    # Two services, standard errors of NIK 25 · 0.0502519 = 1.2562973 (99 degrees) and 25 · 0.1666667 = 4.1666667 (9 degrees).
    # Halves: variances 0.394571 and 4.340278, together 4.734848, root 2.175970.
    # Degrees: 4.734848² / (0.394571²/99 + 4.340278²/9) = 10.70, so t(10) = 2.228: 4.84806.
    services = [_alike(0, 0, 50, 50), _alike(0, 0, 5, 5)]
    assert margin_of_services(RULE, services, aggregation=SERVICE_MEAN) == Decimal("4.85")


def test_a_service_nobody_answered_changes_nothing() -> None:
    alone = margin_of_services(RULE, [_alike(0, 0, 50, 50)], aggregation=SERVICE_MEAN)
    silent = Sampled(Tally.empty(), 900)
    assert margin_of_services(RULE, [_alike(0, 0, 50, 50), silent], aggregation=SERVICE_MEAN) == alone == Decimal("2.52")


def test_pooled_services_are_one_group() -> None:
    # 110 respondents, 55 and 55: s² = 27.5/109, √(s²/110) = 0.0478913; 25 · 2.000 · that = 2.39457.
    services = [_alike(0, 0, 50, 50, population=500), _alike(0, 0, 5, 5)]
    assert margin_of_services(RULE, services, aggregation=POOLED) == Decimal("2.40")


def test_a_population_is_that_of_all_pooled_services_or_unknown() -> None:
    services = [_alike(0, 0, 50, 50, population=100), _alike(0, 0, 50, 50, population=300)]
    # 200 of 400: s² = 50/199, √(s²/200 · ½) = 0.0250626; t of 199 degrees in the row of 120: 25 · 1.980 · that = 1.24060.
    assert margin_of_services(RULE, services, aggregation=POOLED) == Decimal("1.25")


def test_a_regency_is_the_mean_of_its_agencies() -> None:
    # Each agency one service of 100: variance (1.2562973)²/4 each, root 0.888336, 198 degrees in the row of 120.
    agencies = [[_alike(0, 0, 50, 50)], [_alike(0, 0, 50, 50)]]
    assert margin_of_agencies(RULE, agencies, aggregation=SERVICE_MEAN) == Decimal("1.76")


def test_an_agency_without_an_index_takes_no_part_in_its_regency() -> None:
    without = Sampled(Tally.of_counts(500, {"waktu": (0, 0, 250, 250)}))
    for aggregation in (SERVICE_MEAN, POOLED):
        alone = margin_of_agencies(RULE, [[_alike(0, 0, 50, 50)]], aggregation=aggregation)
        assert margin_of_agencies(RULE, [[_alike(0, 0, 50, 50)], [without]], aggregation=aggregation) == alone == Decimal("2.52")


def test_blanks_widen_the_unsur_they_are_in() -> None:
    counts = dict.fromkeys(SLUGS, (0, 0, 50, 50)) | {"biaya": (0, 0, 5, 5)}
    # (8 · 0.0502519 + 0.1666667) / 9 = 0.0631868; nine degrees, that of the unsur with the fewest: 25 · 2.262 · that = 3.57322.
    assert margin_of_respondents(RULE, Sampled(Tally.of_counts(100, counts))) == Decimal("3.58")


def test_the_interval_stays_on_the_scale() -> None:
    assert interval(RULE, Decimal("99.00"), Decimal("2.00")) == Interval(Decimal("97.00"), Decimal("100.00"))
    assert interval(RULE, Decimal("25.50"), Decimal("2.00")) == Interval(Decimal("25.00"), Decimal("27.50"))


@pytest.mark.parametrize(
    ("nik", "margin", "stable"),
    # B is 76,61 to 88,30.
    [("82.00", "5.00", True), ("86.00", "2.30", True), ("86.00", "2.31", False), ("78.00", "1.39", True), ("78.00", "1.40", False)],
)
def test_a_letter_is_stable_when_no_end_has_another(nik: str, margin: str, stable: bool) -> None:
    assert is_letter_stable(RULE, Decimal(nik), Decimal(margin)) is stable


def test_two_units_are_told_apart_by_the_margin_of_their_difference() -> None:
    first, margin = Decimal("80.00"), Decimal("3.00")
    # √(3² + 4²) = 5.
    assert not can_be_told_apart((first, margin), (Decimal("85.00"), Decimal("4.00")))
    assert can_be_told_apart((first, margin), (Decimal("85.01"), Decimal("4.00")))
    assert not can_be_told_apart((first, Decimal(0)), (first, Decimal(0)))


Person = Sequence[int]


def _people(random: Random, number: int, *, alike: bool) -> list[Person]:
    """A population of citizens who either judge all unsur alike or each for itself."""
    scores, odds = (1, 2, 3, 4), (2, 8, 55, 35)
    if alike:
        return [random.choices(scores, odds) * len(SLUGS) for _ in range(number)]
    return [random.choices(scores, odds, k=len(SLUGS)) for _ in range(number)]


def _tally(people: Sequence[Person]) -> Tally:
    columns = zip(SLUGS, zip(*people, strict=True), strict=True)
    return Tally.of_counts(len(people), {slug: [column.count(score) for score in (1, 2, 3, 4)] for slug, column in columns})


@pytest.mark.parametrize("alike", [True, False])
@pytest.mark.parametrize(("asked", "population"), [(12, 4000), (60, 240)])
def test_at_least_95_of_100_intervals_hold_the_index_of_everybody(asked: int, population: int, alike: bool) -> None:
    random = Random(20260731)
    people = _people(random, population, alike=alike)
    truth = score_tally(RULE, _tally(people)).nik
    assert truth is not None
    held, surveys = 0, 300
    for _ in range(surveys):
        sampled = Sampled(_tally(random.sample(people, asked)), population)
        nik, margin = score_tally(RULE, sampled.tally).nik, margin_of_respondents(RULE, sampled)
        assert nik is not None
        assert margin is not None
        held += abs(nik - truth) <= margin
    # Two standard deviations of luck below 95 % where the bound is met exactly; far above where unsur are independent.
    assert held >= (0.925 if alike else 0.99) * surveys


def test_the_interval_of_a_mean_of_services_holds_too() -> None:
    random = Random(7)
    groups = [(_people(random, size, alike=True), asked) for size, asked in ((900, 40), (300, 25), (90, 12))]
    truth = score_services(RULE, [(str(number), _tally(people)) for number, (people, _) in enumerate(groups)]).chosen.nik
    assert truth is not None
    held = 0
    for _ in range(300):
        services = [Sampled(_tally(random.sample(people, asked)), len(people)) for people, asked in groups]
        found = score_services(RULE, [(str(number), each.tally) for number, each in enumerate(services)]).chosen.nik
        margin = margin_of_services(RULE, services, aggregation=SERVICE_MEAN)
        assert found is not None
        assert margin is not None
        held += abs(found - truth) <= margin
    assert held >= 0.925 * 300


def test_the_printed_index_is_what_the_margin_belongs_to() -> None:
    group = _alike(0, 3, 50, 47)
    nik, margin = score_tally(RULE, group.tally).nik, margin_of_respondents(RULE, group)
    assert nik is not None
    assert margin is not None
    ends = interval(RULE, round_half_up(nik, 2), margin)
    assert ends.high - ends.low == 2 * margin
