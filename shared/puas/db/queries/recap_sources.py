"""Collects what a regency's recap is made from: its result, every agency with what surrounds it, the scope before, trend, target.

The page and the documents read the same record. The number of statements does not depend on the number of agencies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, Uuid, bindparam, cast, exists, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies import counts_here
from puas.db.queries.period_lists import PeriodLine, PeriodList
from puas.db.queries.regency_figures import in_order, score_counts, score_regency, snapshot_of_counts
from puas.db.queries.regency_trend import regency_trend
from puas.db.queries.scope_counts import counts_of_scopes
from puas.db.queries.tallies import ServiceCounts, is_in
from puas.db.queries.tenant_frame import tenant_frame
from puas.db.queries.tenant_look import TenantLook
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import FollowupItem
from puas.db.tables.results import PastResult, Target
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.comparison import target, trend_point
from puas.domain.index_score import IndexScore
from puas.domain.quality_grade import NIK_PLACES, grade
from puas.domain.recap_builder import AgencyContext, RecapFrame, build_recap
from puas.domain.recap_snapshot import PlanCount, RecapSnapshot
from puas.domain.regulation.registry import edition
from puas.domain.report_details import place_of
from puas.domain.report_snapshot import Letterhead, PreviousUnsur, Signatory, TrendPoint
from puas.domain.reporting_scope import WHOLE_YEAR, ReportingScope
from puas.domain.result_snapshot import Policies, ResultSnapshot
from puas.domain.rounding import round_half_up

SIGNATORY_POSITION = "Sekretaris Daerah"
# With the present one, five points.
EARLIER_POINTS = 4


@dataclass(frozen=True, slots=True)
class _EnteredIndex:
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
class _EnteredTarget:
    """What the regency has to reach in the year, and where that is laid down."""

    nik: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the counts: agencies (name, short name, kind) in order, and plans by period."""

    agencies: dict[UUID, tuple[str, str, str]]
    plans: dict[UUID, PlanCount]


