"""The regency's index over earlier scopes of the same kind, each worked out from the counts of all its agencies.

Closed scopes only move when a correction freezes a new version of a result: their points are remembered under the results in force
of the periods they are made of, so that a page reads the counts of years past once per process and not once per visitor.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.period_lists import PeriodLine, PeriodList
from puas.db.queries.regency_figures import in_order, score_regency
from puas.db.queries.tallies import RawCounts, summed_service_counts_by_group
from puas.domain.comparison import trend_point
from puas.domain.quality_grade import NIK_PLACES
from puas.domain.report_snapshot import TrendPoint
from puas.domain.reporting_scope import ReportingScope
from puas.domain.result_snapshot import Policies
from puas.domain.rounding import round_half_up

_Key = tuple[int, ReportingScope, Policies, tuple[UUID | None, ...]]

_MOST_REMEMBERED = 2048
_remembered: OrderedDict[_Key, TrendPoint | None] = OrderedDict()
_lock = Lock()


def regency_trend(
    session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope, policies: Policies, number: int = 5
) -> list[TrendPoint]:
    """Up to `number` points before the scope, the oldest first; scopes with an open period or no index give none."""
    earlier = {each: periods.inside(each) for each in scope.earlier(number)}
    closed = {each: list(found.periods) for each, found in earlier.items() if _is_closed(found)}
    keys = {each: _key(tenant_id, each, policies, found) for each, found in closed.items()}
    unknown = {each: closed[each] for each, key in keys.items() if key not in _remembered}
    if unknown:
        _work_out(session, tenant_id, unknown, keys, policies)
    with _lock:
        points = [_remembered.get(keys[each]) for each in earlier if each in keys]
    return [point for point in points if point is not None]


def _is_closed(found: PeriodList) -> bool:
    return bool(found.periods) and all(each.is_closed and each.result_id is not None for each in found.periods)


def _key(tenant_id: int, scope: ReportingScope, policies: Policies, periods: list[PeriodLine]) -> _Key:
    return tenant_id, scope, policies, tuple(each.result_id for each in periods)


def _work_out(
    session: Session,
    tenant_id: int,
    scopes: Mapping[ReportingScope, list[PeriodLine]],
    keys: Mapping[ReportingScope, _Key],
    policies: Policies,
) -> None:
    groups = [[period.id for period in periods] for periods in scopes.values()]
    counts = summed_service_counts_by_group(session, tenant_id=tenant_id, groups=groups)
    points = {
        keys[scope]: _point(scope, periods[0].edition, found, policies)
        for (scope, periods), found in zip(scopes.items(), counts, strict=True)
    }
    with _lock:
        _remembered.update(points)
        while len(_remembered) > _MOST_REMEMBERED:
            _remembered.popitem(last=False)


def _point(
    scope: ReportingScope, edition_id: str, counts: Mapping[UUID, Mapping[UUID, RawCounts]], policies: Policies
) -> TrendPoint | None:
    unit = score_regency(edition_id, policies, tuple(in_order(services) for services in counts.values())).chosen
    if unit.nik is None:
        return None
    return trend_point(
        label=scope.window.label,
        year=scope.year,
        edition_id=edition_id,
        nik=round_half_up(unit.nik, NIK_PLACES),
        respondents=unit.respondents,
    )
