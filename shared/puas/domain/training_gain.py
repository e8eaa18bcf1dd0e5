"""What a room has learnt, told by those who took both tests: who left before the second one must not move the mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from puas.domain.training_tests import Score, mean_share


@dataclass(frozen=True, slots=True)
class RoomGain:
    """Mean shares of right answers. `pairs` is how many took both; the gain is theirs alone."""

    before: Fraction | None
    after: Fraction | None
    before_count: int
    after_count: int
    pairs: int
    gain: Fraction | None


def room_gain(before: Sequence[Score], after: Sequence[Score], both: Sequence[tuple[Score, Score]]) -> RoomGain:
    """`both` holds the two scores of everybody who took both tests."""
    differences = [last.share - first.share for first, last in both]
    return RoomGain(
        before=mean_share(before),
        after=mean_share(after),
        before_count=len(before),
        after_count=len(after),
        pairs=len(both),
        gain=sum(differences, Fraction(0)) / len(both) if both else None,
    )
