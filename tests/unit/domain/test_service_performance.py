"""The index of performance: exact under both rules, with what is missing named and every figure derived."""

from decimal import Decimal
from fractions import Fraction

import pytest

from puas.domain.performance_worksheet import performance_worksheet
from puas.domain.regulation.performance_edition import HIGHEST_SCORE, PerformanceEdition, UnknownIndicator
from puas.domain.regulation.performance_registry import UnknownPerformanceEdition, all_performance_editions, performance_edition
from puas.domain.rounding import round_half_up
from puas.domain.service_performance import (
    NO_ANSWER,
    NO_SCORE,
    ScoreOutOfRange,
    UserAnswers,
    category_of,
    checked_score,
    count_answers,
    score_performance,
    weak_indicators,
)

OLD, NEW = performance_edition("permenpanrb-17-2017"), performance_edition()


def sheet(edition: PerformanceEdition, form: str = "", score: int = 5, **other: int) -> dict[str, int]:
    return {each.code: score for each in edition.form(form).scored} | {code.replace("_", "."): value for code, value in other.items()}


def answers(score: int, form: str = "A", respondents: int = 10) -> UserAnswers:
    return count_answers(NEW, form, [{each.code: score for each in NEW.form(form).questions}] * respondents)


def test_the_rules_have_the_indicators_that_were_seen() -> None:
    assert [edition.name for edition in all_performance_editions()] == ["PermenPANRB 29/2022", "PermenPANRB 17/2017"]
    assert [len(OLD.form("").of_aspect(number)) for number in range(1, 7)] == [13, 7, 7, 5, 4, 1]
    assert [len(NEW.form("A").of_aspect(number)) for number in range(1, 8)] == [9, 5, 6, 4, 4, 2, 1]
    assert [len(NEW.form("B").of_aspect(number)) for number in range(1, 8)] == [8, 5, 6, 4, 4, 2, 1]
    assert [len(NEW.form("A").questions_of(number)) for number in range(1, 7)] == [4, 3, 4, 2, 1, 0]
    assert [len(NEW.form("B").questions_of(number)) for number in range(1, 7)] == [4, 1, 4, 1, 1, 0]
    assert NEW.form("A").indicator("A.06").name == "SKM yang dilaksanakan sesuai dengan PermenPANRB"
    assert [each.code for each in NEW.form("A").questions][-3:] == ["UA.12", "UA.14", "UA.15"]


@pytest.mark.parametrize("edition", all_performance_editions(), ids=lambda edition: edition.id)
def test_weights_sum_to_one_and_codes_are_unique(edition: PerformanceEdition) -> None:
    assert sum(each.weight for each in edition.scored_aspects) == 1  # type: ignore[misc]
    assert edition.evaluators_share + edition.users_share == 1
    codes = [each.code for form in edition.forms for each in form.indicators]
    codes += [each.code for form in edition.forms for each in form.questions]
    assert len(codes) == len(set(codes))
    for form in edition.forms:
        weights = edition.weight_set("exact").weights[form.id]
        assert set(weights) == {each.code for each in form.scored}
        for aspect in edition.scored_aspects:
            assert sum(weights[each.code] for each in form.of_aspect(aspect.number)) == 1
    for scale in edition.scales:
        assert all(edition.knows(code) for code in scale.codes)


def test_each_fitted_fraction_rounds_to_its_printed_weight() -> None:
    fitted, printed = OLD.weight_set("exact"), OLD.weight_set("printed")
    for code, weight in fitted.weights[""].items():
        assert Fraction(round_half_up(weight, 3)) == printed.weights[""][code], code
    assert fitted.basis.is_unverified and not printed.basis.is_unverified


def test_all_fives_are_five_exactly_and_slightly_less_with_printed_weights() -> None:
    assert score_performance(OLD, "", [sheet(OLD)]).index == 5
    with_printed = score_performance(OLD, "", [sheet(OLD)], weights="printed")
    assert with_printed.index == Fraction("4.99085") and with_printed.printed == Decimal("4.99")
    for form in ("A", "B"):
        outcome = score_performance(NEW, form, [sheet(NEW, form)], users=answers(5, form))
        assert outcome.index == 5 and outcome.category and outcome.category.letter == "A"
    nothing = score_performance(OLD, "", [sheet(OLD, score=0)])
    assert nothing.index == 0 and nothing.category and nothing.category.letter == "F"


