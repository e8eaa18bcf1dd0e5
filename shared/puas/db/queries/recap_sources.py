"""What a regency's recap is made of, as it is read: its counts, every agency with its plans, the scope before, trend, target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Select, Uuid, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies import counts_here
from puas.db.queries.period_lists import PeriodList
from puas.db.queries.regency_figures import Profile, profile_of_scope
from puas.db.queries.regency_trend import regency_trend
from puas.db.queries.scope_counts import ScopeCounts, counts_of_scopes
from puas.db.queries.tallies import is_in
from puas.db.queries.tenant_frame import TenantFrame, tenant_frame
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import FollowupItem
from puas.db.tables.results import PastResult, Target
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.comparison import trend_point
from puas.domain.report_snapshot import TrendPoint
from puas.domain.reporting_scope import WHOLE_YEAR, ReportingScope
from puas.domain.result_snapshot import Policies

# With the present one, five points.
EARLIER_POINTS = 4


@dataclass(frozen=True, slots=True)
class EnteredIndex:
    """An index somebody entered for a year before the platform; without an agency that of the regency."""

    agency_id: UUID | None
    year: int
    label: str
    edition: str
    nik: Decimal
    respondents: int | None

    def point(self) -> TrendPoint:
        return trend_point(label=self.label, year=self.year, edition_id=self.edition, nik=self.nik, respondents=self.respondents)


@dataclass(frozen=True, slots=True)
class EnteredTarget:
    """What the regency has to reach in the year, and where that is laid down."""

    nik: Decimal
    source: str


class AgencyRow(NamedTuple):
    """An agency with its plans: those of the scope before, and those made of the scope's own results; of each how many are done."""

    id: UUID
    name: str
    short_name: str
    kind: str
    promised: int
    promised_done: int
    planned: int
    planned_done: int


@dataclass(frozen=True)
class RecapSources:
    """Everything a recap is made of: two of them are equal where it could not come out differently."""

    frame: TenantFrame
    scope: ReportingScope
    scope_before: ReportingScope
    periods: PeriodList
    periods_before: PeriodList
    counted: ScopeCounts
    counted_before: ScopeCounts
    profile: Profile
    entered: tuple[EnteredIndex, ...]
    target: EnteredTarget | None
    agencies: tuple[AgencyRow, ...]
    earlier: tuple[TrendPoint, ...]


def recap_sources(session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope) -> RecapSources:
    """Read them; the number of statements does not depend on the number of agencies."""
    (scope_before,) = scope.earlier(1)
    inside, before = periods.inside(scope), periods.inside(scope_before)
    frame = tenant_frame(session, tenant_id=tenant_id)
    counted, counted_before = counts_of_scopes(session, tenant_id=tenant_id, scopes=[inside, before])
    entered, aim = _entered(session, tenant_id, scope.year)
    return RecapSources(
        frame=frame,
        scope=scope,
        scope_before=scope_before,
        periods=inside,
        periods_before=before,
        counted=counted,
        counted_before=counted_before,
        profile=profile_of_scope(session, tenant_id=tenant_id, inside=inside),
        entered=entered,
        target=aim,
        agencies=_agency_rows(session, tenant_id, inside, before),
        earlier=_earlier(session, tenant_id, periods, scope, frame.policies, entered),
    )


def _agency_rows(session: Session, tenant_id: int, inside: PeriodList, before: PeriodList) -> tuple[AgencyRow, ...]:
    surveyed = list({each.agency_id for each in inside.periods})
    marks = [*(True for _ in inside.ids), *(False for _ in before.ids)]
    values = {"tenant_id": tenant_id, "period_ids": [*inside.ids, *before.ids], "is_inside": marks, "surveyed": surveyed}
    return tuple(map(AgencyRow._make, session.execute(_agencies_with_plans(), values)))


