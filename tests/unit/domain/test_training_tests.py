"""The test before and after a training: when it is open, places instead of answers, and what is told of its questions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from puas.domain.curricula import EXERCISE, TEST_AFTER, TEST_BEFORE, AgendaItem
from puas.domain.question_bank import BANK, RIGHT, TEST_LENGTH, ItemStatistics
from puas.domain.training_tests import (
    Score,
    UnknownPlace,
    answers_at,
    drawn_for,
    from_plain,
    may_see_answers,
    mean_share,
    place_of,
    refusal_of,
    strongest_distractor,
    to_plain,
    unanswered,
    weaknesses,
)

BOTH = (AgendaItem("first", 1, "Tes awal", 10, TEST_BEFORE), AgendaItem("last", 1, "Tes akhir", 10, TEST_AFTER))
TALK = (AgendaItem("x", 1, "Latihan", 10, EXERCISE, "hand-index"),)
KEY = next(iter(BANK))


@pytest.mark.parametrize(
    ("state", "agenda", "steps", "reason"),
    [
        ("open", BOTH, ["first"], ""),
        ("open", BOTH, ["last"], "step-closed"),
        ("open", BOTH, [], "step-closed"),
        ("open", TALK, ["x"], "not-on-agenda"),
        ("planned", BOTH, ["first"], "session-closed"),
        ("closed", BOTH, ["first"], "session-closed"),
    ],
)
def test_when_a_test_may_be_sent(state: str, agenda: tuple[AgendaItem, ...], steps: list[str], reason: str) -> None:
    assert refusal_of(state, agenda, steps, TEST_BEFORE) == reason


def test_a_place_leads_to_the_option_shown_there() -> None:
    questions = drawn_for(4711, 7, "before")
    assert len(questions) == TEST_LENGTH
    right = {number: str(each.options.index(RIGHT) + 1) for number, each in enumerate(questions, start=1)}
    answers = answers_at(questions, right)
    assert set(answers.values()) == {RIGHT}
    assert {str(place_of(each, answers)) for each in questions} == set(right.values())
    # The right answer must not stand at one place for all.
    assert len(set(right.values())) > 1


@pytest.mark.parametrize(("number", "place"), [(1, "0"), (1, "5"), (1, "-1"), (1, "a"), (1, ""), (1, "1.0"), (0, "1"), (15, "1")])
def test_a_place_that_is_none_is_refused(number: int, place: str) -> None:
    with pytest.raises(UnknownPlace) as fault:
        answers_at(drawn_for(1, 1, "before"), {number: place})
    assert fault.value.number == number


def test_what_was_left_open_is_known_by_number() -> None:
    questions = drawn_for(1, 1, "after")
    assert unanswered(questions, answers_at(questions, dict.fromkeys(range(1, 13), "1"))) == (13, 14)


def test_two_participants_get_other_questions_and_both_tests_of_one_share_none() -> None:
    mine, other, later = (drawn_for(4711, *which) for which in ((1, "before"), (2, "before"), (1, "after")))
    assert mine != other
    assert not {each.key for each in mine} & {each.key for each in later}


def test_a_question_the_bank_no_longer_has_is_left_out() -> None:
    questions = drawn_for(4711, 1, "before")
    rows = to_plain(questions)
    assert from_plain(rows) == questions
    assert from_plain([{**rows[0], "key": "no-more"}, *rows[1:]]) == questions[1:]


@pytest.mark.parametrize(
    ("state", "agenda", "finished", "seen"),
    [
        ("open", BOTH, ["before"], False),
        ("open", BOTH, ["after"], False),
        ("open", BOTH, ["before", "after"], True),
        ("closed", BOTH, ["before"], True),
        ("closed", BOTH, [], False),
        ("open", BOTH[:1], ["before"], True),
    ],
)
def test_answers_are_shown_once_no_test_is_to_come(state: str, agenda: tuple[AgendaItem, ...], finished: list[str], seen: bool) -> None:
    assert may_see_answers(state, agenda, finished) is seen


@pytest.mark.parametrize(
    ("asked", "right", "told", "found"),
    [
        (20, 12, Fraction(2, 5), ()),
        (20, 12, Fraction(1, 5), ()),
        (20, 12, Fraction(19, 100), ("tells-little",)),
        (20, 12, Fraction(0), ("tells-little",)),
        (20, 12, Fraction(-1, 100), ("misleading",)),
        (20, 5, None, ("too-hard",)),
        (20, 6, None, ()),
        (20, 19, None, ("too-easy",)),
        (20, 18, None, ()),
        (20, 19, Fraction(0), ("tells-little", "too-easy")),
        (9, 0, Fraction(-1), ()),
    ],
)
def test_weak_questions_are_named(asked: int, right: int, told: Fraction | None, found: tuple[str, ...]) -> None:
    assert weaknesses(ItemStatistics(KEY, asked, right, {}, told)) == found


def test_the_wrong_answer_most_people_took() -> None:
    assert strongest_distractor(ItemStatistics(KEY, 9, 2, {"b": 2, "c": 5, "d": 0}, None)) == (BANK[KEY].options["c"], 5)
    assert strongest_distractor(ItemStatistics(KEY, 9, 9, {"b": 0, "c": 0, "d": 0}, None)) is None


def test_the_mean_is_of_everybodys_share() -> None:
    assert mean_share([Score(7, 14), Score(14, 14)]) == Fraction(3, 4)
    assert mean_share([]) is None
