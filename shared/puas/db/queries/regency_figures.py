"""Figures of a whole regency over a reporting scope: every agency's standing, the mean of agencies, and all answers pooled.

Five statements, whatever the number of agencies. Scoring the same counts again is remembered by value: of fifty agencies
only those that got new answers are worked out anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import counts_here
from puas.db.queries.figures import COMBINED, FINAL, PROVISIONAL
from puas.db.queries.period_lists import PeriodLine, PeriodList
from puas.db.queries.scope_counts import ScopeCounts, counts_of_scopes, in_printed_order, profiles_of_scopes
from puas.db.queries.tallies import RawCounts, ServiceCounts, as_tally
from puas.db.queries.tenant_frame import TenantFrame, tenant_frame
from puas.db.tables.agencies import Agency
from puas.domain.index_score import UnitScore, score_agencies, score_services
from puas.domain.ranking import Contender, Place, rank
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.reporting_scope import ReportingScope
from puas.domain.result_builder import (
    AgencyInput,
    Frame,
    ServiceInput,
    build_regency_result,
    index_figures,
    profile_tables,
    unsur_figures,
)
from puas.domain.result_snapshot import (
    IndexFigures,
    PeriodIdentity,
    Policies,
    ProfileTable,
    ResultSnapshot,
    UnsurFigures,
)
from puas.domain.tally import Tally, add_up

AgencyCounts = tuple[RawCounts, ...]

Profile = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
"""Respondents by dimension and category, in the order of their names."""

# The moment a remembered result is kept under; whoever asks gets it with their own.
_WHENEVER = datetime(2017, 5, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class AgencyStanding:
    """One agency in the regency's list."""

    agency_id: UUID
    name: str
    state: str
    index: IndexFigures
    respondent_weighted: IndexFigures
    respondents: int
    sample_target: int | None
    place: Place
    periods: tuple[PeriodLine, ...]


@dataclass(frozen=True, slots=True)
class RegencyFigures:
    """What the regency's page shows. `index` follows the policy; both aggregations stand beside it."""

    scope: ReportingScope
    edition_id: str
    policies: Policies
    state: str
    index: IndexFigures
    simple_mean: IndexFigures
    respondent_weighted: IndexFigures
    unsur: tuple[UnsurFigures, ...]
    respondents: int
    sample_target: int | None
    standings: tuple[AgencyStanding, ...]
    without_period: tuple[str, ...]
    profile: tuple[ProfileTable, ...]

    @property
    def counted(self) -> int:
        """How many agencies the mean is made of."""
        return sum(each.index.nik is not None for each in self.standings)


@dataclass(frozen=True, slots=True)
class ScoredAgency:
    """An agency's scores and printed indexes, and its counts added up."""

    unit: UnitScore
    index: IndexFigures
    respondent_weighted: IndexFigures
    tally: Tally


@lru_cache(maxsize=4096)
def score_counts(edition_id: str, policies: Policies, services: AgencyCounts) -> ScoredAgency:
    """Score an agency from the counts of its services. Remembered by what was counted, so never by whom."""
    rule = edition(edition_id)
    tallies = [as_tally(raw) for raw in services]
    named = [(str(position), tally) for position, tally in enumerate(tallies)]
    unit = score_services(rule, named, weight=policies.weight, aggregation=policies.aggregation)
    return ScoredAgency(unit, index_figures(rule, policies, unit.chosen), index_figures(rule, policies, unit.pooled), add_up(tallies))


@lru_cache(maxsize=256)
def score_regency(edition_id: str, policies: Policies, agencies: tuple[AgencyCounts, ...]) -> UnitScore:
    """Score a regency from the counts of its agencies' services, remembered like those."""
    scored = [score_counts(edition_id, policies, each) for each in agencies]
    return score_agencies(
        edition(edition_id),
        [(str(position), each.unit.chosen, each.tally) for position, each in enumerate(scored)],
        weight=policies.weight,
        aggregation=policies.aggregation,
    )


def in_order(services: ServiceCounts) -> AgencyCounts:
    """Counts as they were read, which is by id, so that the same ones are recognised."""
    return tuple(services.values())


