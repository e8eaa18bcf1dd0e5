"""What becomes of the service types of an agency that merges into another: nothing is moved, so that its history stays its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from puas.domain.agency_details import same_name

ADDED = "added"
JOINED = "joined"
RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class MergingService:
    """A service type of one of the two agencies."""

    id: UUID
    name: str
    population: int | None
    is_free: bool = False
    is_online: bool = False
    archived: bool = False


@dataclass(frozen=True, slots=True)
class ServiceOutcome:
    """A service of the agency that ends, and what goes on with its users.

    `added`: the other agency gets a service like it. `joined`: it has one of that name already, and their users are added up.
    `restored`: it had one of that name in its archive, which comes back with the population of this one.
    """

    source: MergingService
    outcome: str
    population: int | None
    # The service of the other agency; empty where it is to be made.
    target_id: UUID | None = None


def plan_services(ending: Sequence[MergingService], continuing: Sequence[MergingService]) -> tuple[ServiceOutcome, ...]:
    """Service by service, in the order of the agency that ends; its archived ones stay in its archive."""
    known = {same_name(each.name): each for each in continuing}
    return tuple(_outcome(each, known.get(same_name(each.name))) for each in ending if not each.archived)


def _outcome(source: MergingService, twin: MergingService | None) -> ServiceOutcome:
    if twin is None:
        return ServiceOutcome(source, ADDED, source.population)
    if twin.archived:
        return ServiceOutcome(source, RESTORED, source.population, twin.id)
    return ServiceOutcome(source, JOINED, _sum(twin.population, source.population), twin.id)


def _sum(first: int | None, second: int | None) -> int | None:
    """Users of both; where one number is not known, the other."""
    if first is None or second is None:
        return first if second is None else second
    return first + second
