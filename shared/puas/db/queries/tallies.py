"""Tallies as the domain's counts: per period and service, added up over periods, and the profile of respondents.

One statement each, whatever the number of periods, agencies or services.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, any_, bindparam, case, cast, func, literal, literal_column, select
from sqlalchemy.orm import Session

from puas.db.tables.scores import COUNT_COLUMNS, SCORES, UNSUR_COLUMNS
from puas.db.tables.surveys import SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain.tally import MALL, PROFILES, SERVICE, Tally, UnsurCounts

RawCounts = tuple[int, ...]
"""Respondents, then the counts of each unsur's scores in the order of the columns; hashable, so a key of what it holds."""

ServiceCounts = Mapping[UUID, RawCounts]
"""Counts by service type."""

ProfileCounts = Mapping[str, Mapping[str, int]]
"""Respondents by dimension and stored category."""


def as_tally(raw: RawCounts) -> Tally:
    """Raw counts as the domain's tally."""
    step = len(SCORES)
    counts = {slug: UnsurCounts(*raw[1 + index * step : 1 + (index + 1) * step]) for index, slug in enumerate(UNSUR_COLUMNS)}
    return Tally(raw[0], counts)


@dataclass(frozen=True, slots=True)
class CountedPeriods:
    """What was counted in one or several periods of one agency."""

    services: Mapping[UUID, RawCounts]
    profile: ProfileCounts

    def tally_of(self, service_type_id: UUID) -> Tally:
        """The counts of a service type, the empty tally where nobody answered about it."""
        raw = self.services.get(service_type_id)
        return Tally.empty() if raw is None else as_tally(raw)


def count_periods(session: Session, *, tenant_id: int, period_ids: Collection[UUID]) -> CountedPeriods:
    """Scores per service type and respondents per profile category, added up over periods of one agency."""
    sums: Sequence[Any] = [func.sum(tally.c[name]) for name in ("respondents", *COUNT_COLUMNS)]
    statement = (
        select(tally.c.dimension, tally.c.category, *sums)
        .where(tally.c.tenant_id == tenant_id, tally.c.period_id.in_(period_ids), tally.c.dimension != MALL)
        .group_by(tally.c.dimension, tally.c.category)
    )
    services: dict[UUID, RawCounts] = {}
    profile: dict[str, dict[str, int]] = {}
    for dimension, category, *counts in session.execute(statement):
        if dimension == SERVICE:
            services[UUID(category)] = tuple(counts)
        else:
            profile.setdefault(dimension, {})[category] = counts[0]
    return CountedPeriods(services, profile)


def group_tallies(session: Session, *, tenant_id: int, period_id: UUID) -> dict[str, dict[str, Tally]]:
    """Scores per profile dimension and category of one period."""
    statement = select(tally.c.dimension, tally.c.category, *(tally.c[name] for name in ("respondents", *COUNT_COLUMNS))).where(
        tally.c.tenant_id == tenant_id, tally.c.period_id == period_id, tally.c.dimension.in_(PROFILES), tally.c.respondents > 0
    )
    found: dict[str, dict[str, Tally]] = {}
    for dimension, category, *counts in session.execute(statement):
        found.setdefault(dimension, {})[category] = as_tally(tuple(counts))
    return found


def summed_service_counts_by_group(
    session: Session, *, tenant_id: int, groups: Sequence[Collection[UUID]]
) -> list[dict[UUID, dict[UUID, RawCounts]]]:
    """Counts by agency and service type, added up over each of several sets of periods that do not overlap; at most one statement."""
    found: list[dict[UUID, dict[UUID, RawCounts]]] = [{} for _ in groups]
    if any(groups):
        for row in session.execute(_summed_counts(len(groups)), {"tenant_id": tenant_id, **ids_of_groups(groups)}):
            position, agency_id, service_type_id = row[:3]
            found[position].setdefault(agency_id, {})[service_type_id] = row[3:]
    return found


def profile_counts_by_group(
    session: Session, *, tenant_id: int, groups: Sequence[Collection[UUID]]
) -> list[dict[str, dict[str, int]]]:
    """Respondents by profile dimension and category, added up the same way."""
    found: list[dict[str, dict[str, int]]] = [{} for _ in groups]
    if any(groups):
        for row in session.execute(_summed_profiles(len(groups)), {"tenant_id": tenant_id, **ids_of_groups(groups)}):
            position, dimension, category, respondents = row
            found[position].setdefault(dimension, {})[category] = respondents
    return found


# Made once for each number of groups: putting forty sums together takes longer than sending their rows.
@cache
def _summed_counts(groups: int) -> Select[*tuple[Any, ...]]:
    # `sum` of an integer is a bigint for the server and an int for Python: exact in both.
    sums: Sequence[Any] = [func.sum(tally.c[name]) for name in ("respondents", *COUNT_COLUMNS)]
    # In the order of their ids, so that equal counts are recognised.
    return (
        select(group_number(SurveyPeriod.id, groups), SurveyPeriod.agency_id, cast(tally.c.category, Uuid), *sums)
        .join(SurveyPeriod, (SurveyPeriod.tenant_id == tally.c.tenant_id) & (SurveyPeriod.id == tally.c.period_id))
        .where(tally.c.tenant_id == bindparam("tenant_id"), is_in(SurveyPeriod.id, "every_id"), tally.c.dimension == SERVICE)
        .group_by(*map(literal_column, "123"))
        .order_by(*map(literal_column, "123"))
    )


@cache
def _summed_profiles(groups: int) -> Select[*tuple[Any, ...]]:
    return (
        select(group_number(tally.c.period_id, groups), tally.c.dimension, tally.c.category, func.sum(tally.c.respondents))
        .where(tally.c.tenant_id == bindparam("tenant_id"), is_in(tally.c.period_id, "every_id"), tally.c.dimension.in_(PROFILES))
        .group_by(literal_column("1"), tally.c.dimension, tally.c.category)
    )


def ids_of_groups(groups: Sequence[Collection[UUID]]) -> dict[str, list[UUID]]:
    """What the parameters of a statement about groups of periods hold."""
    every_id = [period_id for group in groups for period_id in group]
    return {"every_id": every_id, **{f"group_{position}": list(group) for position, group in enumerate(groups)}}


def group_number(column: Any, groups: int) -> ColumnElement[int]:
    """The place of the group the column's id is in."""
    return case(*((is_in(column, f"group_{position}"), position) for position in range(groups)), else_=-1)


def is_one_of(column: Any, ids: Collection[UUID]) -> ColumnElement[bool]:
    """Whether the column is one of many ids, sent as one array: hundreds of parameters cost more than the rows they find."""
    found: ColumnElement[bool] = column == any_(literal(list(ids), ARRAY(Uuid)))
    return found


def is_in(column: Any, name: str) -> ColumnElement[bool]:
    """The same where the ids are a parameter of that name."""
    found: ColumnElement[bool] = column == any_(bindparam(name, type_=ARRAY(Uuid)))
    return found
