"""The auditor on a small fixed set of made-up recaps; `./puas bench audit` does the same with many more."""

from __future__ import annotations

import pytest
from bench.audit import SEED, Score, score_all
from bench.recap_corpus import FAULTS, corpus


@pytest.fixture(scope="module")
def score() -> Score:
    return score_all(corpus(SEED, 1))


def test_causes_are_found(score: Score) -> None:
    assert len({cause for cause, *_ in FAULTS}) >= 25
    assert len(score.faulty) >= 40
    assert score.recall >= 0.97, score.missed
    assert set(score.found) == set(score.faulty), "every kind of fault is found at least once"


def test_clean_recaps_and_untouched_lines_are_left_alone(score: Score) -> None:
    assert score.clean >= 20
    assert (score.clean_with_findings, score.false_alarms) == (0, 0), score.alarms


def test_most_causes_are_named_alone(score: Score) -> None:
    assert score.named_alone >= 0.6 * sum(score.faulty.values())
