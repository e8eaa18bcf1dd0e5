"""Between which ranks a unit could stand if chance had fallen otherwise.

Units that cannot be told apart (`uncertainty.can_be_told_apart`) could swap places. A unit is surely below those that are surely
above it, and so on; what is left between is its range. Where a margin is not known nothing can be told apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from puas.domain.uncertainty import can_be_told_apart

Measured = tuple[Decimal, Decimal | None]
"""A printed index and its margin."""


@dataclass(frozen=True, slots=True)
class RankRange:
    """The best and the last rank a unit could have."""

    best: int
    last: int

    @property
    def is_sure(self) -> bool:
        """Whether no other unit could take its place."""
        return self.best == self.last


def rank_range(unit: Measured, ranked: Iterable[Measured]) -> RankRange:
    """The range of one unit of a ranking; `ranked` are all of it, the unit among them."""
    above = below = whole = 0
    for other in ranked:
        whole += 1
        if is_surely_different(unit, other):
            above += other[0] > unit[0]
            below += other[0] < unit[0]
    return RankRange(1 + above, whole - below)


# A page of a league asks about the same two lists until somebody publishes.
@lru_cache(maxsize=256)
def rank_ranges(units: tuple[Measured, ...], ranked: tuple[Measured, ...]) -> tuple[RankRange, ...]:
    """The range of each of these units of a ranking."""
    return tuple(rank_range(unit, ranked) for unit in units)


def is_surely_different(first: Measured, second: Measured) -> bool:
    """Whether two units differ by more than chance explains; never where a margin is not known."""
    if first[1] is None or second[1] is None:
        return False
    return can_be_told_apart((first[0], first[1]), (second[0], second[1]))
