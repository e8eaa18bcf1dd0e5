"""The evaluation of a training: what can be kept, and that little is told of few."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from puas.domain.training_evaluation import STATEMENTS, Evaluation, UnusableEvaluation, checked, summary_of

FINE = Evaluation(dict.fromkeys(STATEMENTS, 3), " Latihannya ", "")


def test_what_is_kept_is_tidied_and_nothing_else_is() -> None:
    kept = checked(replace(FINE, ratings={**FINE.ratings, "name": 1}))
    assert (kept.liked, set(kept.ratings)) == ("Latihannya", set(STATEMENTS))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ratings": {**FINE.ratings, "time": 5}}, "time"),
        ({"ratings": {**FINE.ratings, "time": 0}}, "time"),
        ({"ratings": {}}, "useful"),
        ({"liked": "x" * 1001}, "liked"),
        ({"missed": "x" * 1001}, "missed"),
    ],
)
def test_what_cannot_be_kept_is_named(changes: dict[str, object], field: str) -> None:
    with pytest.raises(UnusableEvaluation) as fault:
        checked(replace(FINE, **changes))  # type: ignore[arg-type]
    assert fault.value.field == field


def test_below_five_answers_only_how_many_is_told() -> None:
    few = summary_of([FINE] * 4)
    assert (few.answers, few.statements, few.liked, few.missed, few.is_told) == (4, (), (), (), False)
    enough = summary_of([FINE] * 4 + [replace(FINE, ratings=dict.fromkeys(STATEMENTS, 4), liked="", missed="Waktu")])
    assert enough.is_told
    assert (enough.statements[0].counts, enough.statements[0].mean) == ((0, 0, 4, 1), Fraction(16, 5))
    assert (len(enough.liked), enough.missed) == (4, ("Waktu",))
