"""Who was trained, which agencies still have nobody, and whether reports of trained agencies look different. A comparison, no proof.

Agencies that send people to a training may differ from others before it begins, so each group is compared with itself too. Of a cell
that fewer than five agencies stand behind nothing is told. What a period adds to a cell is counted where the periods are
(`db.queries.training_effects`): a province has ten thousand of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from puas.domain.agency_family import family_of
from puas.domain.training_people import plain

FEWEST_AGENCIES = 5
TRAINED, UNTRAINED = "trained", "untrained"
BEFORE, AFTER = "before", "after"
GROUPS, PHASES = (TRAINED, UNTRAINED), (BEFORE, AFTER)
ON_TIME, FIRST_TIME, PROMISES = "on-time", "first-time", "promises"
MEASURES = (ON_TIME, FIRST_TIME, PROMISES)
BY_NAME, BY_FAMILY = "name", "family"
# There are many of these in a regency, so that the kind alone names none of them.
_MANY = frozenset({"puskesmas", "kecamatan", "kelurahan"})

AgencyKey = tuple[str, UUID]
"""Code of the regency, id of the agency."""


@dataclass(frozen=True, slots=True)
class TrainedPerson:
    """Somebody who was there on a day at least. `trained_on` is the last day of the training."""

    region_code: str
    agency_name: str
    trained_on: date
    has_certificate: bool


class SurveyedAgency(NamedTuple):
    """An agency that surveys, under the name of its newest period."""

    region_code: str
    id: UUID
    name: str
    kind: str

    @property
    def key(self) -> AgencyKey:
        return self.region_code, self.id


@dataclass(frozen=True, slots=True)
class AgencyTraining:
    """An agency that surveys, and who of it was trained. `matched_by` is empty where nobody was."""

    region_code: str
    id: UUID
    name: str
    trained_on: date | None = None
    people: int = 0
    certificates: int = 0
    matched_by: str = ""


@dataclass(frozen=True, slots=True)
class RegencyTraining:
    """A regency in numbers. `people` were trained, `unmatched` of them name no agency that surveys."""

    region_code: str
    agencies: int
    agencies_trained: int
    people: int
    certificates: int
    unmatched: int

    @property
    def missing(self) -> int:
        return self.agencies - self.agencies_trained


@dataclass(frozen=True)
class Trainings:
    """Every agency that surveys, the people of those that sent some, with the way they were matched, and the regencies by code."""

    surveyed: Sequence[SurveyedAgency]
    matched: Mapping[AgencyKey, Sequence[tuple[TrainedPerson, str]]]
    regencies: tuple[RegencyTraining, ...]

    def agencies_of(self, region_code: str) -> list[AgencyTraining]:
        """The agencies of a regency by name."""
        return self._by_name(each for each in self.surveyed if each.region_code == region_code)

    @property
    def agencies(self) -> list[AgencyTraining]:
        """All of them, by regency and name."""
        return self._by_name(self.surveyed)

    def _by_name(self, agencies: Iterable[SurveyedAgency]) -> list[AgencyTraining]:
        ordered = sorted(agencies, key=lambda each: (each.region_code, each.name.lower(), each.id))
        return [_agency(each, self.matched.get(each.key, ())) for each in ordered]

    @cached_property
    def trained_on(self) -> Mapping[AgencyKey, date]:
        """The first training of each agency that had one."""
        return {key: min(person.trained_on for person, _way in people) for key, people in self.matched.items()}

    @cached_property
    def turning_point(self) -> date | None:
        """The day that parts before and after for agencies nobody was trained of: the middle one, of an even number the later of the
        two. None where nobody was trained at all, so that there is no before and after."""
        ordered = sorted(self.trained_on.values())
        return ordered[len(ordered) // 2] if ordered else None


@dataclass(frozen=True, slots=True)
class Cell:
    """A share with what it is made of, and how many agencies stand behind it."""

    hits: int = 0
    total: int = 0
    agencies: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether enough agencies stand behind it."""
        return self.agencies >= FEWEST_AGENCIES and self.total > 0

    @property
    def share(self) -> Fraction | None:
        """Exact; None where it is not shown."""
        return Fraction(self.hits, self.total) if self.is_shown else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The cells by measure, group and phase."""

    cells: Mapping[tuple[str, str, str], Cell]

    def cell(self, measure: str, group: str, phase: str) -> Cell:
        return self.cells.get((measure, group, phase)) or Cell()

    @property
    def tells_anything(self) -> bool:
        return any(each.is_shown for each in self.cells.values())


def who_was_trained(people: Sequence[TrainedPerson], surveyed: Sequence[SurveyedAgency], regions: Collection[str]) -> Trainings:
    """`regions`: the regencies of the province, listed even where nothing is known of them."""
    matched, unmatched = _match(people, surveyed)
    agencies = Counter(each.region_code for each in surveyed)
    trained = Counter(code for code, _agency_id in matched)
    there, certified = Counter(each.region_code for each in people), Counter(each.region_code for each in people if each.has_certificate)
    regencies = tuple(
        RegencyTraining(code, agencies[code], trained[code], there[code], certified[code], unmatched[code])
        for code in sorted({*regions, *there})
    )
    return Trainings(surveyed, matched, regencies)


def _match(
    people: Iterable[TrainedPerson], surveyed: Iterable[SurveyedAgency]
) -> tuple[dict[AgencyKey, list[tuple[TrainedPerson, str]]], Counter[str]]:
    """Each person to the agency of their regency with the same name, else to the only one there that does the same work."""
    by_name: dict[tuple[str, str], AgencyKey] = {}
    by_family: defaultdict[tuple[str, str], list[AgencyKey]] = defaultdict(list)
    for code, agency_id, name, kind in surveyed:
        called = code, plain(name)
        # Of two of one name it is the same one every time.
        if called not in by_name or agency_id < by_name[called][1]:
            by_name[called] = code, agency_id
        family = family_of(name, kind)
        if family is not None and family.slug not in _MANY:
            by_family[code, family.slug].append((code, agency_id))
    found: defaultdict[AgencyKey, list[tuple[TrainedPerson, str]]] = defaultdict(list)
    unmatched: Counter[str] = Counter()
    for person in people:
        named = by_name.get((person.region_code, plain(person.agency_name)))
        family = family_of(person.agency_name)
        alike = by_family.get((person.region_code, family.slug), []) if family is not None else []
        if named is not None:
            found[named].append((person, BY_NAME))
        elif len(alike) == 1:
            found[alike[0]].append((person, BY_FAMILY))
        else:
            unmatched[person.region_code] += 1
    return dict(found), unmatched


def _agency(agency: SurveyedAgency, people: Sequence[tuple[TrainedPerson, str]]) -> AgencyTraining:
    if not people:
        return AgencyTraining(agency.region_code, agency.id, agency.name)
    return AgencyTraining(
        agency.region_code, agency.id, agency.name, min(person.trained_on for person, _way in people), len(people),
        sum(person.has_certificate for person, _way in people), BY_NAME if any(way == BY_NAME for _person, way in people) else BY_FAMILY,
    )  # fmt: skip
