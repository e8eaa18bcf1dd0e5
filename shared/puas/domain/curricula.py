"""Plans of a training: what comes when, and for how long. The rule prescribes none, so all of these are proposals.

Source: no rundown of an SKM training was found published. The order of subjects follows the training decks in use: legal basis,
benefits, preparing, collecting, computing, reporting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

TALK = "talk"
EXERCISE = "exercise"
TEST_BEFORE = "test-before"
TEST_AFTER = "test-after"
EVALUATION = "evaluation"
BREAK = "break"
KINDS = (TALK, EXERCISE, TEST_BEFORE, TEST_AFTER, EVALUATION, BREAK)

HALF_DAY, ONE_DAY, TWO_DAYS = "half-day", "one-day", "two-days"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One step of a training. `key` is its name within the agenda, `topic` the slide chapter or the exercise it is about."""

    key: str
    day: int
    title: str
    minutes: int
    kind: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A curriculum Puas proposes."""

    key: str
    title: str
    items: tuple[AgendaItem, ...]

    @property
    def days(self) -> int:
        return max(item.day for item in self.items)


class UnusableAgenda(ValueError):
    """`reason`: empty, unknown-kind, unknown-topic, doubled-key, no-title, wrong-minutes, wrong-day; `item` counts from 1."""

    def __init__(self, reason: str, item: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.item = item


def to_plain(items: Sequence[AgendaItem]) -> list[dict[str, Any]]:
    """As a tenant's table keeps them."""
    return [asdict(item) for item in items]


def from_plain(rows: Sequence[Mapping[str, Any]]) -> tuple[AgendaItem, ...]:
    """Read what `to_plain` wrote."""
    return tuple(AgendaItem(**row) for row in rows)


TOPICS = ("rule", "preparing", "collecting", "computing", "reading", "follow-up", "report")
"""Chapters of the slides and handbook, and topics of the question bank."""

EXERCISES = ("hand-index", "sample-size", "worksheet", "old-recap", "followup-plan", "report")
"""Keys of the exercises, in the order they build on one another."""
