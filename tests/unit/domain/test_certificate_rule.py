"""Who gets a certificate."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from puas.domain.certificate_rule import (
    Achievement,
    CertificateRule,
    Offered,
    UnusableRule,
    check_rule,
    missing,
    offered_by,
    rule_of,
)
from puas.domain.curricula import EXERCISE, PROPOSALS, AgendaItem

RULE = CertificateRule(attendance=100, test=60, exercises=3, needs_evaluation=True)
DONE = Achievement(days_attended=2, days=2, test_right=9, test_length=14, exercises_solved=3, exercises=6, has_evaluated=True)


def test_whoever_did_everything_misses_nothing() -> None:
    assert missing(RULE, DONE) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"days_attended": 1}, "attendance"),
        ({"test_right": 8}, "test"),
        ({"test_right": 59, "test_length": 99}, "test"),
        ({"test_right": 0, "test_length": 0}, "test"),
        ({"exercises_solved": 2}, "exercises"),
        ({"has_evaluated": False}, "evaluation"),
    ],
)
def test_each_part_is_missed_by_itself(change: dict[str, Any], expected: str) -> None:
    assert missing(RULE, replace(DONE, **change)) == (expected,)


def test_a_rule_that_asks_for_nothing_is_met_by_everybody() -> None:
    nothing = CertificateRule(attendance=0, test=0, exercises=0)
    assert missing(nothing, Achievement(0, 1, 0, 0, 0, 0, has_evaluated=False)) == ()


def test_exactly_what_is_asked_is_enough() -> None:
    assert missing(replace(RULE, attendance=60), replace(DONE, days_attended=3, days=5, test_right=3, test_length=5)) == ()


def test_the_highest_and_the_lowest_rule_can_be_kept() -> None:
    everything = Offered(exercises=6, has_test=True, has_evaluation=True)
    check_rule(CertificateRule(attendance=100, test=100, exercises=6, needs_evaluation=True), offered=everything)
    check_rule(CertificateRule(attendance=0, test=0, exercises=0, needs_evaluation=False), offered=everything)


def test_no_more_exercises_are_asked_for_than_the_agenda_has() -> None:
    assert missing(RULE, replace(DONE, exercises_solved=1, exercises=1)) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"attendance": 101}, "attendance"),
        ({"attendance": -1}, "attendance"),
        ({"test": -1}, "test"),
        ({"test": 101}, "test"),
        ({"exercises": 7}, "exercises"),
    ],
)
def test_what_cannot_be_reached_is_refused(change: dict[str, Any], field: str) -> None:
    everything = Offered(exercises=6, has_test=True, has_evaluation=True)
    with pytest.raises(UnusableRule) as refused:
        check_rule(replace(RULE, **change), offered=everything)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("offered", "field"),
    [(Offered(6, has_test=False, has_evaluation=True), "test"), (Offered(6, has_test=True, has_evaluation=False), "evaluation")],
)
def test_what_the_agenda_does_not_have_cannot_be_asked_for(offered: Offered, field: str) -> None:
    with pytest.raises(UnusableRule) as refused:
        check_rule(RULE, offered=offered)
    assert refused.value.field == field


def test_what_is_proposed_can_be_reached_with_every_agenda() -> None:
    bare = (AgendaItem("x", 1, "Latihan", 20, EXERCISE, "report"), AgendaItem("y", 1, "Latihan lagi", 20, EXERCISE, "report"))
    for agenda in (bare, *(each.items for each in PROPOSALS)):
        check_rule(rule_of({}, offered_by(agenda)), offered=offered_by(agenda))
    assert rule_of({}, offered_by(bare)) == CertificateRule(attendance=100, test=0, exercises=1)
    assert rule_of(RULE.to_plain(), offered_by(bare)) == RULE


def test_a_rule_travels_as_plain_data() -> None:
    assert CertificateRule.from_plain(RULE.to_plain()) == RULE
    assert CertificateRule.from_plain({}) == CertificateRule()