def test_evaluators_and_users_are_taken_by_their_shares() -> None:
    outcome = score_performance(NEW, "A", [sheet(NEW, "A", 4)], users=answers(5))
    assert (outcome.evaluated, outcome.users, outcome.printed, outcome.respondents) == (4, 5, Decimal("4.25"), 10)
    assert outcome.category is not None and (outcome.category.letter, outcome.category.label) == ("A-", "Sangat Baik")


def test_answers_are_counted_by_statement_and_score() -> None:
    counted = count_answers(NEW, "A", [{"UA.01": 5, "UA.02": 0}, {"UA.01": 5}, {}])
    assert counted.respondents == 3
    assert (counted.counts["UA.01"], counted.counts["UA.02"]) == ((0, 0, 0, 0, 0, 2), (1, 0, 0, 0, 0, 0))
    assert set(counted.counts["UA.03"]) == {0} and len(counted.counts) == len(NEW.form("A").questions)


def test_users_are_the_plain_mean_of_five_aspects_not_of_all_statements() -> None:
    scores = {each.code: 5 if each.aspect == 1 else 0 for each in NEW.form("A").questions}
    outcome = score_performance(NEW, "A", [sheet(NEW, "A")], users=count_answers(NEW, "A", [scores]))
    assert outcome.users == 1


def test_information_is_asked_and_does_not_count() -> None:
    without = score_performance(NEW, "A", [sheet(NEW, "A", 4)], users=answers(4))
    with_it = score_performance(NEW, "A", [sheet(NEW, "A", 4, A_31=0)], users=answers(4))
    assert without.index == with_it.index == 4
    assert with_it.figure_of("A.31").value == 0 and not weak_indicators(with_it)
    assert [each.value for each in with_it.aspects if each.aspect.weight is None] == [None]


def test_several_evaluators_are_averaged_and_the_validator_decides() -> None:
    sheets = [sheet(NEW, "A", 4, A_01=5), sheet(NEW, "A", 4, A_01=2)]
    figure = score_performance(NEW, "A", sheets, users=answers(4)).figure_of("A.01")
    assert (figure.value, figure.mean, figure.spread) == (Fraction(7, 2), Fraction(7, 2), 3)
    decided = score_performance(NEW, "A", sheets, decisions={"A.01": 2}, users=answers(4))
    assert decided.figure_of("A.01").value == 2 and decided.figure_of("A.01").mean == Fraction(7, 2)
    assert decided.evaluated == 4 - 2 * Fraction(1, 9) * Fraction(24, 100)


def test_what_is_missing_gives_no_index_and_is_named() -> None:
    scores = sheet(NEW, "A")
    del scores["A.12"]
    outcome = score_performance(NEW, "A", [scores])
    assert (outcome.index, outcome.printed, outcome.category) == (None, None, None)
    assert [each.code for each in outcome.missing if each.kind == NO_SCORE] == ["A.12"]
    assert len([each for each in outcome.missing if each.kind == NO_ANSWER]) == 14
    # What one evaluator left out another may have scored, or the validator decided.
    assert not score_performance(NEW, "A", [scores, sheet(NEW, "A")], users=answers(5)).missing
    assert not score_performance(NEW, "A", [scores], decisions={"A.12": 3}, users=answers(5)).missing
    nothing = score_performance(NEW, "A", [])
    assert (nothing.index, nothing.respondents, nothing.figure_of("A.12").mean, nothing.figure_of("A.12").spread) == (None, 0, None, 0)


def test_a_statement_nobody_answered_gives_no_index() -> None:
    partly = count_answers(NEW, "A", [{each.code: 5 for each in NEW.form("A").questions if each.code != "UA.15"}])
    outcome = score_performance(NEW, "A", [sheet(NEW, "A")], users=partly)
    assert (outcome.index, outcome.users, outcome.evaluated) == (None, None, 5)
    assert [each.code for each in outcome.missing] == ["UA.15"]


@pytest.mark.parametrize("score", [6, -1, True, 2.0, "5", None])
def test_no_other_score_than_0_to_5(score: object) -> None:
    with pytest.raises(ScoreOutOfRange):
        checked_score(score)  # type: ignore[arg-type]
    with pytest.raises(ScoreOutOfRange):
        score_performance(OLD, "", [{"6": score}])  # type: ignore[dict-item]