def regency_figures(session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope) -> RegencyFigures:
    """Add up the scope's periods of every agency."""
    inside = periods.inside(scope)
    sums = scope_sums(session, tenant_id=tenant_id, inside=inside)
    (profile,) = profiles_of_scopes(session, tenant_id=tenant_id, scopes=[inside])
    standings = sums.standings()
    unit = sums.regency()
    edition_id, policies = sums.edition_id, sums.policies
    rule = edition(edition_id)
    targets = [each.sample_target for each in standings if each.sample_target]
    return RegencyFigures(
        scope=scope,
        edition_id=edition_id,
        policies=policies,
        state=COMBINED if all(each.is_closed for each in inside.periods) else PROVISIONAL,
        index=index_figures(rule, policies, unit.chosen),
        simple_mean=index_figures(rule, policies, unit.simple_mean),
        respondent_weighted=index_figures(rule, policies, unit.pooled),
        unsur=unsur_figures(rule, policies, unit.chosen),
        respondents=sum(each.respondents for each in standings),
        sample_target=sum(targets) or None,
        standings=standings,
        without_period=_without_period(session, tenant_id, inside),
        profile=profile_tables(rule, profile),
    )


def scope_sums(session: Session, *, tenant_id: int, inside: PeriodList) -> ScopeSums:
    """What was counted in the periods of a scope; two statements."""
    policies = tenant_frame(session, tenant_id=tenant_id).policies
    (counted,) = counts_of_scopes(session, tenant_id=tenant_id, scopes=[inside])
    return ScopeSums(policies, inside, counted.counts)


def regency_snapshot(session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope, now: datetime) -> ResultSnapshot:
    """The regency's result with every agency, service and count in it: the ground of its worksheet and its file."""
    inside = periods.inside(scope)
    frame = tenant_frame(session, tenant_id=tenant_id)
    (counted,) = counts_of_scopes(session, tenant_id=tenant_id, scopes=[inside])
    profile = profile_of_scope(session, tenant_id=tenant_id, inside=inside)
    return replace(snapshot_of_counts(frame, inside, scope, counted, profile), frozen_at=now)


def profile_of_scope(session: Session, *, tenant_id: int, inside: PeriodList) -> Profile:
    """Who answered in the periods of a scope; one statement."""
    (profile,) = profiles_of_scopes(session, tenant_id=tenant_id, scopes=[inside])
    return tuple((dimension, tuple(sorted(people.items()))) for dimension, people in sorted(profile.items()))


def snapshot_of_counts(
    frame: TenantFrame, inside: PeriodList, scope: ReportingScope, counted: ScopeCounts, profile: Profile
) -> ResultSnapshot:
    """The regency's result of what has been read, with no moment of its own: frozen whenever whoever asks says."""
    window = scope.window
    return _built(
        inside.periods[0].edition if inside.periods else DEFAULT_EDITION_ID,
        Frame(
            tenant=frame.identity,
            period=PeriodIdentity(window.kind, window.label, scope.year, window.starts_on, window.ends_on, frame.time_zone),
            frozen_at=_WHENEVER,
            policies=frame.policies,
            sample_data=frame.is_sample,
        ),
        _counted_agencies(inside, counted),
        profile,
    )


class _CountedService(NamedTuple):
    """A service with what was counted of it, as plain values: of equal ones the result need not be built again."""

    id: str
    name: str
    population: int | None
    sample_target: int | None
    counts: RawCounts | None

    def as_input(self) -> ServiceInput:
        tally = Tally.empty() if self.counts is None else as_tally(self.counts)
        return ServiceInput(self.id, self.name, tally, self.population, self.sample_target)


class _CountedAgency(NamedTuple):
    """An agency with its services."""

    id: str
    name: str
    population: int | None
    sample_target: int | None
    services: tuple[_CountedService, ...]

    def as_input(self) -> AgencyInput:
        services = [each.as_input() for each in self.services]
        return AgencyInput(self.id, self.name, services, self.population, self.sample_target)


@lru_cache(maxsize=8)
def _built(edition_id: str, frame: Frame, agencies: tuple[_CountedAgency, ...], profile: Profile) -> ResultSnapshot:
    known = [each.population for each in agencies if each.population is not None]
    return build_regency_result(
        edition=edition(edition_id),
        frame=frame,
        agencies=[each.as_input() for each in agencies],
        population=sum(known) if known else None,
        sample_target=sum(each.sample_target or 0 for each in agencies) or None,
        profile={dimension: dict(counts) for dimension, counts in profile},
    )


