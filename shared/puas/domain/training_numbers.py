"""Everybody's numbers for the printed exercises, made of the session's seed; and what the engine makes of them.

Forms, services and recap are those of the exercises on the screen: what is printed and what is typed in agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from puas.domain.exercises import seed_text
from puas.domain.exercises.hand_index import forms_of
from puas.domain.exercises.recap_with_errors import recap_of
from puas.domain.exercises.service_samples import populations_of
from puas.domain.index_score import IndexScore, UnsurScore, score_means, score_tally
from puas.domain.quality_grade import NIK_PLACES, grade
from puas.domain.regulation.edition import Edition
from puas.domain.rounding import round_half_up
from puas.domain.tally import SCORES, Tally, add_up

EXAMPLE_SEAT = 0
"""The number of nobody: participants count from 1."""

# How often the scores 1 to 4 are given where people are content, on the whole content, and not content.
_MOODS = ((0, 2, 10, 12), (1, 4, 12, 5), (3, 8, 8, 2))


@dataclass(frozen=True, slots=True)
class ServicePopulation:
    """A service, and how many people it serves in a year."""

    name: str
    population: int


@dataclass(frozen=True, slots=True)
class RecapRow:
    """A line of an old recap: sums of scores by unsur, and the index and letter somebody printed for it."""

    service: str
    respondents: int
    sums: tuple[int, ...]
    printed_nik: str
    printed_letter: str


@dataclass(frozen=True, slots=True)
class SeatNumbers:
    """The numbers of one participant. `forms` are filled questionnaires, scores in the rule's body order, None for a blank;
    `counts` how often each score was given, by unsur in that order."""

    number: int
    forms: tuple[tuple[int | None, ...], ...]
    services: tuple[ServicePopulation, ...]
    counts: tuple[tuple[int, int, int, int], ...]
    recap: tuple[RecapRow, ...]


def seat_numbers(rule: Edition, seed: int, number: int) -> SeatNumbers:
    """The numbers of a seat; the same ones whenever they are asked for."""
    return SeatNumbers(
        number,
        _forms(rule, seed_text(seed, number, "hand-index")),
        _services(rule, seed_text(seed, number, "sample-size")),
        _counts(rule, seed_text(seed, number, "worksheet")),
        _recap(rule, seed_text(seed, number, "old-recap")),
    )


def score_forms(rule: Edition, forms: Sequence[Sequence[int | None]]) -> IndexScore:
    """The index of some questionnaires, by the engine that scores every survey."""
    order = rule.slugs()
    return score_tally(rule, add_up(Tally.of_response(dict(zip(order, form, strict=True))) for form in forms))


def score_counts(rule: Edition, counts: Sequence[Sequence[int]]) -> IndexScore:
    """The same from how often each score was given."""
    respondents = max(sum(each) for each in counts)
    return score_tally(rule, Tally.of_counts(respondents, dict(zip(rule.slugs(), counts, strict=True))))


def score_sums(rule: Edition, row: RecapRow) -> IndexScore:
    """The same from the sums of a recap."""
    return score_means(rule, {slug: Fraction(total, row.respondents) for slug, total in zip(rule.slugs(), row.sums, strict=True)})


def weakest_first(score: IndexScore) -> tuple[UnsurScore, ...]:
    """The unsur from the lowest mean up; equal ones in the rule's order."""
    return tuple(sorted(score.unsur, key=lambda each: each.nrr if each.nrr is not None else Fraction(5)))


def is_right(rule: Edition, recap: Sequence[RecapRow], place: int) -> bool:
    """Whether index and letter follow from the means of a row, and those are not copied from a row above it."""
    row = recap[place]
    nik, letter, _ = printed_index(rule, score_sums(rule, row))
    above = [[Fraction(total, each.respondents) for total in each.sums] for each in recap[:place]]
    is_copied = [Fraction(total, row.respondents) for total in row.sums] in above
    return (nik, letter) == (row.printed_nik, row.printed_letter) and not is_copied


def printed_index(rule: Edition, score: IndexScore) -> tuple[str, str, str]:
    """NIK as it is printed, letter and predikat; only of a unit that has an index."""
    if score.nik is None:
        raise ValueError("a unit without an index prints none")
    quality = grade(rule, score.nik)
    return str(round_half_up(score.nik, NIK_PLACES)), quality.mutu, quality.predikat


def _forms(rule: Edition, seed: str) -> tuple[tuple[int | None, ...], ...]:
    return tuple(tuple(form[slug] for slug in rule.slugs()) for form in forms_of(seed, rule))


def _services(rule: Edition, seed: str) -> tuple[ServicePopulation, ...]:
    return tuple(ServicePopulation(name, population) for name, population in populations_of(seed, rule))


def _recap(rule: Edition, seed: str) -> tuple[RecapRow, ...]:
    return tuple(
        RecapRow(row.service, row.respondents, tuple(int(row.nrr[slug] * row.respondents) for slug in rule.slugs()), str(row.nik), row.mutu)
        for row in recap_of(seed, rule)
    )


def _counts(rule: Edition, seed: str) -> tuple[tuple[int, int, int, int], ...]:
    draw = Random(seed)  # noqa: S311 - numbers to practise with, made again from the seed
    respondents = draw.randint(80, 240)
    return tuple(_spread(draw.choices(SCORES, weights=draw.choice(_MOODS), k=respondents)) for _ in rule.unsur)


def _spread(given: Sequence[int]) -> tuple[int, int, int, int]:
    return (given.count(1), given.count(2), given.count(3), given.count(4))