def test_an_indicator_of_the_other_rule_or_form_is_refused() -> None:
    for edition, form, code in ((OLD, "", "A.01"), (NEW, "A", "1.a.K1"), (NEW, "A", "B.01"), (NEW, "A", "UA.01")):
        with pytest.raises(UnknownIndicator):
            score_performance(edition, form, [{code: 3}])
        with pytest.raises(UnknownIndicator):
            score_performance(edition, form, [], decisions={code: 3})
    with pytest.raises(UnknownIndicator):
        count_answers(NEW, "A", [{"UB.01": 3}])
    with pytest.raises(UnknownIndicator):
        score_performance(NEW, "A", [], users=UserAnswers(1, {"UB.01": (0, 0, 0, 1, 0, 0)}))
    with pytest.raises(UnknownPerformanceEdition):
        performance_edition("permenpanrb-14-2017")


@pytest.mark.parametrize("edition", all_performance_editions(), ids=lambda edition: edition.id)
def test_every_boundary_of_the_categories(edition: PerformanceEdition) -> None:
    letters = ["F", "E", "D", "C-", "C", "B-", "B", "A-", "A"]
    assert [each.letter for each in edition.categories] == letters
    for below, above in zip(edition.categories, edition.categories[1:], strict=False):
        assert above.lowest - below.highest == Decimal("0.01")
        assert category_of(edition, below.highest) is below and category_of(edition, above.lowest) is above
    assert category_of(edition, Decimal("0.00")).letter == "F" and category_of(edition, Decimal("5.00")).letter == "A"
    for outside in ("-0.01", "5.01", "4.505"):
        with pytest.raises(ValueError, match="no printed index"):
            category_of(edition, Decimal(outside))


def test_between_two_printed_bounds_the_index_is_rounded_first() -> None:
    # 4.505 by hand: the gap between A- (to 4.50) and A (from 4.51) is closed by rounding half up.
    assert category_of(OLD, round_half_up(Fraction("4.505"), 2)).letter == "A"
    assert category_of(OLD, round_half_up(Fraction("4.50499"), 2)).letter == "A-"


def test_weak_indicators_come_weakest_first() -> None:
    outcome = score_performance(NEW, "A", [sheet(NEW, "A", 5, A_02=1, A_09=0, A_30=1)], users=answers(5))
    assert [each.indicator.code for each in weak_indicators(outcome)] == ["A.09", "A.02", "A.30"]
    assert [each.indicator.code for each in weak_indicators(outcome, Fraction(0))] == ["A.09"]


@pytest.mark.parametrize("weights", ["exact", "printed"])
def test_the_worksheet_derives_every_figure(weights: str) -> None:
    outcome = score_performance(OLD, "", [sheet(OLD, score=4) | {"6": 1}, sheet(OLD, score=3)], weights=weights, decisions={"4.b.T": 2})
    sections = performance_worksheet(OLD, outcome)
    assert [section.heading.split(".")[0] for section in sections[:-1]] == [f"F-02 · Aspek {each.roman}" for each in OLD.aspects]
    for section, aspect in zip(sections, outcome.aspects, strict=False):
        *indicators, total = section.steps
        weighed = zip(indicators, aspect.indicators, strict=True)
        assert total.value == aspect.value == sum(step.value * (figure.weight or 0) for step, figure in weighed)
    evaluated, unrounded, printed = sections[-1].steps
    assert evaluated.value == outcome.evaluated == unrounded.value
    assert printed.value == Fraction(outcome.printed or 0)
    assert "keputusan validator" in {step.expression for section in sections for step in section.steps}


def test_the_worksheet_stops_where_something_is_missing() -> None:
    scores = sheet(NEW, "A")
    del scores["A.12"]
    sections = performance_worksheet(NEW, score_performance(NEW, "A", [scores], users=answers(5)))
    assert [step.name for step in sections[-1].steps] == ["F-03, nilai pengguna"]
    whole = performance_worksheet(NEW, score_performance(NEW, "A", [sheet(NEW, "A", HIGHEST_SCORE)], users=answers(4)))[-1].steps
    assert whole[-2].expression == "0,75 × 5 + 0,25 × 4" and whole[-1].shown == "4,75"
