"""What taking a practice set-up over would do in a real regency: what is new, what is there, what is passed over, and why.

Nothing that is there is changed. A promise goes into a plan only where a real result asks for it; what a participant promised about
made-up answers is otherwise listed, to be read and written anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from puas.domain.agency_details import DEFAULT_KIND, KINDS
from puas.domain.agency_import import KnownAgency
from puas.domain.agency_sheet import AgencySheet, SheetAgency, SheetService
from puas.domain.canonical_json import sha256_of
from puas.domain.followup_plan import Due, UnreadableTime, read_due
from puas.domain.practice_setup import PracticeSetup, SetupAgency, SetupPromise
from puas.domain.training_people import plain

NEW, PRESENT, ARCHIVED, MERGED = "new", "present", "archived", "merged"
PLANNED = "planned"
NO_PERIOD, HAS_PLAN, WITH_REGENCY, OTHER_UNSUR, NO_AGENCY = "no-period", "has-plan", "with-regency", "other-unsur", "no-agency"
"""Why a promise is not put into a plan."""


@dataclass(frozen=True, slots=True)
class PlanSpot:
    """The newest closed period of an agency. `promised`: what any plan of the agency says already, as (unsur, action)."""

    period_id: UUID
    label: str
    plan_version: int
    weakest: frozenset[str]
    has_plan: bool
    is_with_regency: bool
    promised: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service and what happens to it."""

    name: str
    outcome: str
    is_free: bool
    is_online: bool


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise: planned, present, or the reason why it is only listed."""

    unsur: str
    action: str
    due: str
    outcome: str


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency. `name` is that of the regency where it is known there; `plan_label` the period its promises go into."""

    name: str
    short_name: str
    kind: str
    outcome: str
    services: tuple[ServiceLine, ...]
    promises: tuple[PromiseLine, ...]
    plan_label: str = ""
    plan_period: str = ""
    plan_version: int = 0


