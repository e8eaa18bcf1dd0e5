"""What was counted in reporting scopes, what they ask about, and who answered, each added up over a scope's periods.

Of a closed period none of it changes but together with its result in force: a correction that takes in late answers freezes a new
version in the same transaction. So what the closed periods of a scope add up to is remembered under those results. What was read of its
other periods is remembered under the digest of the rows it was made of, and a page asks for that digest only; rows that are not the same
have the same digest in one of 2^64 cases. Scopes that are asked about together have no period in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import add
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import BigInteger, Select, Text, Uuid, bindparam, cast, func, literal_column, select, union_all
from sqlalchemy.orm import Session

from puas.db.queries.period_lists import PeriodList
from puas.db.queries.tallies import ProfileCounts, RawCounts, ServiceCounts, group_number, ids_of_groups, is_in, profile_counts_by_group
from puas.db.tables.scores import COUNT_COLUMNS
from puas.db.tables.surveys import PeriodService
from puas.db.tables.tallies import tally
from puas.domain.tally import SERVICE
from puas.runtime.recent_values import LastMade, RecentValues

_Part = TypeVar("_Part")
_Results = tuple[int, tuple[UUID | None, ...]]
"""A tenant and results in force of its periods."""

_Digest = tuple[int, int]
"""How many rows there are, and the sum of what the server makes of each."""

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
Counts = Mapping[UUID, ServiceCounts]


@dataclass(frozen=True, eq=False)
class ScopeCounts:
    """Counts by agency and service type, and every service type that is asked about, by its id.

    It is given out again as long as nothing in it has changed, and equals itself only: what was worked out of it is found by it, and
    nobody may change it.
    """

    counts: Counts
    listing: Listing


def counts_of_scopes(session: Session, *, tenant_id: int, scopes: Sequence[PeriodList]) -> list[ScopeCounts]:
    """What was counted in each scope and what it asks about. One statement where nothing has changed, none for closed scopes; where
    something has, another one; two for scopes that are read for the first time."""
    known = [_counts.knows(tenant_id, scope) and _listings.knows(tenant_id, scope) for scope in scopes]
    moving = [position for position, scope in enumerate(scopes) if known[position] and scope.moving.periods]
    digests = dict(zip(moving, _digests(session, tenant_id, [scopes[position].moving for position in moving]), strict=True))
    counted, asked = ([digests[each][place] if each in digests else None for each in range(len(scopes))] for place in (0, 1))
    counts, listings = _counts.of_scopes(session, tenant_id, scopes, counted), _listings.of_scopes(session, tenant_id, scopes, asked)
    found = zip(scopes, counts, listings, strict=True)
    return [_given_out.of((tenant_id, scope.ids), (mine, listing), lambda parts: ScopeCounts(*parts)) for scope, mine, listing in found]


def profiles_of_scopes(session: Session, *, tenant_id: int, scopes: Sequence[PeriodList]) -> list[ProfileCounts]:
    """Respondents by profile dimension and category of each scope; at most one statement."""
    keys = [(tenant_id, scope.frozen.results) for scope in scopes]
    found = [_profiles.recall(key) for key in keys]
    unknown = [position for position, each in enumerate(found) if each is None]
    moving = [position for position, scope in enumerate(scopes) if scope.moving.periods]
    groups = [*(scopes[position].frozen.ids for position in unknown), *(scopes[position].moving.ids for position in moving)]
    fresh = iter(profile_counts_by_group(session, tenant_id=tenant_id, groups=groups))
    for position in unknown:
        found[position] = _profiles.keep(keys[position], next(fresh))
    for position in moving:
        found[position] = _join_profiles(found[position] or {}, next(fresh))
    return [each or {} for each in found]


def in_printed_order(listing: Listing) -> list[ListedService]:
    """Services as lists of an agency print them."""
    return sorted(listing.values(), key=lambda each: (each.position, each.id))


_Rows = Mapping[UUID, Sequence[Any]]
"""Rows by the period they are about, each with its digest first."""


@dataclass
class _Memory(Generic[_Part]):
    """One table's part of scopes: of their closed periods, and of all of them together with the digest of the moving ones."""

    rows: Callable[[], Select[*tuple[Any, ...]]]
    add_up: Callable[[_Rows, PeriodList], _Part]
    join: Callable[[_Part, _Part], _Part]
    _frozen: RecentValues[_Results, _Part] = field(default_factory=lambda: RecentValues(_MOST_REMEMBERED))
    _whole: RecentValues[tuple[_Results, tuple[UUID, ...]], tuple[_Digest, _Part]] = field(
        default_factory=lambda: RecentValues(_MOST_REMEMBERED)
    )

    def knows(self, tenant_id: int, scope: PeriodList) -> bool:
        """Whether a digest can tell that nothing has changed."""
        return self._whole.recall(_key(tenant_id, scope)) is not None

    def of_scopes(self, session: Session, tenant_id: int, scopes: Sequence[PeriodList], digests: Sequence[_Digest | None]) -> list[_Part]:
        """The part of each scope, read where it is not remembered under this digest of its moving periods (None: not asked)."""
        known = [self._whole.recall(_key(tenant_id, scope)) for scope in scopes]
        changed = [place for place, each in enumerate(known) if each is None or digests[place] not in (None, each[0])]
        fresh = self._read(session, tenant_id, [scopes[place] for place in changed])
        for place, each in zip(changed, fresh, strict=True):
            known[place] = self._whole.keep(_key(tenant_id, scopes[place]), each)
        return [each[1] for each in known if each is not None]

    def _read(self, session: Session, tenant_id: int, scopes: Sequence[PeriodList]) -> list[tuple[_Digest, _Part]]:
        keys = [(tenant_id, scope.frozen.results) for scope in scopes]
        closed = [self._frozen.recall(key) for key in keys]
        groups = [scope if part is None else scope.moving for scope, part in zip(scopes, closed, strict=True)]
        rows = self._rows_of(session, tenant_id, groups)
        found = []
        for scope, key, part in zip(scopes, keys, closed, strict=True):
            if part is None:
                part = self._frozen.keep(key, self.add_up(rows, scope.frozen))
            whole = self.join(part, self.add_up(rows, scope.moving)) if scope.moving.periods else part
            found.append((_digest_of(rows, scope.moving), whole))
        return found

    def _rows_of(self, session: Session, tenant_id: int, groups: Iterable[PeriodList]) -> _Rows:
        found: dict[UUID, list[Any]] = {period_id: [] for group in groups for period_id in group.ids}
        rows: Any = session.execute(self.rows(), {"tenant_id": tenant_id, "ids": list(found)}) if found else ()
        for period_id, *row in rows:
            found[period_id].append(row)
        return found


