"""Everybody's numbers for the printed exercises, made of the session's seed; and what the engine makes of them.

Each exercise draws from a generator of its own, so that the numbers of one do not depend on another having been drawn before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random

from puas.domain.index_score import IndexScore, UnsurScore, score_means, score_tally
from puas.domain.quality_grade import NIK_PLACES, grade
from puas.domain.regulation.edition import Edition
from puas.domain.rounding import exact, round_half_up
from puas.domain.tally import SCORES, Tally, add_up

EXAMPLE_SEAT = 0
"""The number of nobody: participants count from 1."""

FORMS = 10
_SERVICES = (
    "Kartu Tanda Penduduk", "Kartu Keluarga", "Akta Kelahiran", "Surat Pindah", "Izin Usaha Mikro", "Kartu Identitas Anak",
    "Rawat Jalan", "Legalisasi Dokumen", "Surat Keterangan Usaha", "Pembayaran Pajak Daerah",
)  # fmt: skip
_RECAP_ROWS = 6
_MOST_SERVICES = 4
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
        _forms(rule, _generator(seed, number, "hand-index")),
        _services(_generator(seed, number, "sample-size")),
        _counts(rule, _generator(seed, number, "worksheet")),
        _recap(rule, _generator(seed, number, "old-recap")),
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


def printed_index(rule: Edition, score: IndexScore) -> tuple[str, str, str]:
    """NIK as it is printed, letter and predikat; only of a unit that has an index."""
    if score.nik is None:
        raise ValueError("a unit without an index prints none")
    quality = grade(rule, score.nik)
    return str(round_half_up(score.nik, NIK_PLACES)), quality.mutu, quality.predikat


def _generator(seed: int, number: int, exercise: str) -> Random:
    return Random(f"{seed}:{number}:{exercise}")  # noqa: S311 - numbers to practise with, made again from the seed


def _forms(rule: Edition, draw: Random) -> tuple[tuple[int | None, ...], ...]:
    moods = [draw.choice(_MOODS) for _ in rule.unsur]
    return tuple(tuple(draw.choices(SCORES, weights=mood)[0] for mood in moods) for _ in range(FORMS))


def _services(draw: Random) -> tuple[ServicePopulation, ...]:
    names = draw.sample(_SERVICES, draw.randint(2, _MOST_SERVICES))
    return tuple(ServicePopulation(name, draw.randint(4, 90) * 10 + draw.randint(0, 9)) for name in names)


def _counts(rule: Edition, draw: Random) -> tuple[tuple[int, int, int, int], ...]:
    respondents = draw.randint(80, 240)
    return tuple(_spread(draw.choices(SCORES, weights=draw.choice(_MOODS), k=respondents)) for _ in rule.unsur)


def _spread(given: Sequence[int]) -> tuple[int, int, int, int]:
    return (given.count(1), given.count(2), given.count(3), given.count(4))


def _recap(rule: Edition, draw: Random) -> tuple[RecapRow, ...]:
    """Lines of which about half are wrong, each by a fault seen in recaps that were really handed in."""
    wrong = draw.sample(range(_RECAP_ROWS), _RECAP_ROWS // 2)
    faults = draw.sample((_by_printed_weight, _by_rounded_mean, _by_swapped_digits), len(wrong))
    by_row = dict(zip(wrong, faults, strict=True))
    rows = []
    for place, name in enumerate(draw.sample(_SERVICES, _RECAP_ROWS)):
        respondents = draw.randint(30, 180)
        means = [Fraction(draw.randint(250, 390), 100) for _ in rule.unsur]
        sums = tuple(int(round_half_up(mean * respondents, 0)) for mean in means)
        exact_row = RecapRow(name, respondents, sums, "", "")
        right, letter, _ = printed_index(rule, score_sums(rule, exact_row))
        printed = by_row[place](rule, exact_row) if place in by_row else right
        rows.append(RecapRow(name, respondents, sums, printed, grade(rule, Decimal(printed)).mutu if printed != right else letter))
    return tuple(rows)


def _by_printed_weight(rule: Edition, row: RecapRow) -> str:
    """With the printed weight instead of the exact one."""
    legacy = min((each.value for each in rule.weights if each.legacy), default=rule.weights[0].value)
    means = (Fraction(total, row.respondents) for total in row.sums)
    return str(round_half_up(sum((mean * legacy for mean in means), Fraction(0)) * rule.conversion, NIK_PLACES))


def _by_rounded_mean(rule: Edition, row: RecapRow) -> str:
    """With every mean rounded to one place before it is added up."""
    means = (exact(round_half_up(Fraction(total, row.respondents), 1)) for total in row.sums)
    found = str(round_half_up(sum(means, Fraction(0)) / len(row.sums) * rule.conversion, NIK_PLACES))
    return found if found != printed_index(rule, score_sums(rule, row))[0] else _by_swapped_digits(rule, row)


def _by_swapped_digits(rule: Edition, row: RecapRow) -> str:
    """With the two places after the comma the other way round, or one more where they are the same."""
    right = printed_index(rule, score_sums(rule, row))[0]
    swapped = f"{right[:-2]}{right[-1]}{right[-2]}"
    return swapped if swapped != right else str(Decimal(right) + Decimal("0.10"))
