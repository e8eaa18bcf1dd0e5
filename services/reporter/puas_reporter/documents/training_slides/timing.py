"""Which lessons there is time for, and how many minutes each slide has: together exactly those of the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from puas.domain.curricula import TALK, AgendaItem
from puas_reporter.documents.training_lessons.chapters import lessons_of
from puas_reporter.documents.training_lessons.lesson import Lesson
from puas_reporter.documents.training_lessons.material import Material

FEWEST_SLIDES, MOST_SLIDES = 25, 45
_MINUTES_PER_SLIDE = 5
_FEWEST_OF_A_TALK = 2


@dataclass(frozen=True, slots=True)
class Span:
    """When a slide is shown: from which minute of the day, and for how long; `step` is the title of its agenda item."""

    day: int
    start: int
    minutes: int
    step: str


def starts(items: Sequence[AgendaItem]) -> dict[str, int]:
    """The minute of its day at which each item begins."""
    found: dict[str, int] = {}
    gone: dict[int, int] = {}
    for item in items:
        found[item.key] = gone.get(item.day, 0)
        gone[item.day] = found[item.key] + item.minutes
    return found


def shares(minutes: int, number: int) -> tuple[int, ...]:
    """Minutes divided over slides: whole ones, as even as can be, the earlier slides the longer ones."""
    if number == 0:
        return ()
    each, rest = divmod(minutes, number)
    return tuple(each + (place < rest) for place in range(number))


def chosen_lessons(material: Material, others: int) -> dict[str, tuple[Lesson, ...]]:
    """By agenda item the lessons it has time for; `others` are the slides that stand anyway.

    A chapter that comes twice goes on where it stopped. What is left out is what ranks last.
    """
    talks = [item for item in material.session.agenda if item.kind == TALK and lessons_of(item.topic, material)]
    topics = list(dict.fromkeys(item.topic for item in talks))
    pools = {topic: lessons_of(topic, material) for topic in topics}
    minutes = {topic: sum(item.minutes for item in talks if item.topic == topic) for topic in topics}
    numbers = {
        topic: min(len(pools[topic]), max(_FEWEST_OF_A_TALK, round(minutes[topic] / _MINUTES_PER_SLIDE)), max(minutes[topic], 1))
        for topic in topics
    }
    _fit(numbers, pools, others)
    kept = {topic: _best(pools[topic], numbers[topic]) for topic in topics}
    return {item.key: part for topic in topics for item, part in _parted([each for each in talks if each.topic == topic], kept[topic])}


def _fit(numbers: dict[str, int], pools: dict[str, tuple[Lesson, ...]], others: int) -> None:
    """Take from the longest chapters what is too much, and give the shortest ones what is missing."""
    while numbers and others + sum(numbers.values()) > MOST_SLIDES:
        longest = max(numbers, key=lambda topic: numbers[topic])
        if numbers[longest] <= 1:
            return
        numbers[longest] -= 1
    while others + sum(numbers.values()) < FEWEST_SLIDES:
        room = [topic for topic in numbers if numbers[topic] < len(pools[topic])]
        if not room:
            return
        numbers[min(room, key=lambda topic: numbers[topic])] += 1


def _best(pool: tuple[Lesson, ...], number: int) -> tuple[Lesson, ...]:
    """The lessons that rank first, in teaching order."""
    places = sorted(range(len(pool)), key=lambda place: (pool[place].rank, place))[:number]
    return tuple(pool[place] for place in sorted(places))


def _parted(items: Sequence[AgendaItem], lessons: tuple[Lesson, ...]) -> list[tuple[AgendaItem, tuple[Lesson, ...]]]:
    """A chapter's lessons over the items that teach it, by their minutes."""
    whole, found, done, gone = sum(item.minutes for item in items) or 1, [], 0, 0
    for item in items:
        gone += item.minutes
        until = round(len(lessons) * gone / whole)
        found.append((item, lessons[done:until]))
        done = until
    return found