def _key(tenant_id: int, scope: PeriodList) -> tuple[_Results, tuple[UUID, ...]]:
    return (tenant_id, scope.frozen.results), scope.moving.ids


# Statements are made once: putting one together takes longer than the server needs to answer it.
@cache
def _digests_of_groups(groups: int) -> Any:
    def of(place: int, name: str, period_id: Any, *rows: Any) -> Any:
        digests: Any = func.count(), func.sum(_digest_of_row(name))
        figures = select(literal_column(str(place)), group_number(period_id, groups), *digests)
        return figures.where(is_in(period_id, "every_id"), *rows).group_by(literal_column("2"))

    counted = of(0, tally.name, tally.c.period_id, tally.c.tenant_id == bindparam("tenant_id"), tally.c.dimension == SERVICE)
    return union_all(counted, of(1, _service.name, _service.c.period_id, _service.c.tenant_id == bindparam("tenant_id")))


def _digests(session: Session, tenant_id: int, groups: Sequence[PeriodList]) -> list[tuple[_Digest, _Digest]]:
    """What the counts and the services of each group of periods have for digests now."""
    found = [[(0, 0), (0, 0)] for _ in groups]
    values = {"tenant_id": tenant_id, **ids_of_groups([each.ids for each in groups])}
    for place, position, rows, total in session.execute(_digests_of_groups(len(groups)), values) if groups else ():
        found[position][place] = (rows, int(total))
    return [(counted, asked) for counted, asked in found]


