"""What an exercise of a training consists of: what is shown and asked, how answers are judged, and how it is worked out.

Sentences here are teaching material, so they are Indonesian in every language of the screen. Where a step refers to a page,
it names the page by a key and leaves the address to whoever shows it.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NUMBER, CHOICE, CHOICES, DONE = "number", "choice", "choices", "done"
"""A number with printed decimals, one of several options, any of several options, or something done elsewhere."""

RIGHT, WRONG, EMPTY, UNREADABLE, OPEN = "right", "wrong", "empty", "unreadable", "open"
"""How an answer was found. Open: nothing is said of it, because that would give the answer away."""

LONGEST_ANSWER = 200

Given = Mapping[str, Sequence[str]]
"""What was typed or ticked, by the key of the field, as it was sent."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `family` is its name whatever the participant's numbers are: what the room is stuck at is counted by it.

    `slack` is how many units of the last decimal a long calculation may lie aside without being wrong.
    """

    key: str
    family: str
    label: str
    kind: str = NUMBER
    places: int = 0
    options: tuple[Option, ...] = ()
    note: str = ""
    slack: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Figures to work with. A compact one keeps its columns on a phone."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the worked solution: what is computed, how, and what comes out."""

    title: str
    expression: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one answer. `fault` names the mistake; `page` leads to where something has to be done."""

    field: str
    state: str
    fault: str = ""
    words: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """All answers judged. `points` are hundredths of what was asked for; `notes` are sentences about the whole.

    `asked` and `found` are given where not every field asks for something, as with places of which only some are wrong.
    """

    verdicts: tuple[Verdict, ...]
    points: int
    notes: tuple[str, ...] = ()
    asked: int | None = None
    found: int | None = None

    @property
    def total(self) -> int:
        """How many right answers there can be."""
        return len(self.verdicts) if self.asked is None else self.asked

    @property
    def right(self) -> int:
        """How many there are."""
        return sum(each.state == RIGHT for each in self.verdicts) if self.found is None else self.found

    @property
    def is_solved(self) -> bool:
        """Whether everything is right."""
        return self.points == 100

    @property
    def is_unreadable(self) -> bool:
        """Whether an answer has to be typed again before it can be judged."""
        return any(each.state == UNREADABLE for each in self.verdicts)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered at all."""
        return all(each.state == EMPTY for each in self.verdicts)

    def of(self, field: str) -> Verdict | None:
        """The verdict on one field."""
        return next((each for each in self.verdicts if each.field == field), None)


class Task(ABC):
    """An exercise with one participant's numbers."""

    exercise: str
    is_live = False
    """Whether it is judged by what the tenant holds, and not by what is typed."""

    @property
    def pages(self) -> tuple[str, ...]:
        """Keys of pages the task is worked at, each with what it is about after a colon."""
        return ()

    @property
    @abstractmethod
    def paragraphs(self) -> tuple[str, ...]:
        """What is to be done, in plain words."""

    @property
    @abstractmethod
    def tables(self) -> tuple[Table, ...]:
        """The participant's own figures."""

    @property
    @abstractmethod
    def fields(self) -> tuple[Field, ...]:
        """What is asked."""

    @property
    @abstractmethod
    def hints(self) -> tuple[str, ...]:
        """From a reminder to half of the way."""

    @abstractmethod
    def check(self, given: Given) -> Checked:
        """Judge what was answered."""

    @abstractmethod
    def right_answers(self) -> dict[str, tuple[str, ...]]:
        """What `check` finds right, written as a participant would."""

    @abstractmethod
    def steps(self) -> tuple[Step, ...]:
        """The worked solution with the participant's own numbers."""

    def field(self, key: str) -> Field:
        """One field by its key."""
        return next(each for each in self.fields if each.key == key)

    def faults(self, checked: Checked) -> tuple[str, ...]:
        """`family:fault` of every wrong answer, each once: where somebody is stuck, whatever their numbers."""
        families = {each.key: each.family for each in self.fields}
        found = (f"{families.get(each.field, each.field)}:{each.fault}" for each in checked.verdicts if each.state == WRONG)
        return tuple(dict.fromkeys(found))


def first(given: Given, key: str) -> str:
    """The first value sent for a field, without spaces at its ends."""
    values = given.get(key, ())
    return values[0].strip()[:LONGEST_ANSWER] if values else ""


def points_of(verdicts: Sequence[Verdict]) -> int:
    """How many hundredths of the answers are right."""
    return 100 * sum(each.state == RIGHT for each in verdicts) // len(verdicts) if verdicts else 0