@dataclass(frozen=True)
class ScopeSums:
    """Counts of a scope by agency, with the rules they are scored by."""

    policies: Policies
    periods: PeriodList
    counts: Mapping[UUID, ServiceCounts]

    @property
    def edition_id(self) -> str:
        every = self.periods.periods
        return every[0].edition if every else DEFAULT_EDITION_ID

    def score(self, agency_id: UUID) -> ScoredAgency:
        return score_counts(self.edition_id, self.policies, in_order(self.counts.get(agency_id, {})))

    def regency(self) -> UnitScore:
        agencies = tuple(in_order(self.counts[agency_id]) for agency_id in sorted(self.counts))
        return score_regency(self.edition_id, self.policies, agencies)

    def standings(self) -> tuple[AgencyStanding, ...]:
        """Every agency with a period, in the order of the ranking."""
        of_agency: dict[UUID, list[PeriodLine]] = {}
        for period in self.periods.periods:
            of_agency.setdefault(period.agency_id, []).append(period)
        found = {agency_id: self._standing(agency_id, mine) for agency_id, mine in of_agency.items()}
        places = rank(Contender(str(key), each.name, each.index.nik, each.respondents, each.sample_target) for key, each in found.items())
        return tuple(replace(found[UUID(place.contender.key)], place=place) for place in places)

    def _standing(self, agency_id: UUID, periods: Sequence[PeriodLine]) -> AgencyStanding:
        scored = self.score(agency_id)
        index = scored.index
        only = periods[0] if len(periods) == 1 else None
        if only is not None and only.nik is not None:
            # A single closed period shows what was frozen, whatever the tenant's policy has become since.
            index = replace(index, nik=only.nik, mutu=only.mutu, predikat=_predikat(only))
        closed = all(each.is_closed for each in periods)
        target = sum(each.sample_target for each in periods) or None
        name = periods[0].agency_name
        respondents = scored.tally.respondents
        return AgencyStanding(
            agency_id=agency_id,
            name=name,
            state=(FINAL if only is not None and only.result_id is not None else COMBINED) if closed else PROVISIONAL,
            index=index,
            respondent_weighted=scored.respondent_weighted,
            respondents=respondents,
            sample_target=target,
            place=Place(Contender(str(agency_id), name, index.nik, respondents, target), "", None),
            periods=tuple(periods),
        )


def _predikat(line: PeriodLine) -> str:
    return next((band.label for band in edition(line.edition).bands if band.letter == line.mutu), "")


def _without_period(session: Session, tenant_id: int, periods: PeriodList) -> tuple[str, ...]:
    surveyed = {each.agency_id for each in periods.periods}
    statement = (
        select(Agency.id, Agency.name)
        .where(Agency.tenant_id == tenant_id, Agency.state == "active", counts_here(Agency.id, tenant_id=tenant_id))
        .order_by(Agency.name)
    )
    return tuple(name for agency_id, name in session.execute(statement) if agency_id not in surveyed)


@lru_cache(maxsize=64)
def _counted_agencies(periods: PeriodList, counted: ScopeCounts) -> tuple[_CountedAgency, ...]:
    """The agencies of a scope by name, their services in the order of the list. Remembered as long as neither of the two is read anew."""
    by_id = {each.id: each for each in periods.periods}
    services: dict[UUID, list[_CountedService]] = {}
    for each in in_printed_order(counted.listing):
        agency_id = by_id[each.newest_period_id].agency_id
        raw = counted.counts.get(agency_id, {}).get(each.id)
        service = _CountedService(str(each.id), each.name, each.population, each.sample_target or None, raw)
        services.setdefault(agency_id, []).append(service)
    targets: Counter[UUID] = Counter()
    for period in periods.periods:
        targets[period.agency_id] += period.sample_target
    names = {each.agency_id: each.agency_name for each in reversed(periods.periods)}
    agencies = []
    for agency_id, name in sorted(names.items(), key=lambda item: item[1].casefold()):
        mine = services.get(agency_id, [])
        known = [each.population for each in mine if each.population is not None]
        agencies.append(
            _CountedAgency(str(agency_id), name, sum(known) if known else None, targets[agency_id] or None, tuple(mine))
        )
    return tuple(agencies)
