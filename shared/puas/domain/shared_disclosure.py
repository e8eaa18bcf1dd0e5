"""Which lines of a regency's shared figures must stay empty, so that nothing can be told of fewer than ten people.

What is small itself is hidden first. Then what would give it away: a regency less its other agencies is the hidden one, a
half-year less its first quarter is the second, and two means of the same services are two equations. So every line that is
shown is taken as an equation between the answers of one service in one stretch of time, and as long as the answers of a group of
fewer than ten follow from those equations, one of them is withdrawn. Whoever reads is taken to know how many answered where.

A line is withdrawn in this order: first the second mean of a unit, then a service, then an agency with its services, the
regency last; of equal ones that with the fewest respondents.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Literal

from puas.domain.derivation import KnownSums
from puas.domain.disclosure import SMALLEST_FIGURE, may_be_published

REGENCY = "regency"
AGENCY = "agency"
SERVICE = "service"
LEVELS = (REGENCY, AGENCY, SERVICE)

Key = tuple[str, str, str]
"""A line: its part of the year, its level, and its unit (of the regency empty)."""
Kind = Literal["sum", "mean"]
Equation = tuple[Key, Kind]
"""All answers of a line together, or the mean of its members."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Who answered about one service in the periods that belong to exactly these parts of the year."""

    agency_id: str
    service_id: str
    parts: frozenset[str]
    respondents: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """Lines without any figure, and lines that show the declared mean alone."""

    lines: frozenset[Key]
    one_mean_only: frozenset[Key]


@dataclass(slots=True)
class _Shown:
    """What is shown at the moment, and how much it holds."""

    cells: list[Cell]
    declared: Mapping[Key, Kind]
    respondents: dict[Key, int] = field(default_factory=dict)
    inside: dict[Key, list[int]] = field(default_factory=dict)
    members: dict[Key, list[Key]] = field(default_factory=dict)
    hidden: set[Key] = field(default_factory=set)
    one_mean_only: set[Key] = field(default_factory=set)
    vectors: dict[Equation, Mapping[int, Fraction]] = field(default_factory=dict)


def find_hidden(
    cells: Iterable[Cell], *, declared: Mapping[Key, Kind], without_index: Iterable[tuple[str, str]] = ()
) -> Hidden:
    """The lines that must not show a figure, and those that must not show both means.

    `declared` says of agencies and the regency which of the two their index is; `without_index` are agencies, by part, that take
    no part in their regency's line.
    """
    shown = _all_lines(cells, declared, frozenset(without_index))
    shown.hidden.update(key for key, number in shown.respondents.items() if not may_be_published(number))
    for key in [key for key in shown.members if key[1] == REGENCY]:
        _hide_companions(shown, key)
    for part, agency_id in without_index:
        _hide_companions(shown, (part, AGENCY, agency_id))
    while _withdraw_once(shown):
        pass
    return Hidden(frozenset(shown.hidden), frozenset(shown.one_mean_only - shown.hidden))


def _all_lines(cells: Iterable[Cell], declared: Mapping[Key, Kind], without_index: frozenset[tuple[str, str]]) -> _Shown:
    shown = _Shown([each for each in cells if each.respondents], declared)
    for place, cell in enumerate(shown.cells):
        for part in cell.parts:
            regency, agency = (part, REGENCY, ""), (part, AGENCY, cell.agency_id)
            service = (part, SERVICE, cell.service_id)
            path = [service, agency] if (part, cell.agency_id) in without_index else [service, agency, regency]
            for key in path:
                shown.inside.setdefault(key, []).append(place)
                shown.respondents[key] = shown.respondents.get(key, 0) + cell.respondents
            for below, above in zip(path, path[1:], strict=False):
                siblings = shown.members.setdefault(above, [])
                if below not in siblings:
                    siblings.append(below)
    return shown


def _hide_companions(shown: _Shown, whole: Key) -> None:
    """The plain rule, line by line: the hidden members of what is shown hold ten people; of what is hidden nothing is shown."""
    members = shown.members.get(whole, [])
    if whole in shown.hidden:
        shown.hidden.update(members)
    concealed = sum(shown.respondents[each] for each in members if each in shown.hidden)
    for each in sorted(set(members) - shown.hidden, key=lambda key: (shown.respondents[key], key)):
        if not 0 < concealed < SMALLEST_FIGURE:
            break
        shown.hidden.add(each)
        concealed += shown.respondents[each]
    for each in members:
        _hide_companions(shown, each)


def _withdraw_once(shown: _Shown) -> bool:
    """Withdraw one equation for each small group that follows from what is shown; False where none does."""
    affected = _affected(shown)
    known: KnownSums[Equation] = KnownSums()
    for equation, vector in _equations(shown, affected):
        known.add(equation, vector)
    withdrawn: set[Equation] = set()
    for target in _small_groups(shown, affected):
        derived_from = known.derive(target)
        if derived_from is not None and not derived_from & withdrawn:
            equation = min(derived_from, key=lambda each: _price(shown, each))
            withdrawn.add(equation)
            _withdraw(shown, equation)
    return bool(withdrawn)


