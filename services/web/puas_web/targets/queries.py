"""What the pages about targets show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.figures import PROVISIONAL
from puas.db.queries.period_lists import list_periods
from puas.db.queries.regency_figures import AgencyStanding, scope_sums
from puas.db.queries.targets import AimedAgency, YearTargets, aimed_agencies, list_targets
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import WHOLE_YEAR, reporting_scope
from puas.domain.result_builder import index_figures
from puas.domain.yearly_targets import FIRST_YEAR, YEARS_AHEAD, Aim, Progress, is_plannable, old_aim, progress


@dataclass(frozen=True)
class AgencyProgress:
    """An agency's target of the year and its index so far."""

    agency_id: UUID
    name: str
    source: str
    progress: Progress


@dataclass(frozen=True)
class TargetsPage:
    """A year's targets with what has been reached. `regency` is None for an officer, who sees own agencies only."""

    year: int
    years: tuple[int, ...]
    regency: Progress | None
    regency_source: str
    agencies: Sequence[AgencyProgress]
    old_notes: int

    @property
    def aimed(self) -> list[AgencyProgress]:
        """Agencies with a target."""
        return [each for each in self.agencies if each.progress.target is not None]

    @property
    def measured(self) -> list[AgencyProgress]:
        """Those of them with an index."""
        return [each for each in self.aimed if each.progress.nik is not None]

    @property
    def reached(self) -> list[AgencyProgress]:
        return [each for each in self.measured if each.progress.is_reached]


@dataclass(frozen=True)
class TargetTable:
    """A year's targets to be edited, beside those of the year before."""

    year: int
    agencies: Sequence[AimedAgency]
    targets: YearTargets
    before: YearTargets

    @property
    def old_notes(self) -> dict[UUID | None, Aim]:
        """Proposals from the target noted with each agency; what is no target is left out."""
        return {each.id: aim for each in self.agencies if each.old_text and (aim := old_aim(each.old_text, "")) is not None}

    @property
    def unreadable_notes(self) -> list[AimedAgency]:
        """Agencies whose note cannot be a target."""
        return [each for each in self.agencies if each.old_text and old_aim(each.old_text, "") is None]

    @property
    def last_year(self) -> dict[UUID | None, Aim]:
        """The targets of the year before, as proposals."""
        return {each: aim for each in (None, *self.before.agencies) if (aim := self.before.of(each)) is not None}


def targets_page(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None, wanted: int | None, this_year: int
) -> TargetsPage:
    """The year asked for, else the present one; in seven statements."""
    periods = list_periods(session, tenant_id=tenant_id, agency_ids=agency_ids)
    every = list_targets(session, tenant_id=tenant_id, agency_ids=agency_ids)
    years = tuple(sorted({*every, *periods.years, this_year, this_year + 1}, reverse=True))
    year = wanted if wanted in years else this_year
    targets = every.get(year, YearTargets(year, None, {}))
    inside = periods.inside(reporting_scope(year, WHOLE_YEAR))
    sums = scope_sums(session, tenant_id=tenant_id, inside=inside)
    standings = {each.agency_id: each for each in sums.standings()}
    known = {*targets.agencies, *standings}
    agencies = aimed_agencies(session, tenant_id=tenant_id, also=known, agency_ids=agency_ids)
    rule = edition(sums.edition_id)
    regency = None
    if agency_ids is None:
        index = index_figures(rule, sums.policies, sums.regency().chosen)
        closed = bool(inside.periods) and all(each.is_closed for each in inside.periods)
        regency = progress(_nik(targets.regency), index.nik, index.mutu, rule.id, is_final=closed)
    return TargetsPage(
        year=year,
        years=years,
        regency=regency,
        regency_source=targets.regency.source if targets.regency else "",
        agencies=[_agency(each, targets, standings, rule.id) for each in agencies if each.is_active or each.id in known],
        old_notes=sum(1 for each in agencies if each.old_text and each.id not in targets.agencies),
    )


def target_table(session: Session, *, tenant_id: int, year: int, also: Collection[UUID] = ()) -> TargetTable:
    """Everything the editor of a year needs; two statements."""
    found = list_targets(session, tenant_id=tenant_id, years=[year, year - 1])
    agencies = aimed_agencies(session, tenant_id=tenant_id, also={*found[year].agencies, *also})
    return TargetTable(year, agencies, found[year], found[year - 1])


def editable_year(text: int | None, this_year: int) -> int | None:
    """The year, if targets may be laid down for it."""
    return text if text is not None and is_plannable(text, this_year) else None


def editable_years(this_year: int) -> range:
    """The years offered beside the one that is edited: a plan of five years around the present one."""
    return range(max(FIRST_YEAR, this_year - 1), this_year + YEARS_AHEAD // 2 + 1)


def _agency(agency: AimedAgency, targets: YearTargets, standings: Mapping[UUID, AgencyStanding], edition_id: str) -> AgencyProgress:
    aim, standing = targets.of(agency.id), standings.get(agency.id)
    nik = mutu = None
    is_final = False
    if standing is not None:
        nik, mutu, is_final = standing.index.nik, standing.index.mutu, standing.state != PROVISIONAL
    return AgencyProgress(agency.id, agency.name, aim.source if aim else "", progress(_nik(aim), nik, mutu, edition_id, is_final=is_final))


def _nik(aim: Aim | None) -> Decimal | None:
    return None if aim is None else aim.nik
