"""The question bank: what may stand in it, who draws what, and what answers tell."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest

from puas.domain.curricula import TOPICS
from puas.domain.printed_numbers import comma
from puas.domain.proof_reader import ni_fits
from puas.domain.quality_grade import grade
from puas.domain.question_bank import (
    BANK,
    RIGHT,
    TEST_LENGTH,
    collecting_and_computing,
    count_right,
    draw,
    gain_by_topic,
    item_statistics,
    reading_and_reporting,
    rule_and_preparing,
)
from puas.domain.regulation.registry import edition
from puas.domain.sample_size import sample_size

SEEDS = [f"{session}:{number}:test" for session in (1, 77) for number in range(1, 41)]


def test_every_topic_has_enough_for_both_tests() -> None:
    each = TEST_LENGTH // len(TOPICS)
    for topic in TOPICS:
        assert sum(question.topic == topic for question in BANK.values()) >= 2 * each, topic


@pytest.mark.parametrize("key", BANK)
def test_a_question_has_four_different_answers_and_says_why(key: str) -> None:
    question = BANK[key]
    assert question.topic in TOPICS
    assert len(set(question.options.values())) == 4
    assert question.options[RIGHT] == question.right
    assert question.why.endswith((".", "!", "?"))


def test_no_key_is_given_twice() -> None:
    sources = (rule_and_preparing, collecting_and_computing, reading_and_reporting)
    assert len(BANK) == sum(len(source.QUESTIONS) for source in sources)


def _printed_pair_fits(key: str) -> None:
    """The two figures of the question can come from one value, and lead to the letters its answers give."""
    rule, question = edition(), BANK[key]
    ni, nik = (Decimal(text.replace(",", ".")) for text in re.findall(r"\d+,\d\d", question.text))
    assert ni_fits(rule, ni=ni, nik=nik)
    for value, words in ((nik, question.right), (ni * rule.conversion, question.wrong[0])):
        assert f"{comma(value.quantize(Decimal('0.01')))} → {grade(rule, value).mutu}" in words
    assert grade(rule, nik).mutu != grade(rule, ni * rule.conversion).mutu


def test_figures_in_questions_are_those_of_the_engine() -> None:
    rule = edition()
    assert BANK["population-500"].right == f"{sample_size(500)} orang"
    assert grade(rule, Decimal("88.30")).mutu == "B"
    assert BANK["letter-b"].right.startswith("B")
    assert Decimal(BANK["conversion"].right.replace(",", ".")) == Decimal("3.60") * 25
    assert BANK["mean-of-unsur"].right == f"{Decimal(7 * 4 + 3 * 3) / 10:.3f}".replace(".", ",")
    _printed_pair_fits("letter-from-nik")
    assert BANK["nine-unsur"].right.startswith("Sembilan")
    assert len(rule.unsur) == 9
    assert rule.slugs("body")[7] == "pengaduan"


@pytest.mark.parametrize("kind", ["before", "after"])
def test_a_test_asks_as_much_of_every_topic(kind: str) -> None:
    for seed in SEEDS:
        topics = [drawn.question.topic for drawn in draw(seed, kind=kind)]
        assert len(topics) == TEST_LENGTH
        assert {topics.count(topic) for topic in TOPICS} == {2}


def test_both_tests_of_a_person_share_no_question() -> None:
    for seed in SEEDS:
        before = {drawn.key for drawn in draw(seed, kind="before")}
        assert before.isdisjoint(drawn.key for drawn in draw(seed, kind="after"))


def test_the_same_person_gets_the_same_test_and_neighbours_get_others() -> None:
    assert draw(SEEDS[0], kind="before") == draw(SEEDS[0], kind="before")
    assert len({draw(seed, kind="before") for seed in SEEDS}) == len(SEEDS)


def test_the_right_answer_has_no_place_of_its_own() -> None:
    places = [drawn.options.index(RIGHT) for seed in SEEDS for drawn in draw(seed, kind="before")]
    assert all(abs(places.count(place) - len(places) / 4) < len(places) / 10 for place in range(4))


def test_what_was_not_answered_is_not_right() -> None:
    assert count_right(["weight", "conversion", "letter-b"], {"weight": RIGHT, "conversion": "b"}) == 1


def test_gain_is_told_topic_by_topic() -> None:
    before = [(["weight", "conversion"], {"weight": RIGHT}), (["weight", "conversion"], {})]
    after = [(["letter-b", "rounding-once"], {"letter-b": RIGHT, "rounding-once": RIGHT})]
    found = {each.topic: each for each in gain_by_topic(before, after)}
    assert (found["computing"].before, found["computing"].after, found["computing"].gain) == (Fraction(1, 4), 1, Fraction(3, 4))
    assert (found["rule"].before, found["rule"].gain) == (None, None)


def test_item_statistics_tell_hard_questions_and_those_the_better_half_gets_wrong() -> None:
    strong = [(["weight", "letter-b", "conversion"], {"weight": "b", "letter-b": RIGHT, "conversion": RIGHT})] * 5
    weak = [(["weight", "letter-b", "conversion"], {"weight": RIGHT, "letter-b": "c"})] * 5
    found = {each.key: each for each in item_statistics([*weak, *strong])}
    assert found["weight"].difficulty == Fraction(1, 2)
    assert found["weight"].discrimination == -1
    assert found["letter-b"].discrimination == 1
    assert found["letter-b"].taken == {"b": 0, "c": 5, "d": 0}
    assert item_statistics(strong[:3])[0].discrimination is None
    assert item_statistics([]) == ()
