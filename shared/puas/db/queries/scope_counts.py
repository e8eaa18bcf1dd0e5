"""What was counted in reporting scopes, what they ask about, and who answered, each added up over a scope's periods.

Of a closed period none of it changes but together with its result in force: a correction that takes in late answers freezes a new
version in the same transaction. So what the closed periods of a scope add up to is remembered under those results, and only open
periods are read with every page. Scopes that are asked about together have no period in common.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import add
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from puas.db.queries.period_lists import PeriodLine, PeriodList
from puas.db.queries.tallies import (
    ProfileCounts,
    RawCounts,
    ServiceCounts,
    is_in,
    profile_counts_by_group,
    summed_service_counts_by_group,
)
from puas.db.tables.surveys import PeriodService
from puas.runtime.recent_values import RecentValues

_Found = TypeVar("_Found")
_Key = tuple[int, tuple[UUID | None, ...]]

# A scope of fifty agencies with ten services each takes about half a megabyte.
_MOST_REMEMBERED = 64


class ListedService(NamedTuple):
    """A service type as printed in the newest of the periods that ask about it; samples are added up."""

    id: UUID
    name: str
    population: int | None
    sample_target: int
    position: int
    newest_period_id: UUID
    newest_starts_on: date


Listing = Mapping[UUID, ListedService]


def counts_of_scopes(session: Session, *, tenant_id: int, scopes: Sequence[PeriodList]) -> list[Mapping[UUID, ServiceCounts]]:
    """Counts by agency and service type of each scope; at most one statement."""
    return _counts.of_scopes(session, tenant_id, scopes)


def profiles_of_scopes(session: Session, *, tenant_id: int, scopes: Sequence[PeriodList]) -> list[ProfileCounts]:
    """Respondents by profile dimension and category of each scope; at most one statement."""
    return _profiles.of_scopes(session, tenant_id, scopes)


def services_of_scopes(session: Session, *, tenant_id: int, scopes: Sequence[PeriodList]) -> list[Listing]:
    """Every service type each scope asks about, by its id; at most one statement."""
    return _listings.of_scopes(session, tenant_id, scopes)


def in_printed_order(listing: Listing) -> list[ListedService]:
    """Services as lists of an agency print them."""
    return sorted(listing.values(), key=lambda each: (each.position, each.id))


@dataclass
class _Memory(Generic[_Found]):
    """Reads groups of periods; what it read of groups with frozen results it gives out again, so nobody may change it."""

    read: Callable[[Session, int, Sequence[PeriodList]], Sequence[_Found]]
    join: Callable[[_Found, _Found], _Found]
    _recent: RecentValues[_Key, _Found] = field(default_factory=lambda: RecentValues(_MOST_REMEMBERED))

    def of_scopes(self, session: Session, tenant_id: int, scopes: Sequence[PeriodList]) -> list[_Found]:
        frozen = [PeriodList([each for each in scope.periods if _is_frozen(each)]) for scope in scopes]
        moving = [PeriodList([each for each in scope.periods if not _is_frozen(each)]) for scope in scopes]
        keys: list[_Key] = [(tenant_id, tuple(each.result_id for each in scope.periods)) for scope in frozen]
        found = [self._recent.recall(key) for key in keys]
        unknown = [position for position, each in enumerate(found) if each is None]
        open_ones = [position for position, each in enumerate(moving) if each.periods]
        groups = [*(frozen[position] for position in unknown), *(moving[position] for position in open_ones)]
        fresh = iter(self.read(session, tenant_id, groups))
        for position in unknown:
            found[position] = self._recent.keep(keys[position], next(fresh))
        for position in open_ones:
            found[position] = self.join(found[position], next(fresh))  # type: ignore[arg-type]
        return found  # type: ignore[return-value]


def _is_frozen(period: PeriodLine) -> bool:
    return period.is_closed and period.result_id is not None


def _read_counts(session: Session, tenant_id: int, groups: Sequence[PeriodList]) -> Sequence[Mapping[UUID, ServiceCounts]]:
    return summed_service_counts_by_group(session, tenant_id=tenant_id, groups=[each.ids for each in groups])


def _join_counts(first: Mapping[UUID, ServiceCounts], second: Mapping[UUID, ServiceCounts]) -> Mapping[UUID, ServiceCounts]:
    joined = dict(first)
    for agency_id, services in second.items():
        mine: dict[UUID, RawCounts] = dict(joined.get(agency_id, {}))
        for service_type_id, counts in services.items():
            known = mine.get(service_type_id)
            mine[service_type_id] = counts if known is None else tuple(map(add, known, counts))
        joined[agency_id] = mine
    return joined


def _read_profiles(session: Session, tenant_id: int, groups: Sequence[PeriodList]) -> Sequence[ProfileCounts]:
    return profile_counts_by_group(session, tenant_id=tenant_id, groups=[each.ids for each in groups])


def _join_profiles(first: ProfileCounts, second: ProfileCounts) -> ProfileCounts:
    joined = {dimension: dict(people) for dimension, people in first.items()}
    for dimension, people in second.items():
        mine = joined.setdefault(dimension, {})
        for category, number in people.items():
            mine[category] = mine.get(category, 0) + number
    return joined


def _read_listings(session: Session, tenant_id: int, groups: Sequence[PeriodList]) -> Sequence[Listing]:
    group_of = {period.id: (number, period.starts_on) for number, group in enumerate(groups) for period in group.periods}
    found: list[dict[UUID, ListedService]] = [{} for _ in groups]
    rows: Any = session.execute(_period_services(), {"tenant_id": tenant_id, "ids": list(group_of)}) if group_of else ()
    for row in rows:
        number, starts_on = group_of[row[5]]
        service = ListedService._make((*row, starts_on))
        known = found[number].get(service.id)
        found[number][service.id] = service if known is None else _join_service(known, service)
    return found


@cache
def _period_services() -> Select[*tuple[Any, ...]]:
    return select(
        PeriodService.service_type_id, PeriodService.name, PeriodService.population, PeriodService.sample_target, PeriodService.position,
        PeriodService.period_id,
    ).where(PeriodService.tenant_id == bindparam("tenant_id"), is_in(PeriodService.period_id, "ids"))  # fmt: skip


def _join_listings(first: Listing, second: Listing) -> Listing:
    joined = dict(first)
    for each in second.values():
        known = joined.get(each.id)
        joined[each.id] = each if known is None else _join_service(known, each)
    return joined


def _join_service(first: ListedService, second: ListedService) -> ListedService:
    newer = max(first, second, key=lambda each: each.newest_starts_on)
    return newer._replace(
        sample_target=first.sample_target + second.sample_target, position=min(first.position, second.position)
    )


_counts = _Memory(_read_counts, _join_counts)
_profiles = _Memory(_read_profiles, _join_profiles)
_listings = _Memory(_read_listings, _join_listings)
