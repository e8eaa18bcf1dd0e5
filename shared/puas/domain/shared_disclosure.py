"""Which lines of a regency's shared figures must stay empty, so that nothing can be told of fewer than ten people.

First what is small itself. Then what would give it away: a total less the members that are shown is what the hidden ones said
together, so those must be at least two, and ten people between them. Of an agency that is hidden every service is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from puas.domain.disclosure import SMALLEST_FIGURE, may_be_published

REGENCY = "regency"
AGENCY = "agency"
SERVICE = "service"
LEVELS = (REGENCY, AGENCY, SERVICE)

Key = tuple[str, str]
"""A line: its part of the year and its unit."""


@dataclass(frozen=True, slots=True)
class Line:
    """A unit over a part of the year, and whose figures it is added up into (None for the regency)."""

    part: str
    unit_id: str
    whole: str | None
    respondents: int


def find_hidden(lines: Iterable[Line]) -> frozenset[Key]:
    """The lines that must not show a figure."""
    members: dict[Key, list[Line]] = {}
    hidden: set[Key] = set()
    wholes: list[Line] = []
    for line in lines:
        if not may_be_published(line.respondents):
            hidden.add((line.part, line.unit_id))
        if line.whole is None:
            wholes.append(line)
        else:
            members.setdefault((line.part, line.whole), []).append(line)
    for whole in wholes:
        _hide_below(whole, members, hidden)
    return frozenset(hidden)


def _hide_below(whole: Line, members: dict[Key, list[Line]], hidden: set[Key]) -> None:
    own = members.get((whole.part, whole.unit_id), [])
    if (whole.part, whole.unit_id) in hidden:
        hidden.update((each.part, each.unit_id) for each in own)
    else:
        _hide_companions(own, hidden)
    for each in own:
        _hide_below(each, members, hidden)


def _hide_companions(members: Collection[Line], hidden: set[Key]) -> None:
    """Until the hidden ones are two and hold ten people, hide the smallest of those that are still shown."""
    concealed = [each for each in members if (each.part, each.unit_id) in hidden and each.respondents]
    shown = sorted((each for each in members if (each.part, each.unit_id) not in hidden), key=lambda each: each.respondents)
    while concealed and shown and (len(concealed) < 2 or sum(each.respondents for each in concealed) < SMALLEST_FIGURE):
        companion = shown.pop(0)
        concealed.append(companion)
        hidden.add((companion.part, companion.unit_id))
