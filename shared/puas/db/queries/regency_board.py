"""Collects what a regency's board shows: figures with their uncertainty, the scope before, reports, targets, late promises.

The board, the page of the regency's head and the letters read the same record. What it is made of is read every time
(`board_sources`) and worked out anew only where it is not what it was; scores and margins of equal counts are remembered by value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.board_sources import BoardSources, Entered, ListedAgency, board_sources
from puas.db.queries.figures import PROVISIONAL
from puas.db.queries.period_lists import PeriodList
from puas.db.queries.regency_figures import AgencyCounts, AgencyStanding, ScopeSums, in_order, score_counts
from puas.db.queries.scope_counts import Listing, ScopeCounts
from puas.db.queries.tallies import RawCounts, as_tally
from puas.domain.comparison import printed_nik, trend_point
from puas.domain.deadlines import SUBMIT, DueDay, deadline_for, is_settled, obligation
from puas.domain.index_score import NO_RESPONDENTS
from puas.domain.letter_occasions import Before
from puas.domain.quality_grade import NIK_PLACES
from puas.domain.ranking import WITHOUT_INDEX
from puas.domain.regency_board import NO_PERIOD, BoardAgency, Measured, PeriodReport, RegencyBoard
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import TrendPoint
from puas.domain.reporting_scope import ReportingScope
from puas.domain.result_builder import index_figures, unsur_figures
from puas.domain.result_snapshot import IndexFigures, Policies, UnsurFigures
from puas.domain.rounding import round_half_up
from puas.domain.submission_workflow import CLOSED, COLLECTING
from puas.domain.uncertainty import Sampled, margin_of_agencies, margin_of_services
from puas.domain.yearly_targets import Aim, progress
from puas.runtime.recent_values import LastMade

_Asked = tuple[tuple[RawCounts, int | None], ...]
"""Counts of an agency's services and how many people each has; hashable, so a key of what it holds."""

_NO_INDEX = IndexFigures(None, None, None, None, NO_RESPONDENTS, ())


@dataclass(frozen=True)
class _Scope:
    """The counts of a scope, and its agencies' standings among themselves in the order of the ranking."""

    sums: ScopeSums
    standings: Mapping[UUID, AgencyStanding]
    listing: Listing

    @cached_property
    def is_closed(self) -> bool:
        """Whether it has periods, and none of them is open."""
        return bool(self.sums.periods.periods) and all(each.is_closed for each in self.sums.periods.periods)

    def margin(self, agency_id: UUID) -> Decimal | None:
        return _margin(self.sums.edition_id, self.sums.policies, self._asked(agency_id))

    def regency_margin(self) -> Decimal | None:
        every = tuple(self._asked(agency_id) for agency_id in sorted(self.sums.counts))
        return _regency_margin(self.sums.edition_id, self.sums.policies, every)

    def unsur(self, agency_id: UUID) -> tuple[UnsurFigures, ...]:
        return _unsur(self.sums.edition_id, self.sums.policies, in_order(self.sums.counts.get(agency_id, {})))

    def _asked(self, agency_id: UUID) -> _Asked:
        services = self.sums.counts.get(agency_id, {})
        return tuple((counts, self._population(key)) for key, counts in services.items())

    def _population(self, service_type_id: UUID) -> int | None:
        """How many people the service has, as frozen with the newest period of the scope that asks about it."""
        listed = self.listing.get(service_type_id)
        return None if listed is None else listed.population


@dataclass(frozen=True)
class _Earlier:
    """The scope before: measured by the platform where its periods are closed, else as somebody entered it for that year."""

    reporting_scope: ReportingScope
    scope: _Scope
    entered: Mapping[UUID | None, TrendPoint]
    edition_id: str

    def of_agency(self, agency_id: UUID) -> Before | None:
        standing = self.scope.standings.get(agency_id)
        if standing is None:
            point = self.entered.get(agency_id)
            return None if point is None else Before(point.nik, None, point.edition_id == self.edition_id)
        if standing.state == PROVISIONAL or standing.index.nik is None:
            return None
        return Before(standing.index.nik, self.scope.margin(agency_id), self.scope.sums.edition_id == self.edition_id)

    def rank_of(self, agency_id: UUID) -> int | None:
        """Only once all are closed: until then ranks of that scope still move."""
        standing = self.scope.standings.get(agency_id)
        return standing.place.rank if standing is not None and self.scope.is_closed else None

    def regency(self) -> TrendPoint | None:
        sums = self.scope.sums
        if not sums.periods.periods:
            return self.entered.get(None)
        score = sums.regency().chosen if self.scope.is_closed else None
        if score is None or score.nik is None:
            return None
        label = self.reporting_scope.window.label
        nik = round_half_up(score.nik, NIK_PLACES)
        return trend_point(label=label, year=self.reporting_scope.year, edition_id=sums.edition_id, nik=nik, respondents=score.respondents)


