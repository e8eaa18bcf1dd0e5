"""Ranking units fairly: only those that asked enough people are compared.

A unit below its sample can stand high or low by chance, so it is listed without a rank; the same holds where no
population is known, since nothing says what would be enough. Units with the same printed index share a rank. The rule
prescribes no ranking; this one is the product's policy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

RANKED = "ranked"
UNDER_SAMPLE = "under_sample"
WITHOUT_TARGET = "without_target"
WITHOUT_INDEX = "without_index"


@dataclass(frozen=True, slots=True)
class Contender:
    """A unit with its printed NIK (None without an index), its respondents and the sample it needed."""

    key: str
    name: str
    nik: Decimal | None
    respondents: int
    sample_target: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands: `rank` is None unless `standing` is `ranked`."""

    contender: Contender
    standing: str
    rank: int | None


def standing_of(contender: Contender) -> str:
    """Whether a unit can be compared, and if not why."""
    if contender.nik is None:
        return WITHOUT_INDEX
    if not contender.sample_target:
        return WITHOUT_TARGET
    return RANKED if contender.respondents >= contender.sample_target else UNDER_SAMPLE


def rank(contenders: Iterable[Contender]) -> tuple[Place, ...]:
    """The comparable units first, best first; then those that are not, best first; units without an index last."""
    ordered = sorted(contenders, key=_order)
    places: list[Place] = []
    position, shared = 0, 0
    previous: Decimal | None = None
    for contender in ordered:
        standing = standing_of(contender)
        if standing != RANKED:
            places.append(Place(contender, standing, None))
            continue
        position += 1
        if contender.nik != previous:
            shared, previous = position, contender.nik
        places.append(Place(contender, standing, shared))
    return tuple(places)


def _order(contender: Contender) -> tuple[int, Decimal, str]:
    group = {RANKED: 0, UNDER_SAMPLE: 1, WITHOUT_TARGET: 1, WITHOUT_INDEX: 2}[standing_of(contender)]
    return group, -(contender.nik or Decimal(0)), contender.name.casefold()


def shared_ranks(values: Mapping[str, Fraction | Decimal]) -> dict[str, int]:
    """The rank of each value, the greatest first; equal values share a rank and the next one is left out."""
    ordered = sorted(values.values(), reverse=True)
    first = {value: position for position, value in reversed(list(enumerate(ordered, start=1)))}
    return {key: first[value] for key, value in values.items()}
