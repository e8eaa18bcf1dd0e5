"""Who was trained, which agencies still have nobody, and whether reports of trained agencies look different. A comparison, no proof.

Agencies that send people to a training may differ from others before it begins, so each group is compared with itself too. Of a cell
that fewer than five agencies stand behind nothing is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
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


@dataclass(frozen=True, slots=True)
class ReportFact:
    """A period of an agency as the province sees it. `due_on` is None where the province set no day."""

    region_code: str
    agency_id: UUID
    agency_name: str
    agency_kind: str
    ends_on: date
    due_on: date | None
    handed_over_on: date | None
    round: int
    promises: int
    promises_done: int


@dataclass(frozen=True, slots=True)
class AgencyTraining:
    """An agency that surveys, and who of it was trained. `matched_by` is empty where nobody was."""

    region_code: str
    id: UUID
    name: str
    trained_on: date | None
    people: int
    certificates: int
    matched_by: str


@dataclass(slots=True)
class Cell:
    """A share with what it is made of."""

    hits: int = 0
    total: int = 0
    behind: set[AgencyKey] = field(default_factory=set)

    @property
    def agencies(self) -> int:
        return len(self.behind)

    @property
    def is_shown(self) -> bool:
        """Whether enough agencies stand behind it."""
        return self.agencies >= FEWEST_AGENCIES and self.total > 0

    @property
    def share(self) -> Fraction | None:
        """Exact; None where it is not shown."""
        return Fraction(self.hits, self.total) if self.is_shown else None

    def add(self, key: AgencyKey, hits: int, total: int) -> None:
        self.hits, self.total = self.hits + hits, self.total + total
        self.behind.add(key)


Cells = Mapping[tuple[str, str, str], Cell]
"""By measure, group and phase."""


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


@dataclass(frozen=True, slots=True)
class TrainingEffects:
    """Everything the page shows. `turning_point` parts before and after for agencies nobody was trained of."""

    agencies: tuple[AgencyTraining, ...]
    regencies: tuple[RegencyTraining, ...]
    cells: Cells
    turning_point: date | None

    def cell(self, measure: str, group: str, phase: str) -> Cell:
        return self.cells.get((measure, group, phase)) or Cell()

    @property
    def tells_anything(self) -> bool:
        return any(each.is_shown for each in self.cells.values())


def training_effects(
    people: Sequence[TrainedPerson], reports: Sequence[ReportFact], regions: Collection[str], today: date
) -> TrainingEffects:
    """`regions`: the regencies of the province, listed even where nothing is known of them."""
    names = _newest_names(reports)
    matched, unmatched = _match(people, names)
    agencies = tuple(
        _agency(key, names[key], matched.get(key, [])) for key in sorted(names, key=lambda key: (key[0], names[key].agency_name.lower()))
    )
    trained_on = {(each.region_code, each.id): each.trained_on for each in agencies if each.trained_on is not None}
    turning_point = _middle(trained_on.values())
    return TrainingEffects(
        agencies, tuple(_regency(code, agencies, people, unmatched) for code in sorted({*regions, *(each.region_code for each in people)})),
        _cells(reports, trained_on, turning_point, today), turning_point,
    )  # fmt: skip


def _newest_names(reports: Sequence[ReportFact]) -> dict[AgencyKey, ReportFact]:
    """An agency under the name of its newest period."""
    newest: dict[AgencyKey, ReportFact] = {}
    for each in reports:
        known = newest.get((each.region_code, each.agency_id))
        if known is None or each.ends_on > known.ends_on:
            newest[each.region_code, each.agency_id] = each
    return newest


def _match(
    people: Iterable[TrainedPerson], names: Mapping[AgencyKey, ReportFact]
) -> tuple[dict[AgencyKey, list[tuple[TrainedPerson, str]]], Counter[str]]:
    """Each person to the agency of their regency with the same name, else to the only one there that does the same work."""
    by_name = {(key[0], plain(each.agency_name)): key for key, each in names.items()}
    by_family: defaultdict[tuple[str, str], list[AgencyKey]] = defaultdict(list)
    for key, each in names.items():
        family = family_of(each.agency_name, each.agency_kind)
        if family is not None and family.slug not in _MANY:
            by_family[key[0], family.slug].append(key)
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


def _agency(key: AgencyKey, newest: ReportFact, people: Sequence[tuple[TrainedPerson, str]]) -> AgencyTraining:
    ways = {way for _person, way in people}
    return AgencyTraining(
        key[0], key[1], newest.agency_name, min((person.trained_on for person, _way in people), default=None), len(people),
        sum(person.has_certificate for person, _way in people), (BY_NAME if BY_NAME in ways else BY_FAMILY) if ways else "",
    )  # fmt: skip


def _regency(
    code: str, agencies: Sequence[AgencyTraining], people: Sequence[TrainedPerson], unmatched: Mapping[str, int]
) -> RegencyTraining:
    own = [each for each in agencies if each.region_code == code]
    here = [each for each in people if each.region_code == code]
    return RegencyTraining(
        code, len(own), sum(each.people > 0 for each in own), len(here), sum(each.has_certificate for each in here), unmatched.get(code, 0)
    )


def _middle(days: Iterable[date]) -> date | None:
    """The middle one, of an even number the later of the two."""
    ordered = sorted(days)
    return ordered[len(ordered) // 2] if ordered else None


def _cells(
    reports: Iterable[ReportFact], trained_on: Mapping[AgencyKey, date], turning_point: date | None, today: date
) -> dict[tuple[str, str, str], Cell]:
    cells: defaultdict[tuple[str, str, str], Cell] = defaultdict(Cell)
    if turning_point is None:
        # Nobody was trained, so there is no before and after.
        return {}
    for each in reports:
        key = (each.region_code, each.agency_id)
        group = TRAINED if key in trained_on else UNTRAINED
        phase = BEFORE if each.ends_on < trained_on.get(key, turning_point) else AFTER
        for measure, hits, total in _counted(each, today):
            cells[measure, group, phase].add(key, hits, total)
    return dict(cells)


def _counted(report: ReportFact, today: date) -> Iterable[tuple[str, int, int]]:
    """What a period adds to each measure; a report that may still come in time adds nothing yet."""
    handed = report.handed_over_on
    if report.due_on is not None and (handed is not None or report.due_on < today):
        yield ON_TIME, int(handed is not None and handed <= report.due_on), 1
    if handed is not None:
        yield FIRST_TIME, int(report.round <= 1), 1
    if report.promises:
        yield PROMISES, report.promises_done, report.promises
