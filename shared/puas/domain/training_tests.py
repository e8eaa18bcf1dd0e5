"""The test before and after a training as somebody takes it: when it is open, what was drawn, and places instead of answers.

The key of an option never reaches the browser: a page shows options in the order drawn and sends back a place, 1 to 4.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from puas.domain.curricula import EVALUATION, TEST_AFTER, TEST_BEFORE, AgendaItem
from puas.domain.question_bank import BANK, DrawnQuestion, ItemStatistics, draw
from puas.domain.training_plan import CLOSED, OPEN

BEFORE, AFTER = "before", "after"
KINDS = (BEFORE, AFTER)
STEP_OF: Mapping[str, str] = {BEFORE: TEST_BEFORE, AFTER: TEST_AFTER, EVALUATION: EVALUATION}
"""The kind of agenda item during which it is taken; the evaluation of the training is opened the same way."""


class UnknownPlace(ValueError):
    """An answer that is no place of an option; `number` is the question's, counted from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def refusal_of(state: str, agenda: Sequence[AgendaItem], open_steps: Collection[str], step_kind: str) -> str:
    """Why nothing may be handed in now: session-closed, not-on-agenda, step-closed; empty where it may."""
    if state != OPEN:
        return "session-closed"
    steps = [item.key for item in agenda if item.kind == step_kind]
    if not steps:
        return "not-on-agenda"
    return "" if any(key in open_steps for key in steps) else "step-closed"


def drawn_for(seed: int, number: int, kind: str) -> tuple[DrawnQuestion, ...]:
    """The test of participant `number` of the session with this seed."""
    return draw(f"{seed}:{number}:test", kind=kind)


def to_plain(questions: Sequence[DrawnQuestion]) -> list[dict[str, Any]]:
    """As the test's row keeps them."""
    return [{"key": each.key, "options": list(each.options)} for each in questions]


def from_plain(rows: Sequence[Mapping[str, Any]]) -> tuple[DrawnQuestion, ...]:
    """Read what `to_plain` wrote; a question the bank no longer has is left out."""
    return tuple(DrawnQuestion(row["key"], tuple(row["options"])) for row in rows if row["key"] in BANK)


def answers_at(questions: Sequence[DrawnQuestion], places: Mapping[int, str]) -> dict[str, str]:
    """Answers by question for the places chosen, by the question's number; raises UnknownPlace for anything that is none."""
    found: dict[str, str] = {}
    for number, place in places.items():
        if not 1 <= number <= len(questions):
            raise UnknownPlace(number)
        question = questions[number - 1]
        known = {str(position): option for position, option in enumerate(question.options, start=1)}
        if place not in known:
            raise UnknownPlace(number)
        found[question.key] = known[place]
    return found


def place_of(question: DrawnQuestion, answers: Mapping[str, str]) -> int:
    """Which option was chosen, counted from 1; 0 where none was."""
    given = answers.get(question.key)
    return question.options.index(given) + 1 if given in question.options else 0


def unanswered(questions: Sequence[DrawnQuestion], answers: Mapping[str, str]) -> tuple[int, ...]:
    """Numbers of the questions that were left open."""
    return tuple(number for number, each in enumerate(questions, start=1) if not place_of(each, answers))


def may_see_answers(state: str, agenda: Sequence[AgendaItem], finished: Collection[str]) -> bool:
    """Whether right answers and explanations are shown to somebody who finished these tests.

    Not while a test is still before them: whoever read the answers of the first would no longer be asked what they know.
    """
    kinds = [kind for kind in KINDS if any(item.kind == STEP_OF[kind] for item in agenda)]
    return bool(finished) and (state == CLOSED or all(kind in finished for kind in kinds))


WEAK_DISCRIMINATION = Fraction(1, 5)
HARDEST, EASIEST = Fraction(3, 10), Fraction(9, 10)
_FEWEST_ASKED = 10

MISLEADING, TELLS_LITTLE, TOO_HARD, TOO_EASY = "misleading", "tells-little", "too-hard", "too-easy"


def weaknesses(item: ItemStatistics) -> tuple[str, ...]:
    """What is wrong with a question, by name; nothing is said of one that fewer than ten were asked.

    The limits are those usual in classical item analysis (Ebel): difficulty between 0.3 and 0.9, discrimination from 0.2 up.
    """
    if item.asked < _FEWEST_ASKED:
        return ()
    told = item.discrimination
    found = []
    if told is not None and told < 0:
        found.append(MISLEADING)
    elif told is not None and told < WEAK_DISCRIMINATION:
        found.append(TELLS_LITTLE)
    if item.difficulty < HARDEST:
        found.append(TOO_HARD)
    elif item.difficulty > EASIEST:
        found.append(TOO_EASY)
    return tuple(found)


def strongest_distractor(item: ItemStatistics) -> tuple[str, int] | None:
    """The wrong answer most people took, with how many; the first of the bank where two are equal, None where nobody erred."""
    option, number = max(item.taken.items(), key=lambda pair: pair[1], default=("", 0))
    return (BANK[item.key].options[option], number) if number else None


@dataclass(frozen=True, slots=True)
class Score:
    """Right answers of a finished test."""

    right: int
    length: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.right, self.length) if self.length else Fraction(0)


def mean_share(scores: Sequence[Score]) -> Fraction | None:
    """The mean of what each got right; None of nobody."""
    return sum((each.share for each in scores), Fraction(0)) / len(scores) if scores else None