def regency_board(session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope, today: date) -> RegencyBoard:
    """The board of a scope as it stands on a day; `periods` are all of the tenant. As long as nothing in it has changed, the same board."""
    sources = board_sources(session, tenant_id=tenant_id, periods=periods, scope=scope, today=today)
    return _boards.of((tenant_id, scope), sources, _worked_out)


# A board of fifty agencies takes half a megabyte; a process shows those of a province's regencies by turns.
_boards: LastMade[tuple[int, ReportingScope], BoardSources, RegencyBoard] = LastMade(64)


def _worked_out(sources: BoardSources) -> RegencyBoard:
    scope, today, due_days = sources.scope, sources.today, sources.due_days
    now = _scope(sources.policies, sources.periods, sources.counted)
    before = _scope(sources.policies, sources.periods_before, sources.counted_before)
    sums = now.sums
    rule, policies = edition(sums.edition_id), sums.policies
    yearly = _yearly(sources.entered, scope.year)
    earlier = _Earlier(sources.scope_before, before, yearly.entered, rule.id)
    reports = _reports(sources.periods, due_days, today)
    aim = yearly.targets.get(None)
    owed_since = dict.fromkeys({each.id for each in sources.agencies} - sources.surveyed_around, _owed_since(due_days, scope, today))
    agencies = [
        _agency(each, now, earlier, yearly.targets.get(each.id), reports.get(each.id, ()), owed_since.get(each.id))
        for each in sources.agencies
    ]
    order = {agency_id: position for position, agency_id in enumerate(now.standings)}
    unit = sums.regency().chosen
    index = index_figures(rule, policies, unit)
    return RegencyBoard(
        scope=scope,
        edition_id=rule.id,
        policies=policies,
        index=index,
        measured=_measured(index, now.regency_margin, rule.id),
        unsur=unsur_figures(rule, policies, unit),
        respondents=sum(each.respondents for each in now.standings.values()),
        sample_target=sum(each.sample_target or 0 for each in now.standings.values()) or None,
        before=earlier.regency(),
        target=progress(aim.nik if aim else None, index.nik, index.mutu, rule.id, is_final=now.is_closed),
        target_source=aim.source if aim else "",
        is_provisional=not now.is_closed,
        is_over=scope.window.ends_on < today,
        agencies=tuple(sorted(agencies, key=lambda each: (order.get(UUID(each.id), len(order)), each.name.casefold()))),
    )


@lru_cache(maxsize=4096)
def _margin(edition_id: str, policies: Policies, asked: _Asked) -> Decimal | None:
    services = [Sampled(as_tally(raw), population) for raw, population in asked]
    return margin_of_services(edition(edition_id), services, weight=policies.weight, aggregation=policies.aggregation)


@lru_cache(maxsize=256)
def _regency_margin(edition_id: str, policies: Policies, agencies: tuple[_Asked, ...]) -> Decimal | None:
    sampled = [[Sampled(as_tally(raw), population) for raw, population in asked] for asked in agencies]
    return margin_of_agencies(edition(edition_id), sampled, weight=policies.weight, aggregation=policies.aggregation)


@lru_cache(maxsize=4096)
def _unsur(edition_id: str, policies: Policies, services: AgencyCounts) -> tuple[UnsurFigures, ...]:
    return unsur_figures(edition(edition_id), policies, score_counts(edition_id, policies, services).unit.chosen)


