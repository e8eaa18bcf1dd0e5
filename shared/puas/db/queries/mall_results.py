"""A mall's results over a scope, as the page and the document show them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.mall_figures import MallPeriod, answers_everywhere, index_of, period_list, point_of
from puas.db.queries.malls import counters_of, members_of
from puas.db.queries.tenant_frame import tenant_frame
from puas.domain.comparison import trend_point
from puas.domain.mall_index import MallIndex, Participation, participation
from puas.domain.report_snapshot import TrendPoint
from puas.domain.reporting_scope import PARTS, ReportingScope, reporting_scope
from puas.domain.result_snapshot import Policies

_KINDS = ("triwulan", "semester", "tahun")
MOST_POINTS = 8


@dataclass(frozen=True, slots=True)
class MallResults:
    """What is known of a mall in a scope. `is_provisional`: one of its periods is still open."""

    scope: ReportingScope
    index: MallIndex
    participation: Participation
    counters: int
    trend: tuple[TrendPoint, ...]
    is_provisional: bool
    # What owners outside the regency are called, by the id of their agency, where somebody said.
    owner_names: Mapping[str, str]


def mall_results(
    session: Session, *, tenant_id: int, mall_id: UUID, found: Sequence[MallPeriod], scope: ReportingScope,
    agency_ids: Collection[UUID] | None = None,
) -> MallResults:  # fmt: skip
    """`found` are the mall's periods with answers; four statements."""
    policies = tenant_frame(session, tenant_id=tenant_id).policies
    inside = period_list(found).inside(scope)
    index = index_of(found, inside, policies)
    everywhere = answers_everywhere(session, tenant_id=tenant_id, period_ids=inside.ids)
    members = members_of(session, tenant_id=tenant_id, mall_id=mall_id)
    own = {str(each.agency_id) for each in members if agency_ids is None or each.agency_id in agency_ids}
    at_mall = {each.id: each.respondents for each in index.agencies}
    return MallResults(
        scope=scope,
        index=index,
        participation=participation(own, at_mall, list(everywhere.values())),
        counters=len(counters_of(session, tenant_id=tenant_id, mall_id=mall_id, agency_ids=agency_ids)),
        trend=_trend(found, scope, policies),
        is_provisional=not all(each.is_closed for each in inside.periods),
        owner_names={str(each.agency_id): each.owner_name for each in members if each.owner_name},
    )


def _trend(found: Sequence[MallPeriod], scope: ReportingScope, policies: Policies) -> tuple[TrendPoint, ...]:
    """The quarters with an index up to the scope's end, the oldest first; where people are asked less often, half-years or years."""
    for kind in _KINDS:
        points = list(islice(_points(found, scope, policies, kind), MOST_POINTS))
        if points:
            return tuple(reversed(points))
    return ()


def _points(found: Sequence[MallPeriod], scope: ReportingScope, policies: Policies, kind: str) -> Iterator[TrendPoint]:
    """The newest first, so that none is worked out that is not shown."""
    periods = period_list(found)
    parts = [part for part in PARTS if part.startswith(kind)]
    for year, part in product(sorted((year for year in periods.years if year <= scope.year), reverse=True), reversed(parts)):
        each = reporting_scope(year, part)
        inside = periods.inside(each)
        if not inside.periods or each.window.ends_on > scope.window.ends_on:
            continue
        edition_id, index, respondents = point_of(found, inside, policies)
        if index.nik is not None:
            yield trend_point(label=each.window.label, year=year, edition_id=edition_id, nik=index.nik, respondents=respondents)