@dataclass(frozen=True, slots=True)
class Takeover:
    """Everything that would happen."""

    agencies: tuple[AgencyLine, ...]

    @property
    def new_agencies(self) -> int:
        return sum(agency.outcome == NEW for agency in self.agencies)

    @property
    def new_services(self) -> int:
        return sum(service.outcome == NEW for agency in self.agencies for service in agency.services)

    @property
    def new_promises(self) -> int:
        return len(self.promises(PLANNED))

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to confirm."""
        return bool(self.new_agencies or self.new_services or self.new_promises)

    @property
    def notes(self) -> list[tuple[AgencyLine, PromiseLine]]:
        """Promises that are put into no plan."""
        return [(agency, each) for agency, each in self._promises() if each.outcome not in (PLANNED, PRESENT)]

    def promises(self, outcome: str) -> list[PromiseLine]:
        """Promises with this outcome."""
        return [each for _agency, each in self._promises() if each.outcome == outcome]

    def fingerprint(self) -> str:
        """Differs as soon as anything else would happen; what was confirmed is compared with it."""
        return sha256_of(self.agencies)

    def sheet(self) -> AgencySheet:
        """What is new, as an import takes it; of what is known only the name is said, so that nothing of it changes."""
        return AgencySheet(tuple(_sheet_agency(number, each) for number, each in enumerate(self.agencies, 1) if _is_open(each)), ())

    def _promises(self) -> Iterable[tuple[AgencyLine, PromiseLine]]:
        return ((agency, each) for agency in self.agencies for each in agency.promises)


def known_ids(setup: PracticeSetup, known: Sequence[KnownAgency]) -> list[UUID]:
    """Agencies of the regency that the set-up has promises for."""
    by_name = _by_name(known)
    wanted = [by_name.get(plain(each.name)) for each in setup.agencies if each.promises]
    return [each.id for each in wanted if each is not None and not each.archived]


def plan_takeover(setup: PracticeSetup, known: Sequence[KnownAgency], spots: Mapping[UUID, PlanSpot], today: date) -> Takeover:
    """Match by name: letters and digits alone count, so that case, points and blanks make no second agency."""
    by_name = _by_name(known)
    return Takeover(tuple(_agency(each, by_name.get(plain(each.name)), spots, today) for each in setup.agencies))


def _by_name(known: Sequence[KnownAgency]) -> dict[str, KnownAgency]:
    # Where two names differ by a point only, the one that is in use is meant.
    return {plain(str(each.values["name"])): each for each in sorted(known, key=lambda each: not each.archived)}


def _agency(wanted: SetupAgency, known: KnownAgency | None, spots: Mapping[UUID, PlanSpot], today: date) -> AgencyLine:
    kind = wanted.kind if wanted.kind in KINDS else DEFAULT_KIND
    if known is None:
        services = tuple(ServiceLine(each.name, NEW, each.is_free, each.is_online) for each in wanted.services)
        return AgencyLine(wanted.name, wanted.short_name, kind, NEW, services, _promises(wanted.promises, NO_PERIOD, None, today))
    name = str(known.values["name"])
    if known.archived or known.merged:
        outcome = MERGED if known.merged else ARCHIVED
        services = tuple(ServiceLine(each.name, outcome, each.is_free, each.is_online) for each in wanted.services)
        return AgencyLine(name, wanted.short_name, kind, outcome, services, _promises(wanted.promises, NO_AGENCY, None, today))
    spot = spots.get(known.id)
    promises = _promises(wanted.promises, _reason(spot), spot, today)
    goes = spot if spot is not None and any(each.outcome == PLANNED for each in promises) else None
    return AgencyLine(
        name, wanted.short_name, kind, PRESENT, _services(wanted, known), promises,
        goes.label if goes else "", str(goes.period_id) if goes else "", goes.plan_version if goes else 0,
    )  # fmt: skip


def _services(wanted: SetupAgency, known: KnownAgency) -> tuple[ServiceLine, ...]:
    there = {plain(str(each.values["name"])): each for each in known.services}
    lines = []
    for each in wanted.services:
        found = there.get(plain(each.name))
        outcome = NEW if found is None else ARCHIVED if found.archived else PRESENT
        lines.append(ServiceLine(str(found.values["name"]) if found else each.name, outcome, each.is_free, each.is_online))
    return tuple(lines)


def _reason(spot: PlanSpot | None) -> str:
    """Why nothing goes into the agency's plan; empty where something may."""
    if spot is None:
        return NO_PERIOD
    if spot.is_with_regency:
        return WITH_REGENCY
    return HAS_PLAN if spot.has_plan else ""


def _promises(wanted: Sequence[SetupPromise], reason: str, spot: PlanSpot | None, today: date) -> tuple[PromiseLine, ...]:
    lines = []
    for each in wanted:
        if spot is not None and (each.unsur, each.action) in spot.promised:
            outcome = PRESENT
        elif reason:
            outcome = reason
        else:
            outcome = PLANNED if spot is not None and each.unsur in spot.weakest else OTHER_UNSUR
        lines.append(PromiseLine(each.unsur, each.action, _still_ahead(each.due, today), outcome))
    return tuple(lines)


def _still_ahead(code: str, today: date) -> str:
    """A time that is over would make a promise late the moment it is made."""
    due = due_of_code(code)
    return "" if due is None or due.is_over(today) else due.code


def due_of_code(code: str) -> Due | None:
    """The month or quarter of a promise; None where it has none."""
    try:
        return read_due(code)
    except UnreadableTime:
        return None


def _is_open(agency: AgencyLine) -> bool:
    return agency.outcome in (NEW, PRESENT) and (agency.outcome == NEW or any(each.outcome == NEW for each in agency.services))


def _sheet_agency(number: int, agency: AgencyLine) -> SheetAgency:
    values = {"short_name": agency.short_name, "kind": agency.kind} if agency.outcome == NEW else {}
    services = [
        SheetService(number, each.name, {"is_free": each.is_free, "is_online": each.is_online})
        for each in agency.services
        if each.outcome == NEW
    ]
    return SheetAgency(number, agency.name, values, services)
