"""Figures of an agency: the frozen result where there is one, else what the tallies give now, of one period or several.

One period that is closed is read from its frozen result. Everything else is worked out from tallies: provisional while a
period is open, combined where several closed periods are added up (exact sums, never an average of averages).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from puas.db.queries.frozen_results import FrozenResult, find_result_of_period
from puas.db.queries.period_lists import PeriodLine, PeriodList
from puas.db.queries.period_result import compute_result_of, uncounted_responses
from puas.db.queries.scope_counts import counts_of_scopes, in_printed_order
from puas.db.queries.tallies import count_periods
from puas.db.queries.tenant_frame import TenantFrame, tenant_frame
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import ReportingScope
from puas.domain.result_builder import AGENCY_SCOPE, Frame, ServiceInput, build_agency_result
from puas.domain.result_snapshot import AgencyIdentity, PeriodIdentity, ResultSnapshot

FINAL = "final"
COMBINED = "combined"
PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class Figures:
    """A snapshot with what it is: frozen and signed, added up from closed periods, or still moving."""

    snapshot: ResultSnapshot
    state: str
    frozen: FrozenResult | None
    periods: tuple[PeriodLine, ...]


def agency_figures(
    session: Session, *, tenant_id: int, periods: Sequence[PeriodLine], scope: ReportingScope | None, now: datetime
) -> Figures | None:
    """Figures of one agency over these periods of its own; None when there is no period."""
    if not periods:
        return None
    if len(periods) == 1:
        return period_figures(session, tenant_id=tenant_id, period=periods[0], now=now)
    frame = tenant_frame(session, tenant_id=tenant_id)
    snapshot = _add_up(session, tenant_id=tenant_id, frame=frame, periods=periods, scope=scope, now=now)
    state = COMBINED if all(each.is_closed for each in periods) else PROVISIONAL
    return Figures(snapshot, state, None, tuple(periods))


def period_figures(session: Session, *, tenant_id: int, period: PeriodLine, now: datetime) -> Figures:
    """Figures of one period."""
    if period.is_closed:
        frozen = find_result_of_period(session, tenant_id=tenant_id, period_id=period.id)
        if frozen is not None:
            return Figures(frozen.snapshot, FINAL, frozen, (period,))
    tenant = tenant_frame(session, tenant_id=tenant_id)
    snapshot = compute_result_of(session, tenant_id=tenant_id, period=period, tenant=tenant, now=now)
    return Figures(snapshot, PROVISIONAL, None, (period,))


def _add_up(
    session: Session,
    *,
    tenant_id: int,
    frame: TenantFrame,
    periods: Sequence[PeriodLine],
    scope: ReportingScope | None,
    now: datetime,
) -> ResultSnapshot:
    ids = [each.id for each in periods]
    newest = periods[0]
    counted = count_periods(session, tenant_id=tenant_id, period_ids=ids)
    (asked,) = counts_of_scopes(session, tenant_id=tenant_id, scopes=[PeriodList(periods)])
    listed = in_printed_order(asked.listing)
    uncounted = uncounted_responses(session, tenant_id=tenant_id, period_ids=ids)
    known = [each.population for each in listed if each.population is not None]
    return build_agency_result(
        edition=edition(newest.edition),
        frame=Frame(
            tenant=frame.identity,
            period=_time_of(periods, scope, frame.time_zone),
            frozen_at=now,
            policies=frame.policies,
            sample_data=frame.is_sample,
            quarantined=uncounted.get("quarantined", 0),
            late=uncounted.get("late", 0),
        ),
        agency=AgencyIdentity(str(newest.agency_id), newest.agency_name, newest.agency_short_name),
        services=[
            ServiceInput(str(each.id), each.name, counted.tally_of(each.id), each.population, each.sample_target or None) for each in listed
        ],
        scope=AGENCY_SCOPE,
        population=sum(known) if known else None,
        sample_target=sum(each.sample_target for each in periods) or None,
        profile=counted.profile,
    )


def _time_of(periods: Sequence[PeriodLine], scope: ReportingScope | None, time_zone: str) -> PeriodIdentity:
    first, last = min(each.starts_on for each in periods), max(each.ends_on for each in periods)
    if scope is None:
        return PeriodIdentity("custom", f"{first.year}–{last.year}", last.year, first, last, time_zone)
    window = scope.window
    return PeriodIdentity(window.kind, window.label, scope.year, first, last, time_zone)