def _scope(policies: Policies, periods: PeriodList, counted: ScopeCounts) -> _Scope:
    sums = ScopeSums(policies, periods, counted.counts)
    return _Scope(sums, {each.agency_id: each for each in sums.standings()}, counted.listing)


@dataclass(frozen=True, slots=True)
class _Yearly:
    """What somebody entered: targets of the scope's year, and indexes of the year before, each by agency (None: the regency)."""

    targets: Mapping[UUID | None, Aim]
    entered: Mapping[UUID | None, TrendPoint]


def _yearly(entered: Iterable[Entered], year: int) -> _Yearly:
    """Of several indexes of one agency none is the year's."""
    targets: dict[UUID | None, Aim] = {}
    indexes: dict[UUID | None, list[TrendPoint]] = {}
    for is_target, agency_id, text, nik, edition_id, respondents in entered:
        if is_target:
            targets[agency_id] = Aim(printed_nik(nik), text)
        else:
            point = trend_point(label=text, year=year - 1, edition_id=edition_id, nik=nik, respondents=respondents)
            indexes.setdefault(agency_id, []).append(point)
    return _Yearly(targets, {agency_id: mine[0] for agency_id, mine in indexes.items() if len(mine) == 1})


def _reports(inside: PeriodList, due_days: Sequence[DueDay], today: date) -> dict[UUID, tuple[PeriodReport, ...]]:
    """Where each period's report stands, by agency, the newest period first."""
    reports: dict[UUID, list[PeriodReport]] = {}
    for each in inside.periods:
        state = each.report_state or (CLOSED if each.is_closed else COLLECTING)
        due = deadline_for(due_days, step=SUBMIT, starts_on=each.starts_on, ends_on=each.ends_on)
        is_done = is_settled(SUBMIT, state=state, round_number=each.report_round)
        where = obligation(SUBMIT, is_done=is_done, ends_on=each.ends_on, due=due, today=today)
        reports.setdefault(each.agency_id, []).append(PeriodReport(str(each.id), each.label, state, where, each.is_published))
    return {agency_id: tuple(mine) for agency_id, mine in reports.items()}


def _owed_since(due_days: Sequence[DueDay], scope: ReportingScope, today: date) -> date | None:
    """The day by which the scope's reports had to be submitted, once it has gone by: for agencies that were not surveyed."""
    window = scope.window
    due = deadline_for(due_days, step=SUBMIT, starts_on=window.starts_on, ends_on=window.ends_on)
    return due.due_on if due is not None and due.due_on < today else None


def _agency(
    listed: ListedAgency, now: _Scope, earlier: _Earlier, aim: Aim | None, reports: tuple[PeriodReport, ...], owed_since: date | None
) -> BoardAgency:
    standing = now.standings.get(listed.id)
    index = _NO_INDEX if standing is None else standing.index
    edition_id = now.sums.edition_id
    name = listed.name if standing is None else standing.name
    is_final = standing is not None and standing.state != PROVISIONAL
    return BoardAgency(
        id=str(listed.id),
        name=name,
        short_name=listed.short_name,
        present_name="" if listed.name == name else listed.name,
        merged_into=listed.merged_into,
        is_active=listed.is_active,
        state=NO_PERIOD if standing is None else standing.state,
        standing=WITHOUT_INDEX if standing is None else standing.place.standing,
        rank=None if standing is None else standing.place.rank,
        rank_before=earlier.rank_of(listed.id),
        index=index,
        measured=_measured(index, lambda: now.margin(listed.id), edition_id),
        before=earlier.of_agency(listed.id),
        unsur=() if standing is None else now.unsur(listed.id),
        respondents=0 if standing is None else standing.respondents,
        sample_target=None if standing is None else standing.sample_target,
        target=progress(aim.nik if aim else None, index.nik, index.mutu, edition_id, is_final=is_final),
        reports=reports,
        owed_since=owed_since if listed.is_active else None,
        late_promises=listed.late_promises,
        late_since=listed.late_since,
    )


def _measured(index: IndexFigures, margin: Callable[[], Decimal | None], edition_id: str) -> Measured | None:
    if index.nik is None or index.mutu is None:
        return None
    return Measured(index.nik, index.mutu, margin(), edition_id)
