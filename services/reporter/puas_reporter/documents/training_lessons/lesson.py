"""A lesson: one thing to be taught, as it stands on a slide and as it is said."""

from __future__ import annotations

from dataclasses import dataclass

from puas_reporter.documents.slide_deck import Part


@dataclass(frozen=True, slots=True)
class Lesson:
    """`say` is for the speaker, `ask` a question to the room. Lessons of rank 1 are taught in the shortest training, those of rank 3 only
    where there is time."""

    title: str
    parts: tuple[tuple[Part, float], ...]
    say: str
    ask: str
    rank: int = 1
    source: str = ""
