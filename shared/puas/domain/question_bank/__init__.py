"""The question bank of the tests before and after a training, by topic; which questions a participant draws, and what answers tell.

Facts come from PermenPANRB 14/2017 as far as seen; where a question is about how Puas works, it names no source.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from puas.domain.curricula import TOPICS
from puas.domain.question_bank import collecting_and_computing, reading_and_reporting, rule_and_preparing
from puas.domain.question_bank.question import RIGHT, Question

__all__ = ["BANK", "RIGHT", "TEST_LENGTH", "DrawnQuestion", "ItemStatistics", "Question", "TopicGain", "count_right", "draw",
           "gain_by_topic", "item_statistics"]  # fmt: skip

BANK: Mapping[str, Question] = MappingProxyType(
    {
        question.key: question
        for source in (rule_and_preparing, collecting_and_computing, reading_and_reporting)
        for question in source.QUESTIONS
    }
)
TEST_LENGTH = 14
"""Questions in one test: two of each topic."""


@dataclass(frozen=True, slots=True)
class DrawnQuestion:
    """A question of somebody's test, with the keys of its options in the order they are shown."""

    key: str
    options: tuple[str, ...]

    @property
    def question(self) -> Question:
        return BANK[self.key]


def draw(seed: str, *, kind: str, length: int = TEST_LENGTH) -> tuple[DrawnQuestion, ...]:
    """The test of whoever the seed is made for. `kind` is before or after; both tests of a person share no question while the bank lasts.

    As many of each topic as the length allows, in the order of the topics, so that gain can be told topic by topic.
    """
    rng = random.Random(seed)  # noqa: S311 - a draw that can be repeated, no secret
    drawn: list[DrawnQuestion] = []
    each, more = divmod(length, len(TOPICS))
    for place, topic in enumerate(TOPICS):
        keys = [question.key for question in BANK.values() if question.topic == topic]
        rng.shuffle(keys)
        number = each + (place < more)
        chosen = keys[:number] if kind == "before" else (keys[number:] + keys[:number])[:number]
        for key in chosen:
            options = list(BANK[key].options)
            rng.shuffle(options)
            drawn.append(DrawnQuestion(key, tuple(options)))
    return tuple(drawn)


def count_right(questions: Iterable[str], answers: Mapping[str, str]) -> int:
    """How many of these questions were answered rightly; what was not answered is not right."""
    return sum(answers.get(key) == RIGHT for key in questions)


@dataclass(frozen=True, slots=True)
class TopicGain:
    """How a room did on a topic. Shares are of all answers asked for, exact; None where nobody was asked."""

    topic: str
    before: Fraction | None
    after: Fraction | None

    @property
    def gain(self) -> Fraction | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """How one question fared in a room: asked, right, and how often each wrong answer was taken.

    `discrimination` is the share of the better half who were right minus that of the weaker half (by their whole test); a question
    near or below zero says nothing about who knows more. None where the halves are too small to tell (fewer than five in each).
    """

    key: str
    asked: int
    right: int
    taken: Mapping[str, int]
    discrimination: Fraction | None

    @property
    def difficulty(self) -> Fraction:
        """Share of those asked who were right (classical item analysis: the larger, the easier)."""
        return Fraction(self.right, self.asked)


Paper = tuple[Sequence[str], Mapping[str, str]]
"""One finished test: the keys of its questions and the answers by key."""

_SMALLEST_HALF = 5


def gain_by_topic(before: Sequence[Paper], after: Sequence[Paper]) -> tuple[TopicGain, ...]:
    """Shares of right answers by topic, before and after."""
    return tuple(TopicGain(topic, _share(before, topic), _share(after, topic)) for topic in TOPICS)


def _share(papers: Sequence[Paper], topic: str) -> Fraction | None:
    asked = right = 0
    for questions, answers in papers:
        keys = [key for key in questions if key in BANK and BANK[key].topic == topic]
        asked += len(keys)
        right += count_right(keys, answers)
    return Fraction(right, asked) if asked else None


def item_statistics(papers: Sequence[Paper]) -> tuple[ItemStatistics, ...]:
    """Every question that was asked, in the order of the bank."""
    ranked = sorted(papers, key=lambda paper: Fraction(count_right(*paper), max(1, len(paper[0]))), reverse=True)
    middle = len(ranked) // 2
    better, weaker = ranked[:middle], ranked[len(ranked) - middle :]
    return tuple(found for key in BANK if (found := _statistics(key, papers, better, weaker)) is not None)


def _statistics(key: str, papers: Sequence[Paper], better: Sequence[Paper], weaker: Sequence[Paper]) -> ItemStatistics | None:
    answers = _answers(key, papers)
    if not answers:
        return None
    high, low = _answers(key, better), _answers(key, weaker)
    tells = min(len(high), len(low)) >= _SMALLEST_HALF
    return ItemStatistics(
        key=key,
        asked=len(answers),
        right=answers.count(RIGHT),
        taken={option: answers.count(option) for option in BANK[key].options if option != RIGHT},
        discrimination=_right_share(high) - _right_share(low) if tells else None,
    )


def _answers(key: str, papers: Sequence[Paper]) -> list[str]:
    """What was answered where the question was asked; empty text where it was left open."""
    return [answers.get(key, "") for questions, answers in papers if key in questions]


def _right_share(answers: Sequence[str]) -> Fraction:
    return Fraction(answers.count(RIGHT), len(answers))
