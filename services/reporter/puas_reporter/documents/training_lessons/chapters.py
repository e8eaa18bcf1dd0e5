"""All chapters of a training, by topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from puas_reporter.documents.training_lessons import collecting, computing, follow_up, preparing, reading, report, rule
from puas_reporter.documents.training_lessons.lesson import Lesson
from puas_reporter.documents.training_lessons.material import Material

CHAPTERS: Mapping[str, Callable[[Material], Iterator[Lesson]]] = {
    "rule": rule.lessons,
    "preparing": preparing.lessons,
    "collecting": collecting.lessons,
    "computing": computing.lessons,
    "reading": reading.lessons,
    "follow-up": follow_up.lessons,
    "report": report.lessons,
}
"""By the topics of `domain.curricula`."""


def lessons_of(topic: str, material: Material) -> tuple[Lesson, ...]:
    """The lessons of a chapter; none of a topic nobody knows."""
    known = CHAPTERS.get(topic)
    return tuple(known(material)) if known else ()
