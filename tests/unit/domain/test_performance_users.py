"""Form F-03: which filled forms are acceptable, and every fault of those that are not."""

from __future__ import annotations

import pytest

from puas.domain.performance_users import SCORE_WORDS, UnacceptableUsersForm, UsersFault, check_users_form
from puas.domain.regulation.performance_registry import performance_edition

FORM = performance_edition("permenpanrb-29-2022").form("A")
GOOD = {each.code: "4" for each in FORM.questions}
FIRST = FORM.questions[0].code


def faults(typed: dict[str, str], suggestion: str = "") -> tuple[UsersFault, ...]:
    with pytest.raises(UnacceptableUsersForm) as refused:
        check_users_form(FORM, typed, suggestion)
    return refused.value.faults


def test_six_scores_have_six_words() -> None:
    assert len(set(SCORE_WORDS)) == 6


@pytest.mark.parametrize("score", range(6))
def test_every_score_is_taken(score: int) -> None:
    assert check_users_form(FORM, {**GOOD, FIRST: str(score)}).scores[FIRST] == score


def test_what_a_user_cannot_judge_is_no_score() -> None:
    checked = check_users_form(FORM, {**GOOD, FIRST: "-"}, " Terima kasih\r\n\x00 ")
    assert FIRST not in checked.scores and len(checked.scores) == 13
    assert checked.suggestion == "Terima kasih"


@pytest.mark.parametrize("given", ["6", "-1", "4.0", "04", " 4", "four", "٤", "\x00"])
def test_what_is_no_score_is_told(given: str) -> None:
    assert faults({**GOOD, FIRST: given}) == (UsersFault(FIRST, "not-a-score"),)


def test_every_fault_is_told_at_once() -> None:
    found = faults({FIRST: "9", "A.01": "5", "unknown": "x"}, "a" * 2001)
    assert found[0] == UsersFault(FIRST, "not-a-score") and found[-1] == UsersFault("suggestion", "too-long")
    assert [each.code for each in found[1:-1]] == ["missing"] * 13


def test_a_form_on_which_nothing_is_known_says_nothing() -> None:
    assert faults(dict.fromkeys(GOOD, "-")) == (UsersFault("", "nothing-known"),)
