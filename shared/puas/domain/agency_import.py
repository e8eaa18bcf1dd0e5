"""What importing a sheet of agencies would do: added, changed, brought back, left alone. Nothing is ever removed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from puas.domain.agency_details import same_name
from puas.domain.agency_owners import OWN, changes_what_counts, counts_for_regency
from puas.domain.agency_sheet import SheetAgency, SheetService

ADDED = "added"
CHANGED = "changed"
UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class KnownService:
    """A service type as it stands in the database."""

    id: UUID
    values: Mapping[str, Any]
    archived: bool = False


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """An agency as it stands in the database, with its service types."""

    id: UUID
    values: Mapping[str, Any]
    archived: bool = False
    services: Sequence[KnownService] = ()
    # Another agency goes on with its work; a sheet does not bring it back.
    merged: bool = False
    # It had a period: whether it counts for the regency stays as it is.
    surveyed: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ServiceChange:
    """What happens to one service type."""

    row: int
    name: str
    values: Mapping[str, Any]
    id: UUID | None = None
    differences: tuple[Difference, ...] = ()
    restored: bool = False

    @property
    def outcome(self) -> str:
        """Added, changed or unchanged."""
        return _outcome(self.id, self.differences, self.restored)


@dataclass(frozen=True, slots=True)
class AgencyChange:
    """What happens to one agency and its service types."""

    row: int
    name: str
    values: Mapping[str, Any]
    services: tuple[ServiceChange, ...]
    id: UUID | None = None
    differences: tuple[Difference, ...] = ()
    restored: bool = False
    # It has merged into another agency and is passed over, with its services.
    merged: bool = False
    # The sheet names an owner that would move a surveyed agency into the regency's figures or out of them; it keeps the one it has.
    owner_kept: bool = False

    @property
    def outcome(self) -> str:
        """Added, changed or unchanged, of the agency itself."""
        return _outcome(self.id, self.differences, self.restored)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import does, in the order of the sheet."""

    agencies: tuple[AgencyChange, ...] = field(default=())

    def count_agencies(self, outcome: str) -> int:
        """Agencies with this outcome."""
        return sum(agency.outcome == outcome for agency in self.agencies)

    def count_services(self, outcome: str) -> int:
        """Service types with this outcome."""
        return sum(service.outcome == outcome for agency in self.agencies for service in agency.services)

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to confirm."""
        unchanged = self.count_agencies(UNCHANGED) + self.count_services(UNCHANGED)
        return unchanged < sum(1 + len(agency.services) for agency in self.agencies)


def plan_import(known: Iterable[KnownAgency], wanted: Iterable[SheetAgency]) -> ImportPlan:
    """Match by name, whatever its case; a blank in the sheet leaves the known value."""
    by_name = {same_name(agency.values["name"]): agency for agency in known}
    return ImportPlan(tuple(_agency_change(by_name.get(same_name(each.name)), each) for each in wanted))


def _agency_change(known: KnownAgency | None, wanted: SheetAgency) -> AgencyChange:
    services = {same_name(each.values["name"]): each for each in known.services} if known else {}
    changes = tuple(_service_change(services.get(same_name(each.name)), each) for each in wanted.services)
    values = {"name": wanted.name, **wanted.values}
    if known is None:
        return AgencyChange(wanted.row, wanted.name, _with_named_owner(values, OWN), changes)
    if known.merged:
        return AgencyChange(wanted.row, wanted.name, values, (), known.id, merged=True)
    before = str(known.values.get("owner", OWN))
    owner_kept = known.surveyed and changes_what_counts(before, values.get("owner", before))
    if owner_kept:
        del values["owner"]
    values = _with_named_owner(values, before)
    differences = _differences(known.values, values)
    return AgencyChange(wanted.row, wanted.name, values, changes, known.id, differences, known.archived, owner_kept=owner_kept)


def _with_named_owner(values: Mapping[str, Any], before: str) -> dict[str, Any]:
    """Only another owner has a name here: the regency's own agencies are given none, and lose one they had of before."""
    if not counts_for_regency(values.get("owner", before)):
        return dict(values)
    return {**values, "owner_name": ""} if {"owner", "owner_name"} & values.keys() else dict(values)


def _service_change(known: KnownService | None, wanted: SheetService) -> ServiceChange:
    values = {"name": wanted.name, **wanted.values}
    if known is None:
        return ServiceChange(wanted.row, wanted.name, values)
    return ServiceChange(
        wanted.row, wanted.name, values, known.id, _differences(known.values, values), known.archived
    )


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    return tuple(
        Difference(name, before.get(name), value) for name, value in after.items() if before.get(name) != value
    )


def _outcome(row_id: UUID | None, differences: Sequence[Difference], restored: bool) -> str:
    if row_id is None:
        return ADDED
    return CHANGED if differences or restored else UNCHANGED
