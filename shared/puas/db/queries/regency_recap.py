"""A regency's recap: its result, every agency with what surrounds it, the scope before, trend, target.

The page and the documents read the same record. What it is made of is read every time (`recap_sources`) and worked out anew only where
it is not what it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.period_lists import PeriodLine, PeriodList
from puas.db.queries.recap_sources import EnteredIndex, RecapSources, recap_sources
from puas.db.queries.regency_figures import in_order, score_counts, score_regency, snapshot_of_counts
from puas.db.queries.tallies import ServiceCounts
from puas.db.queries.tenant_look import TenantLook
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
from puas.runtime.recent_values import LastMade

SIGNATORY_POSITION = "Sekretaris Daerah"


def recap_of_scope(session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope, now: datetime) -> RecapSnapshot:
    """The recap as it stands at this moment, not yet numbered; `periods` are all of the tenant."""
    recap = standing_recap(session, tenant_id=tenant_id, periods=periods, scope=scope)
    return replace(recap, prepared_at=now, result=replace(recap.result, frozen_at=now))


def standing_recap(session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope) -> RecapSnapshot:
    """The recap with no moment of its own. As long as nothing in it has changed, the same recap."""
    sources = recap_sources(session, tenant_id=tenant_id, periods=periods, scope=scope)
    return _recaps.of((tenant_id, scope), sources, _worked_out)


@dataclass(frozen=True, slots=True)
class _Before:
    """The scope before: its periods and counts by agency, and indexes entered for that year."""

    scope: ReportingScope
    periods: PeriodList
    counts: Mapping[UUID, ServiceCounts]
    entered: Sequence[EnteredIndex]
    policies: Policies
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


# A recap of fifty agencies takes five megabytes, nearly all of them the result it is of.
_recaps: LastMade[tuple[int, ReportingScope], RecapSources, RecapSnapshot] = LastMade(16)


def _worked_out(sources: RecapSources) -> RecapSnapshot:
    scope, aim = sources.scope, sources.target
    result = snapshot_of_counts(sources.frame, sources.periods, scope, sources.counted, sources.profile)
    last_year = [each for each in sources.entered if each.year == scope.year - 1]
    before = _Before(sources.scope_before, sources.periods_before, sources.counted_before.counts, last_year, result.policies)
    previous, previous_unsur = before.regency()
    frame = RecapFrame(
        document_id="",
        verification_url="",
        prepared_at=result.frozen_at,
        scope=scope,
        letterhead=_letterhead(result, sources.frame.look),
        signatory=Signatory(SIGNATORY_POSITION, "", "", "", place_of(result.tenant.name), None),
        earlier=sources.earlier,
        previous=previous,
        previous_unsur=previous_unsur,
        target=None if aim is None else target(aim.nik, result.edition_id, aim.source),
    )
    return build_recap(result, _agencies(sources, before), frame)


def _agencies(sources: RecapSources, before: _Before) -> list[AgencyContext]:
    of_agency: dict[UUID, list[PeriodLine]] = {}
    for each in sources.periods.periods:
        of_agency.setdefault(each.agency_id, []).append(each)
    found = []
    for row in sources.agencies:
        mine = of_agency.get(row.id, [])
        found.append(
            AgencyContext(
                id=str(row.id),
                name=mine[0].agency_name if mine else row.name,
                short_name=row.short_name,
                kind=row.kind,
                periods=len(mine),
                open_periods=sum(not each.is_closed for each in mine),
                frozen_nik=mine[0].nik if len(mine) == 1 else None,
                previous=before.point_of(row.id),
                promised=PlanCount(row.promised, row.promised_done),
                planned=PlanCount(row.planned, row.planned_done),
            )
        )
    return found


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
