"""The form's questions, in both orders and with other words."""

from __future__ import annotations

import pytest

from puas.domain.questionnaire import UnusableWording, questionnaire
from puas.domain.regulation.registry import edition

RULE = edition()


def test_order_of_the_annex() -> None:
    questions = questionnaire(RULE)
    assert [question.number for question in questions] == list(range(1, 10))
    assert [question.unsur for question in questions[7:]] == ["sarpras", "pengaduan"]
    assert [question.unsur for question in questionnaire(RULE, order="body")[7:]] == ["pengaduan", "sarpras"]
    assert [(answer.letter, answer.score, answer.label) for answer in questions[3].answers] == [
        ("a", 1, "Sangat mahal"),
        ("b", 2, "Cukup mahal"),
        ("c", 3, "Murah"),
        ("d", 4, "Gratis"),
    ]


def test_words_may_differ() -> None:
    answers = ["Ada pungutan", "Kadang ada", "Jarang ada", "Tidak ada pungutan"]
    questions = questionnaire(RULE, {"biaya": {"text": "Apakah ada pungutan?", "answers": answers}})
    assert questions[3].text == "Apakah ada pungutan?"
    assert [answer.label for answer in questions[3].answers] == answers
    assert questions[0].text == RULE.question_about("persyaratan").text


@pytest.mark.parametrize(
    ("wording", "code"),
    [
        ({"keamanan": {"text": "x"}}, "unknown_unsur"),
        ({"biaya": {"score": "x"}}, "unknown_part"),
        ({"biaya": {"text": "  "}}, "unusable_text"),
        ({"biaya": {"text": "x" * 301}}, "unusable_text"),
        ({"biaya": {"answers": ["a", "b", "c"]}}, "not_four_answers"),
        ({"biaya": {"answers": ["a", "b", "c", "d", "e"]}}, "not_four_answers"),
        ({"biaya": {"answers": ["a", "b", "c", "c"]}}, "not_four_answers"),
        ({"biaya": {"answers": "abcd"}}, "not_four_answers"),
    ],
)
def test_the_scale_may_not(wording: dict[str, dict[str, object]], code: str) -> None:
    with pytest.raises(UnusableWording) as caught:
        questionnaire(RULE, wording)
    assert caught.value.code == code
