"""Collects what a regency's recap is made from: its result, every agency with what surrounds it, the scope before, trend, target.

The page and the documents read the same record. The number of statements does not depend on the number of agencies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from puas.db.queries.frozen_results import ResultFilter, list_results
from puas.db.queries.period_lists import PeriodLine, PeriodList
from puas.db.queries.regency_figures import ServiceCounts, in_order, regency_snapshot, score_counts, score_regency
from puas.db.queries.regency_trend import regency_trend
from puas.db.queries.tallies import summed_service_counts
from puas.db.queries.tenant_look import TenantLook, find_look
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import FollowupItem
from puas.db.tables.results import PastResult, Target
from puas.domain.comparison import target, trend_point
from puas.domain.index_score import IndexScore
from puas.domain.quality_grade import NIK_PLACES, grade
from puas.domain.recap_builder import AgencyContext, RecapFrame, build_recap
from puas.domain.recap_snapshot import PlanCount, RecapSnapshot
from puas.domain.regulation.registry import edition
from puas.domain.report_details import place_of
from puas.domain.report_snapshot import Letterhead, PreviousUnsur, Signatory, TrendPoint
from puas.domain.report_snapshot import Target as PrintedTarget
from puas.domain.reporting_scope import WHOLE_YEAR, ReportingScope
from puas.domain.result_snapshot import Policies, ResultSnapshot
from puas.domain.rounding import round_half_up

SIGNATORY_POSITION = "Sekretaris Daerah"
# With the present one, five points.
EARLIER_POINTS = 4


@dataclass(frozen=True, slots=True)
class _Before:
    """The scope before: its periods and counts by agency, and indexes entered for that year."""

    scope: ReportingScope
    periods: PeriodList
    counts: Mapping[UUID, ServiceCounts]
    entered: Sequence[PastResult]
    policies: Policies
    frozen: Mapping[UUID, Decimal | None]
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
        frozen = self.frozen.get(mine[0].id) if len(mine) == 1 else None
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
        row = mine[0]
        return trend_point(label=row.label, year=row.year, edition_id=row.edition, nik=row.nik, respondents=row.respondents)


def recap_of_scope(session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope, now: datetime) -> RecapSnapshot:
    """The recap as it stands at this moment, not yet numbered; `periods` are all of the tenant."""
    inside = periods.inside(scope)
    result = regency_snapshot(session, tenant_id=tenant_id, periods=periods, scope=scope, now=now)
    entered = _entered(session, tenant_id, scope.year)
    frozen, before = _before(session, tenant_id, periods, scope, result.policies, inside.ids, entered)
    previous, previous_unsur = before.regency()
    look = find_look(session, tenant_id=tenant_id)
    frame = RecapFrame(
        document_id="",
        verification_url="",
        prepared_at=now,
        scope=scope,
        letterhead=_letterhead(result, look),
        signatory=Signatory(SIGNATORY_POSITION, "", "", "", place_of(result.tenant.name), None),
        earlier=_earlier(session, tenant_id, periods, scope, result.policies, entered),
        previous=previous,
        previous_unsur=previous_unsur,
        target=regency_target(session, tenant_id=tenant_id, year=scope.year, edition_id=result.edition_id),
    )
    return build_recap(result, _agencies(session, tenant_id, inside, before, frozen), frame)


def regency_target(session: Session, *, tenant_id: int, year: int, edition_id: str) -> PrintedTarget | None:
    """What the regency has to reach in a year."""
    statement = select(Target).where(Target.tenant_id == tenant_id, Target.agency_id.is_(None), Target.year == year)
    row = session.scalars(statement).one_or_none()
    return None if row is None else target(row.nik, edition_id, row.source)


def _before(
    session: Session, tenant_id: int, periods: PeriodList, scope: ReportingScope, policies: Policies, ids: Sequence[UUID],
    entered: Sequence[PastResult],
) -> tuple[Mapping[UUID, Decimal | None], _Before]:  # fmt: skip
    """Frozen indexes by period, of this scope and the one before; and the scope before."""
    (earlier,) = scope.earlier(1)
    found = periods.inside(earlier)
    lines = list_results(session, tenant_id=tenant_id, wanted=ResultFilter(period_ids=[*ids, *found.ids]))
    frozen = {each.period_id: each.nik for each in lines if each.period_id is not None}
    counts = summed_service_counts(session, tenant_id=tenant_id, period_ids=found.ids) if found.ids else {}
    last_year = [each for each in entered if each.year == scope.year - 1]
    return frozen, _Before(earlier, found, counts, last_year, policies, frozen)


def _agencies(
    session: Session, tenant_id: int, inside: PeriodList, before: _Before, frozen: Mapping[UUID, Decimal | None]
) -> list[AgencyContext]:
    of_agency: dict[UUID, list[PeriodLine]] = {}
    for each in inside.periods:
        of_agency.setdefault(each.agency_id, []).append(each)
    plans = _plans(session, tenant_id, [*inside.ids, *before.periods.ids])
    promised = _by_agency(before.periods, plans)
    planned = _by_agency(inside, plans)
    statement = (
        select(Agency.id, Agency.name, Agency.short_name, Agency.kind)
        .where(Agency.tenant_id == tenant_id, or_(Agency.state == "active", Agency.id.in_(of_agency)))
        .order_by(Agency.name)
    )
    found = []
    for agency_id, name, short_name, kind in session.execute(statement):
        mine = of_agency.get(agency_id, [])
        found.append(
            AgencyContext(
                id=str(agency_id),
                name=mine[0].agency_name if mine else name,
                short_name=short_name,
                kind=kind,
                periods=len(mine),
                open_periods=sum(not each.is_closed for each in mine),
                frozen_nik=frozen.get(mine[0].id) if len(mine) == 1 else None,
                previous=before.point_of(agency_id),
                promised=promised.get(agency_id, PlanCount(0, 0)),
                planned=planned.get(agency_id, PlanCount(0, 0)),
            )
        )
    return found


def _plans(session: Session, tenant_id: int, period_ids: Sequence[UUID]) -> dict[UUID, PlanCount]:
    """Follow-up items by period, and how many of them are done; one that a later plan has taken up is counted there."""
    successor = aliased(FollowupItem)
    statement = (
        select(FollowupItem.period_id, func.count(), func.count().filter(FollowupItem.state == "done"))
        .where(FollowupItem.tenant_id == tenant_id, FollowupItem.period_id.in_(period_ids))
        .where(~exists().where(successor.tenant_id == tenant_id, successor.carried_from == FollowupItem.id))
        .group_by(FollowupItem.period_id)
    )
    return {period_id: PlanCount(items, done) for period_id, items, done in session.execute(statement)}


def _by_agency(periods: PeriodList, plans: Mapping[UUID, PlanCount]) -> dict[UUID, PlanCount]:
    items: Counter[UUID] = Counter()
    done: Counter[UUID] = Counter()
    for each in periods.periods:
        count = plans.get(each.id)
        if count is not None:
            items[each.agency_id] += count.items
            done[each.agency_id] += count.done
    return {agency_id: PlanCount(number, done[agency_id]) for agency_id, number in items.items()}


def _entered(session: Session, tenant_id: int, year: int) -> Sequence[PastResult]:
    """Indexes of years before the platform that a recap may show: the regency's own, and each agency's of last year."""
    statement = (
        select(PastResult)
        .where(PastResult.tenant_id == tenant_id, PastResult.year < year, PastResult.year >= year - EARLIER_POINTS)
        .where(or_(PastResult.agency_id.is_(None), PastResult.year == year - 1))
        .order_by(PastResult.year, PastResult.label)
    )
    return session.scalars(statement).all()


def _earlier(
    session: Session, tenant_id: int, periods: PeriodList, scope: ReportingScope, policies: Policies, entered: Sequence[PastResult]
) -> list[TrendPoint]:
    """The platform's own points, before them what was entered for the regency's years without one."""
    own = regency_trend(session, tenant_id=tenant_id, periods=periods, scope=scope, policies=policies, number=EARLIER_POINTS)
    if scope.part != WHOLE_YEAR:
        return own
    known = {point.year for point in own}
    older = [
        trend_point(label=row.label, year=row.year, edition_id=row.edition, nik=row.nik, respondents=row.respondents)
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