def _digest_of(rows: _Rows, periods: PeriodList) -> _Digest:
    """The same of rows that were read."""
    digests = [row[0] for period_id in periods.ids for row in rows[period_id]]
    return len(digests), sum(digests)


def _digest_of_row(table: str) -> Any:
    """Twice over: what the server makes of a row is a sum over its columns, so that two rows could swap a figure unnoticed."""
    of_columns = func.hash_record_extended(literal_column(table), literal_column("0"), type_=BigInteger)
    return func.hashtextextended(cast(of_columns, Text), literal_column("0"), type_=BigInteger)


@cache
def _count_rows() -> Select[*tuple[Any, ...]]:
    figures = (tally.c[name] for name in ("respondents", *COUNT_COLUMNS))
    return select(tally.c.period_id, _digest_of_row(tally.name), cast(tally.c.category, Uuid), *figures).where(
        tally.c.tenant_id == bindparam("tenant_id"), is_in(tally.c.period_id, "ids"), tally.c.dimension == SERVICE
    )


def _added_counts(rows: _Rows, periods: PeriodList) -> Counts:
    found: dict[UUID, dict[UUID, RawCounts]] = {}
    for period in periods.periods:
        mine = found.setdefault(period.agency_id, {}) if rows[period.id] else {}
        for _digest, service_type_id, *counts in rows[period.id]:
            _add_counts(mine, service_type_id, tuple(counts))
    # In the order of their ids, so that equal counts are recognised.
    return {agency_id: dict(sorted(mine.items(), key=lambda item: item[0].int)) for agency_id, mine in found.items()}


def _join_counts(first: Counts, second: Counts) -> Counts:
    joined = dict(first)
    for agency_id, services in second.items():
        mine = dict(joined.get(agency_id, {}))
        for service_type_id, counts in services.items():
            _add_counts(mine, service_type_id, counts)
        joined[agency_id] = mine
    return joined


def _add_counts(into: dict[UUID, RawCounts], service_type_id: UUID, counts: RawCounts) -> None:
    known = into.get(service_type_id)
    into[service_type_id] = counts if known is None else tuple(map(add, known, counts))


@cache
def _service_rows() -> Select[*tuple[Any, ...]]:
    listed = _service.c
    return select(
        listed.period_id, _digest_of_row(_service.name), listed.service_type_id, listed.name, listed.population, listed.sample_target,
        listed.position,
    ).where(listed.tenant_id == bindparam("tenant_id"), is_in(listed.period_id, "ids"))  # fmt: skip


def _added_services(rows: _Rows, periods: PeriodList) -> Listing:
    found: dict[UUID, ListedService] = {}
    for period in periods.periods:
        for _digest, *service in rows[period.id]:
            _add_service(found, ListedService._make((*service, period.id, period.starts_on)))
    return found


def _join_services(first: Listing, second: Listing) -> Listing:
    joined = dict(first)
    for each in second.values():
        _add_service(joined, each)
    return joined


def _add_service(into: dict[UUID, ListedService], service: ListedService) -> None:
    known = into.get(service.id)
    if known is None:
        into[service.id] = service
        return
    newer = max(known, service, key=lambda each: each.newest_starts_on)
    into[service.id] = newer._replace(
        sample_target=known.sample_target + service.sample_target, position=min(known.position, service.position)
    )


def _join_profiles(first: ProfileCounts, second: ProfileCounts) -> ProfileCounts:
    joined = {dimension: dict(people) for dimension, people in first.items()}
    for dimension, people in second.items():
        mine = joined.setdefault(dimension, {})
        for category, number in people.items():
            mine[category] = mine.get(category, 0) + number
    return joined


_service: Any = PeriodService.__table__
_counts = _Memory(_count_rows, _added_counts, _join_counts)
_listings = _Memory(_service_rows, _added_services, _join_services)
_profiles: RecentValues[_Results, ProfileCounts] = RecentValues(_MOST_REMEMBERED)
_given_out: LastMade[tuple[int, tuple[UUID, ...]], tuple[Counts, Listing], ScopeCounts] = LastMade(_MOST_REMEMBERED)