@cache
def _agencies_with_plans() -> Select[*tuple[Any, ...]]:
    """Made once: putting it together takes longer than the server needs to answer it."""
    plans = _plans().subquery()
    return (
        select(
            Agency.id, Agency.name, Agency.short_name, Agency.kind,
            *(func.coalesce(plans.c[name], 0) for name in ("promised", "promised_done", "planned", "planned_done")),
        )
        .outerjoin(plans, plans.c.agency_id == Agency.id)
        .where(Agency.tenant_id == bindparam("tenant_id"), counts_here(Agency.id, tenant_id=bindparam("tenant_id")))
        .where(or_(Agency.state == "active", is_in(Agency.id, "surveyed")))
        .order_by(Agency.name, Agency.id)
    )  # fmt: skip


def _plans() -> Select[*tuple[Any, ...]]:
    """Follow-up items by agency, and how many of them are done; one that a later plan has taken up is counted there."""
    successor, tenant_id = aliased(FollowupItem), bindparam("tenant_id", type_=sa.Integer)
    # A table of the two scopes' periods, so that none is looked for in a list of hundreds once for every item.
    ids, marks = bindparam("period_ids", type_=sa.ARRAY(Uuid)), bindparam("is_inside", type_=sa.ARRAY(sa.Boolean))
    chosen = func.unnest(ids, marks).table_valued(sa.column("period_id", Uuid), sa.column("is_inside", sa.Boolean)).render_derived()
    is_planned, is_done = chosen.c.is_inside, FollowupItem.state == "done"
    is_promised = ~is_planned
    return (
        select(
            SurveyPeriod.agency_id,
            func.count().filter(is_promised).label("promised"), func.count().filter(is_promised, is_done).label("promised_done"),
            func.count().filter(is_planned).label("planned"), func.count().filter(is_planned, is_done).label("planned_done"),
        )
        .select_from(SurveyPeriod)
        .join(chosen, chosen.c.period_id == SurveyPeriod.id)
        .join(FollowupItem, sa.and_(FollowupItem.tenant_id == SurveyPeriod.tenant_id, FollowupItem.period_id == SurveyPeriod.id))
        .where(SurveyPeriod.tenant_id == tenant_id, FollowupItem.tenant_id == tenant_id)
        .where(~sa.exists().where(successor.tenant_id == tenant_id, successor.carried_from == FollowupItem.id))
        .group_by(SurveyPeriod.agency_id)
    )  # fmt: skip


def _entered(session: Session, tenant_id: int, year: int) -> tuple[tuple[EnteredIndex, ...], EnteredTarget | None]:
    """Indexes of years before the platform that a recap may show, the regency's own and each agency's of last year; its target."""
    found = session.execute(_entered_rows(), {"tenant_id": tenant_id, "year": year}).all()
    target_row = next((row for row in found if row.year == year), None)
    entered = tuple(EnteredIndex(*row) for row in found if row is not target_row)
    return entered, None if target_row is None else EnteredTarget(target_row.nik, target_row.label)


@cache
def _entered_rows() -> Any:
    tenant_id, year = bindparam("tenant_id", type_=sa.Integer), bindparam("year", type_=sa.Integer)
    indexes = (
        select(PastResult.agency_id, PastResult.year, PastResult.label, PastResult.edition, PastResult.nik, PastResult.respondents)
        .where(PastResult.tenant_id == tenant_id, PastResult.year < year, PastResult.year >= year - EARLIER_POINTS)
        .where(or_(PastResult.agency_id.is_(None), PastResult.year == year - 1))
    )
    aim = select(sa.cast(sa.null(), Uuid), Target.year, Target.source, sa.literal(""), Target.nik, sa.cast(sa.null(), sa.Integer)).where(
        Target.tenant_id == tenant_id, Target.agency_id.is_(None), Target.year == year
    )
    return sa.union_all(indexes, aim).order_by("year", "label")


def _earlier(
    session: Session, tenant_id: int, periods: PeriodList, scope: ReportingScope, policies: Policies, entered: Sequence[EnteredIndex]
) -> tuple[TrendPoint, ...]:
    """The platform's own points, before them what was entered for the regency's years without one."""
    own = regency_trend(session, tenant_id=tenant_id, periods=periods, scope=scope, policies=policies, number=EARLIER_POINTS)
    if scope.part != WHOLE_YEAR:
        return tuple(own)
    known = {point.year for point in own}
    older = [row.point() for row in entered if row.agency_id is None and row.year not in known]
    return tuple(sorted([*older, *own], key=lambda point: point.year))
