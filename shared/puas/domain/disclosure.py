"""What may be shown to everybody: nothing that so few people said that one of them could be recognised.

UU 27/2022 protects what can be traced to a person; it names no number. The product's policy: no index of fewer than ten
people, and no count of people below five.
"""

from collections.abc import Sequence

SMALLEST_GROUP = 5
"""Of how many people a count may be shown: who answered, by gender or age."""

SMALLEST_FIGURE = 10
"""Of how many people an index may be shown outside the tenant it belongs to: to the public, and to the province."""


def may_be_published(respondents: int) -> bool:
    """Whether an index of this many respondents may be shown outside its tenant."""
    return respondents >= SMALLEST_FIGURE


def hide_small_groups(counts: Sequence[int]) -> list[int | None]:
    """The counts of one table, those too small to be shown as None; of a group without anybody there is nothing to hide.

    The total stands beside the table, so what is hidden must not follow from it: at least two groups are hidden, and they
    hold no fewer people together than a group that may be shown.
    """
    hidden = {place for place, count in enumerate(counts) if 0 < count < SMALLEST_GROUP}
    others = sorted((place for place, count in enumerate(counts) if count >= SMALLEST_GROUP), key=lambda place: counts[place])
    while hidden and others and (len(hidden) < 2 or sum(counts[place] for place in hidden) < SMALLEST_GROUP):
        hidden.add(others.pop(0))
    return [None if place in hidden else count for place, count in enumerate(counts)]
