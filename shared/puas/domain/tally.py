"""Additive counts of answers: the only thing figures are ever computed from.

A tally holds, per unsur, how often each score 1 to 4 was given. Tallies of disjoint groups of responses add up, in any
order, so every roll-up (months to a semester, services to an agency) is a sum and never an average of averages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

SCORES = (1, 2, 3, 4)

SERVICE, MALL = "service", "mall"
PROFILES = ("gender", "age_group", "education", "occupation", "disability", "channel")
DIMENSIONS = (SERVICE, *PROFILES, MALL)
"""What tallies are kept by. `service` carries the index; profiles are those of an agency's respondents; `mall` holds what was
answered at a counter of a mal pelayanan publik, and has no row of answers given elsewhere."""

CHANNELS: Mapping[str, str] = {
    "sticker": "Stiker QR",
    "poster": "Poster QR",
    "link": "Tautan",
    "kiosk": "Kios",
    "paper": "Formulir kertas",
    "import": "Impor berkas",
    "api": "Aplikasi lain",
}


@dataclass(frozen=True, slots=True)
class UnsurCounts:
    """How many respondents gave an unsur each of the four scores."""

    n1: int = 0
    n2: int = 0
    n3: int = 0
    n4: int = 0

    def __post_init__(self) -> None:
        if self.n1 < 0 or self.n2 < 0 or self.n3 < 0 or self.n4 < 0:
            raise ValueError(f"a count cannot be negative: {self.as_tuple()}")

    @classmethod
    def of_score(cls, score: int) -> Self:
        """The counts of one answer."""
        if score not in SCORES:
            raise ValueError(f"a score is 1, 2, 3 or 4, not {score!r}")
        return cls(*(int(score == each) for each in SCORES))

    @property
    def answered(self) -> int:
        """Respondents who answered; a blank leaves this unsur's denominator."""
        return self.n1 + self.n2 + self.n3 + self.n4

    @property
    def total(self) -> int:
        """Sum of the scores (the rule's nilai per unsur)."""
        return self.n1 + 2 * self.n2 + 3 * self.n3 + 4 * self.n4

    def as_tuple(self) -> tuple[int, int, int, int]:
        """Counts of the scores 1 to 4 in that order."""
        return (self.n1, self.n2, self.n3, self.n4)

    def __add__(self, other: "UnsurCounts") -> "UnsurCounts":
        return UnsurCounts(self.n1 + other.n1, self.n2 + other.n2, self.n3 + other.n3, self.n4 + other.n4)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts per unsur of a group of responses. An unsur that is absent was answered by nobody."""

    respondents: int
    counts: Mapping[str, UnsurCounts]

    def __post_init__(self) -> None:
        for slug, counts in self.counts.items():
            if counts.answered > self.respondents:
                raise ValueError(f"{slug}: {counts.answered} answers from {self.respondents} respondents")

    @classmethod
    def empty(cls) -> Self:
        """The tally of no responses."""
        return cls(0, {})

    @classmethod
    def of_response(cls, scores: Mapping[str, int | None]) -> Self:
        """The tally of one response: scores by slug, None where the respondent left a blank."""
        return cls(1, {slug: UnsurCounts.of_score(score) for slug, score in scores.items() if score is not None})

    @classmethod
    def of_counts(cls, respondents: int, counts: Mapping[str, Sequence[int]]) -> Self:
        """A tally from four plain numbers per unsur."""
        return cls(respondents, {slug: UnsurCounts(*four) for slug, four in counts.items()})

    def of(self, slug: str) -> UnsurCounts:
        """Counts of one unsur; all zero when nobody answered it."""
        return self.counts.get(slug, UnsurCounts())

    def __add__(self, other: "Tally") -> "Tally":
        slugs = [*self.counts, *(slug for slug in other.counts if slug not in self.counts)]
        return Tally(
            self.respondents + other.respondents, {slug: self.of(slug) + other.of(slug) for slug in slugs}
        )


def add_up(tallies: Iterable[Tally]) -> Tally:
    """The sum of any number of tallies, the empty one for none."""
    respondents = 0
    counts: dict[str, UnsurCounts] = {}
    for tally in tallies:
        respondents += tally.respondents
        for slug, each in tally.counts.items():
            counts[slug] = counts.get(slug, UnsurCounts()) + each
    return Tally(respondents, counts)