def _price(shown: _Shown, equation: Equation) -> tuple[int, int, Equation]:
    key, kind = equation
    is_second = kind != _declared(shown, key)
    return (-1 if is_second else LEVELS[::-1].index(key[1])), shown.respondents[key], equation


def _withdraw(shown: _Shown, equation: Equation) -> None:
    """Also where another part of the year holds the very same periods of the unit, for it says the same."""
    (part, level, unit), kind = equation
    inside = shown.inside[part, level, unit]
    for key in [each for each in shown.inside if each[1:] == (level, unit) and shown.inside[each] == inside]:
        if kind != _declared(shown, key):
            shown.one_mean_only.add(key)
        else:
            shown.hidden.add(key)
            _hide_companions(shown, key)


def _declared(shown: _Shown, key: Key) -> Kind:
    return shown.declared.get(key, "sum")


def _affected(shown: _Shown) -> list[bool]:
    """By cell, whether its service has anything hidden: of the others every equation is known and tells nothing of these."""
    services = {unit for _, level, unit in shown.hidden if level == SERVICE}
    small = {each.service_id for each in shown.cells if not may_be_published(each.respondents)}
    return [each.service_id in services or each.service_id in small for each in shown.cells]


def _equations(shown: _Shown, affected: list[bool]) -> Iterator[tuple[Equation, Mapping[int, Fraction]]]:
    """Those between affected cells alone, the shortest first."""
    for key in sorted(shown.inside, key=lambda each: (-LEVELS.index(each[1]), len(shown.inside[each]), each)):
        if key in shown.hidden or not any(affected[place] for place in shown.inside[key]):
            continue
        kinds: tuple[Kind, ...] = ("sum",) if key[1] == SERVICE else ("sum", "mean")
        for kind in kinds:
            if kind == _declared(shown, key) or key not in shown.one_mean_only:
                yield (key, kind), _only(affected, _vector(shown, key, kind))


def _only(affected: list[bool], vector: Mapping[int, Fraction]) -> dict[int, Fraction]:
    return {place: value for place, value in vector.items() if affected[place]}


def _vector(shown: _Shown, key: Key, kind: Kind) -> Mapping[int, Fraction]:
    """The line as a sum over the answers in its cells."""
    if (key, kind) not in shown.vectors:
        shown.vectors[key, kind] = _work_out_vector(shown, key, kind)
    return shown.vectors[key, kind]


def _work_out_vector(shown: _Shown, key: Key, kind: Kind) -> dict[int, Fraction]:
    if kind == "sum":
        return dict.fromkeys(shown.inside[key], Fraction(1))
    if key[1] == SERVICE:
        share = Fraction(1, shown.respondents[key])
        return dict.fromkeys(shown.inside[key], share)
    # A regency is the mean of what its agencies' indexes are.
    members = shown.members[key]
    mean: dict[int, Fraction] = {}
    for each in members:
        inner: Kind = "sum" if key[1] == REGENCY and _declared(shown, key) == "sum" else "mean"
        share = Fraction(1, len(members) * (shown.respondents[each] if inner == "sum" else 1))
        mean |= {place: value * share for place, value in _vector(shown, each, inner).items()}
    return mean


def _small_groups(shown: _Shown, affected: list[bool]) -> Iterator[Mapping[int, Fraction]]:
    """Every group of fewer than ten people that lines could be taken apart into."""
    by_unit: dict[tuple[str, str], dict[frozenset[str], list[int]]] = {}
    for place, cell in enumerate(shown.cells):
        if affected[place]:
            for unit in ((SERVICE, cell.service_id), (AGENCY, cell.agency_id), (REGENCY, "")):
                by_unit.setdefault(unit, {}).setdefault(cell.parts, []).append(place)
    for stretches in by_unit.values():
        yield from _small_stretches(shown, list(stretches.values()))
    for key, members in shown.members.items():
        concealed = [place for each in members if each in shown.hidden for place in shown.inside[each]]
        if 0 < sum(shown.cells[place].respondents for place in concealed) < SMALLEST_FIGURE:
            yield dict.fromkeys(concealed, Fraction(1))
        if shown.respondents[key] < SMALLEST_FIGURE:
            yield _vector(shown, key, "mean")


def _small_stretches(shown: _Shown, stretches: list[list[int]]) -> Iterator[Mapping[int, Fraction]]:
    """A unit's periods alone and together, as far as they hold fewer than ten people."""
    counted = [(places, sum(shown.cells[place].respondents for place in places)) for places in stretches]
    small = [each for each in counted if each[1] < SMALLEST_FIGURE]
    for number in range(1, len(small) + 1):
        for chosen in combinations(small, number):
            if sum(people for _, people in chosen) < SMALLEST_FIGURE:
                yield dict.fromkeys((place for places, _ in chosen for place in places), Fraction(1))
