"""The questionnaire as a form shows it: questions in order, with their four answers, and the profile questions.

Wording may vary by service type (a free service has no "mahal"), the slug and the four-step scale never do. A variant
is plain data, `{slug: {"text": ..., "answers": [four labels]}}`, each part optional.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from puas.domain.regulation.edition import Edition
from puas.domain.tally import SCORES

ANSWER_LETTERS = ("a", "b", "c", "d")
MOST_CHARACTERS = 300


class UnusableWording(ValueError):
    """A variant that changes more than words; `code` and `unsur` say what."""

    def __init__(self, code: str, unsur: str) -> None:
        super().__init__(f"{unsur}: {code}")
        self.code = code
        self.unsur = unsur


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One of the four answers."""

    score: int
    letter: str
    label: str


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question with its number in the order chosen."""

    number: int
    unsur: str
    name: str
    text: str
    answers: tuple[AnswerOption, ...]


def questionnaire(
    edition: Edition,
    wording: Mapping[str, Mapping[str, object]] | None = None,
    *,
    order: str = "questionnaire",
) -> tuple[FormQuestion, ...]:
    """The questions of an edition in one of its orders, with the given wording where it differs."""
    variants = wording or {}
    check_wording(edition, variants)
    return tuple(
        _form_question(edition, slug, number, variants.get(slug, {}))
        for number, slug in enumerate(edition.slugs(order), start=1)
    )


def check_wording(edition: Edition, wording: Mapping[str, Mapping[str, object]]) -> None:
    """Refuse a variant that names an unknown unsur, leaves a text empty or does not have exactly four answers."""
    for slug, variant in wording.items():
        if slug not in edition.slugs():
            raise UnusableWording("unknown_unsur", slug)
        if not variant.keys() <= {"text", "answers"}:
            raise UnusableWording("unknown_part", slug)
        if "text" in variant and not _is_text(variant["text"]):
            raise UnusableWording("unusable_text", slug)
        if "answers" in variant and not _are_four_texts(variant["answers"]):
            raise UnusableWording("not_four_answers", slug)


def _form_question(edition: Edition, slug: str, number: int, variant: Mapping[str, object]) -> FormQuestion:
    question = edition.question_about(slug)
    labels = variant.get("answers", question.answers)
    if not isinstance(labels, Sequence):
        raise UnusableWording("not_four_answers", slug)
    return FormQuestion(
        number=number,
        unsur=slug,
        name=edition.unsur_named(slug).name,
        text=str(variant.get("text", question.text)),
        answers=tuple(
            AnswerOption(score, letter, str(label))
            for score, letter, label in zip(SCORES, ANSWER_LETTERS, labels, strict=True)
        ),
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= MOST_CHARACTERS


def _are_four_texts(value: object) -> bool:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return False
    return len(value) == len(SCORES) and all(_is_text(each) for each in value) and len(set(value)) == len(value)