@dataclass(frozen=True, slots=True)
class _Before:
    """The scope before: its periods and counts by agency, and indexes entered for that year."""

    scope: ReportingScope
    periods: PeriodList
    counts: Mapping[UUID, ServiceCounts]
    entered: Sequence[_EnteredIndex]
    policies: Policies
    beside: _Beside
    _of_agency: dict[UUID, list[PeriodLine]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.periods.periods:
            self._of_agency.setdefault(each.agency_id, []).append(each)

    def point_of(self, agency_id: UUID) -> TrendPoint | None:
        """An agency's index then: of its closed periods, else as entered for that year."""
        mine = self._of_agency.get(agency_id, [])
        if not mine:
            return self._entered(agency_id)
        if not all(each.is_closed for each in mine):
            return None
        rule = mine[0].edition
        score = score_counts(rule, self.policies, in_order(self.counts.get(agency_id, {}))).unit.chosen
        frozen = mine[0].nik if len(mine) == 1 else None
        return _point(self.scope, rule, score, frozen)

    def regency(self) -> tuple[TrendPoint | None, tuple[PreviousUnsur, ...]]:
        """The regency's index then with its unsur; None while one of its periods was never closed."""
        every = self.periods.periods
        if not every:
            return self._entered(None), ()
        if not all(each.is_closed for each in every):
            return None, ()
        rule = every[0].edition
        agencies = tuple(in_order(self.counts[agency_id]) for agency_id in sorted(self.counts))
        score = score_regency(rule, self.policies, agencies).chosen
        return _point(self.scope, rule, score, None), _unsur(rule, score)

    def _entered(self, agency_id: UUID | None) -> TrendPoint | None:
        """What somebody entered for that year, unless there are several figures of which none is the year's."""
        mine = [each for each in self.entered if each.agency_id == agency_id]
        if self.scope.part != WHOLE_YEAR or len(mine) != 1:
            return None
        return mine[0].point()


def recap_of_scope(session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope, now: datetime) -> RecapSnapshot:
    """The recap as it stands at this moment, not yet numbered; `periods` are all of the tenant."""
    (scope_before,) = scope.earlier(1)
    inside, inside_before = periods.inside(scope), periods.inside(scope_before)
    tenant = tenant_frame(session, tenant_id=tenant_id)
    counted, before_counted = counts_of_scopes(session, tenant_id=tenant_id, scopes=[inside, inside_before])
    result = snapshot_of_counts(session, tenant_id=tenant_id, frame=tenant, inside=inside, scope=scope, counted=counted, now=now)
    entered, aim = _entered(session, tenant_id, scope.year)
    beside = _beside_periods(session, tenant_id, inside, inside_before)
    last_year = [each for each in entered if each.year == scope.year - 1]
    before = _Before(scope_before, inside_before, before_counted.counts, last_year, result.policies, beside)
    previous, previous_unsur = before.regency()
    frame = RecapFrame(
        document_id="",
        verification_url="",
        prepared_at=now,
        scope=scope,
        letterhead=_letterhead(result, tenant.look),
        signatory=Signatory(SIGNATORY_POSITION, "", "", "", place_of(result.tenant.name), None),
        earlier=_earlier(session, tenant_id, periods, scope, result.policies, entered),
        previous=previous,
        previous_unsur=previous_unsur,
        target=None if aim is None else target(aim.nik, result.edition_id, aim.source),
    )
    return build_recap(result, _agencies(inside, before, beside), frame)


def _beside_periods(session: Session, tenant_id: int, inside: PeriodList, before: PeriodList) -> _Beside:
    """Every agency, with the plan of each of its periods of the two scopes."""
    surveyed = list({each.agency_id for each in inside.periods})
    values = {"tenant_id": tenant_id, "period_ids": [*inside.ids, *before.ids], "surveyed": surveyed}
    found = _Beside({}, {})
    for agency_id, name, short_name, kind, period_id, planned, done in session.execute(_agencies_with_plans(), values):
        found.agencies[agency_id] = (name, short_name, kind)
        if period_id is not None:
            found.plans[period_id] = PlanCount(planned, done)
    return found


@cache
def _agencies_with_plans() -> Select[*tuple[Any, ...]]:
    """Made once: putting it together takes longer than the server needs to answer it."""
    plans, period = _plans().subquery(), SurveyPeriod
    return (
        select(
            Agency.id, Agency.name, Agency.short_name, Agency.kind,
            period.id, func.coalesce(plans.c.planned, 0), func.coalesce(plans.c.done, 0),
        )
        .outerjoin(
            period,
            (period.tenant_id == Agency.tenant_id) & (period.agency_id == Agency.id) & is_in(period.id, "period_ids"),
        )
        .outerjoin(plans, plans.c.period_id == period.id)
        .where(Agency.tenant_id == bindparam("tenant_id"), counts_here(Agency.id, tenant_id=bindparam("tenant_id")))
        .where(or_(Agency.state == "active", is_in(Agency.id, "surveyed")))
        .order_by(Agency.name)
    )  # fmt: skip


def _plans() -> Select[UUID, int, int]:
    """Follow-up items by period, and how many of them are done; one that a later plan has taken up is counted there."""
    successor = aliased(FollowupItem)
    return (
        select(
            FollowupItem.period_id, func.count().label("planned"), func.count().filter(FollowupItem.state == "done").label("done")
        )
        .where(FollowupItem.tenant_id == bindparam("tenant_id"), is_in(FollowupItem.period_id, "period_ids"))
        .where(~exists().where(successor.tenant_id == bindparam("tenant_id"), successor.carried_from == FollowupItem.id))
        .group_by(FollowupItem.period_id)
    )


def _agencies(inside: PeriodList, before: _Before, beside: _Beside) -> list[AgencyContext]:
    of_agency: dict[UUID, list[PeriodLine]] = {}
    for each in inside.periods:
        of_agency.setdefault(each.agency_id, []).append(each)
    promised = _by_agency(before.periods, beside.plans)
    planned = _by_agency(inside, beside.plans)
    found = []
    for agency_id, (name, short_name, kind) in beside.agencies.items():
        mine = of_agency.get(agency_id, [])
        found.append(
            AgencyContext(
                id=str(agency_id),
                name=mine[0].agency_name if mine else name,
                short_name=short_name,
                kind=kind,
                periods=len(mine),
                open_periods=sum(not each.is_closed for each in mine),
                frozen_nik=mine[0].nik if len(mine) == 1 else None,
                previous=before.point_of(agency_id),
                promised=promised.get(agency_id, PlanCount(0, 0)),
                planned=planned.get(agency_id, PlanCount(0, 0)),
            )
        )
    return found


def _by_agency(periods: PeriodList, plans: Mapping[UUID, PlanCount]) -> dict[UUID, PlanCount]:
    items: Counter[UUID] = Counter()
    done: Counter[UUID] = Counter()
    for each in periods.periods:
        count = plans.get(each.id)
        if count is not None:
            items[each.agency_id] += count.items
            done[each.agency_id] += count.done
    return {agency_id: PlanCount(number, done[agency_id]) for agency_id, number in items.items()}


def _entered(session: Session, tenant_id: int, year: int) -> tuple[list[_EnteredIndex], _EnteredTarget | None]:
    """Indexes of years before the platform that a recap may show, the regency's own and each agency's of last year; its target."""
    indexes = (
        select(PastResult.agency_id, PastResult.year, PastResult.label, PastResult.edition, PastResult.nik, PastResult.respondents)
        .where(PastResult.tenant_id == tenant_id, PastResult.year < year, PastResult.year >= year - EARLIER_POINTS)
        .where(or_(PastResult.agency_id.is_(None), PastResult.year == year - 1))
    )
    aim = select(cast(null(), Uuid), Target.year, Target.source, literal(""), Target.nik, cast(null(), Integer)).where(
        Target.tenant_id == tenant_id, Target.agency_id.is_(None), Target.year == year
    )
    found = session.execute(union_all(indexes, aim).order_by("year", "label")).all()
    target_row = next((row for row in found if row.year == year), None)
    entered = [_EnteredIndex(*row) for row in found if row is not target_row]
    return entered, None if target_row is None else _EnteredTarget(target_row.nik, target_row.label)


def _earlier(
    session: Session, tenant_id: int, periods: PeriodList, scope: ReportingScope, policies: Policies, entered: Sequence[_EnteredIndex]
) -> list[TrendPoint]:
    """The platform's own points, before them what was entered for the regency's years without one."""
    own = regency_trend(session, tenant_id=tenant_id, periods=periods, scope=scope, policies=policies, number=EARLIER_POINTS)
    if scope.part != WHOLE_YEAR:
        return own
    known = {point.year for point in own}
    older = [
        row.point()
        for row in entered
        if row.agency_id is None and row.year not in known
    ]
    return sorted([*older, *own], key=lambda point: point.year)


def _point(scope: ReportingScope, edition_id: str, score: IndexScore, frozen: Decimal | None) -> TrendPoint | None:
    if score.nik is None:
        return None
    nik = frozen if frozen is not None else round_half_up(score.nik, NIK_PLACES)
    return trend_point(label=scope.window.label, year=scope.year, edition_id=edition_id, nik=nik, respondents=score.respondents)


def _unsur(edition_id: str, score: IndexScore) -> tuple[PreviousUnsur, ...]:
    rule = edition(edition_id)
    found = [(each, score.nik_of(each.slug)) for each in rule.unsur]
    return tuple(
        PreviousUnsur(each.slug, each.name, round_half_up(nik, NIK_PLACES), grade(rule, nik).mutu) for each, nik in found if nik is not None
    )


def _letterhead(result: ResultSnapshot, look: TenantLook | None) -> Letterhead:
    if look is None:
        return Letterhead((f"Pemerintah {result.tenant.name}",), "", "", "", "", None, None, "")
    lines = tuple(line for line in (look.government_name, look.office_name) if line)
    return Letterhead(lines, look.address, look.phone, look.email, look.website, look.emblem_key, None, look.accent)
