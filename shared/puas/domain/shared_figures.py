"""The figures that leave a tenant: every agency and service of a year and the regency itself, over each part of the year.

Made of the counts in published results alone, added up exactly and scored like everything else, never an average of printed
figures. A figure of one period is scored by the policies its result was frozen with, and so is the one that was published; over
several periods the tenant's present policies hold. Names are those of the newest period, so an agency that was renamed has
one line, and one that was merged away keeps its own for the periods it published.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from puas.domain.index_score import POOLED, IndexScore, UnitScore, score_agencies, score_services, score_tally
from puas.domain.published_period import PublishedPeriod, PublishedService
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import PARTS, ReportingScope
from puas.domain.result_builder import index_figures, unsur_figures
from puas.domain.result_snapshot import Policies, UnsurFigures
from puas.domain.shared_disclosure import AGENCY, REGENCY, SERVICE, Cell, Hidden, Key, Kind, find_hidden
from puas.domain.tally import Tally, add_up
from puas.domain.uncertainty import (
    Sampled,
    is_letter_stable,
    margin_of_agencies,
    margin_of_respondents,
    margin_of_services,
)

REGENCY_UNIT = "00000000-0000-0000-0000-000000000000"
"""The unit of the regency's own line."""


@dataclass(frozen=True, slots=True)
class SharedUnit:
    """One line: a unit over a part of the year. Without figures where so few answered that none may be shown."""

    part: str
    level: str
    unit_id: str
    agency_id: str | None
    name: str
    kind: str
    edition: str
    periods: int
    starts_on: date
    ends_on: date
    members: int
    members_total: int
    is_suppressed: bool
    respondents: int | None
    sample_target: int | None
    population: int | None
    ni: Decimal | None
    nik: Decimal | None
    mutu: str
    simple_mean: Decimal | None
    respondent_weighted: Decimal | None
    margin: Decimal | None
    is_letter_stable: bool | None
    unsur: tuple[UnsurFigures, ...]


@dataclass(frozen=True, slots=True)
class _Agency:
    """An agency over some of its periods: its own line and those of its services, and what its regency is made of."""

    edition_id: str
    newest: date
    services: tuple[PublishedService, ...]
    policies: Policies
    score: IndexScore
    everybody: Tally
    lines: tuple[SharedUnit, ...]

    def scored_by(self, policies: Policies) -> IndexScore:
        """Its score under the policies of its regency, which may be newer than those it was published with."""
        if policies == self.policies:
            return self.score
        return _score(self.edition_id, policies, self.services).chosen


def shared_figures(
    year: int, periods: Iterable[PublishedPeriod], *, policies: Policies, agencies_now: Collection[str] = ()
) -> tuple[SharedUnit, ...]:
    """Every line of a year's published periods, the regency first in each part.

    `agencies_now` are the agencies the regency has, so that its line says of how many it is made.
    """
    newest_first = sorted(periods, key=lambda each: (each.starts_on, each.agency_id), reverse=True)
    scopes = [ReportingScope(year, part) for part in PARTS]
    lines: list[SharedUnit] = []
    declared: dict[Key, Kind] = {}
    for scope in scopes:
        inside = [each for each in newest_first if scope.takes_in(each.starts_on, each.ends_on)]
        agencies = [_agency(mine, policies) for mine in _by_agency(inside)]
        if agencies:
            lines.append(replace(_regency(agencies, policies, agencies_now), part=scope.part))
            lines += [replace(line, part=scope.part) for each in agencies for line in each.lines]
            declared[scope.part, REGENCY, ""] = _kind(policies)
            declared |= {(scope.part, AGENCY, each.lines[0].unit_id): _kind(each.policies) for each in agencies}
    hidden = find_hidden(
        _cells(newest_first, scopes),
        declared=declared,
        without_index=[(each.part, each.unit_id) for each in lines if each.level == AGENCY and each.nik is None],
    )
    return tuple(_as_shown(each, hidden, declared) for each in lines)


def _by_agency(periods: Iterable[PublishedPeriod]) -> list[tuple[PublishedPeriod, ...]]:
    found: dict[str, list[PublishedPeriod]] = {}
    for each in periods:
        found.setdefault(each.agency_id, []).append(each)
    return [tuple(found[agency_id]) for agency_id in sorted(found)]


# Parts of a year often hold the same periods, and one more publication changes one agency of fifty.
@lru_cache(maxsize=512)
def _agency(periods: tuple[PublishedPeriod, ...], present: Policies) -> _Agency:
    newest = periods[0]
    policies = newest.policies if len(periods) == 1 else present
    rule = edition(newest.edition_id)
    services = _services(periods)
    unit = _score(newest.edition_id, policies, services)
    margin = margin_of_services(rule, _sampled(services), weight=policies.weight, aggregation=policies.aggregation)
    printed = _printed(newest.edition_id, policies, unit, margin)
    known = [each.population for each in services if each.population is not None]
    line = replace(
        printed,
        level=AGENCY, unit_id=newest.agency_id, agency_id=newest.agency_id, name=newest.agency_name, kind=newest.agency_kind,
        periods=len(periods), starts_on=min(each.starts_on for each in periods), ends_on=max(each.ends_on for each in periods),
        members=sum(score.reason is None for _, score in unit.members), members_total=len(services),
        respondents=unit.pooled.respondents, sample_target=sum(each.sample_target or 0 for each in periods) or None,
        population=sum(known) if known else None,
    )  # fmt: skip
    below = [_service(newest, line, policies, each, periods) for each in services]
    everybody = add_up(each.tally for each in services)
    return _Agency(newest.edition_id, newest.starts_on, services, policies, unit.chosen, everybody, (line, *below))


def _score(edition_id: str, policies: Policies, services: Sequence[PublishedService]) -> UnitScore:
    named = [(each.id, each.tally) for each in services]
    return score_services(edition(edition_id), named, weight=policies.weight, aggregation=policies.aggregation)


def _services(periods: Sequence[PublishedPeriod]) -> tuple[PublishedService, ...]:
    """Counts and samples added up over the periods, newest first; name and population as the newest says."""
    found: dict[str, PublishedService] = {}
    for each in (service for period in periods for service in period.services):
        known = found.get(each.id)
        if known is None:
            found[each.id] = each
        else:
            target = (known.sample_target or 0) + (each.sample_target or 0)
            found[each.id] = replace(known, tally=add_up((known.tally, each.tally)), sample_target=target or None)
    return tuple(found.values())


def _service(
    newest: PublishedPeriod, agency: SharedUnit, policies: Policies, service: PublishedService, periods: Sequence[PublishedPeriod]
) -> SharedUnit:
    rule = edition(newest.edition_id)
    score = score_tally(rule, service.tally, weight=policies.weight)
    margin = margin_of_respondents(rule, Sampled(service.tally, service.population), weight=policies.weight)
    asked = [each for each in periods if any(one.id == service.id for one in each.services)]
    return replace(
        _printed(newest.edition_id, policies, UnitScore(score, score, score, (), ()), margin),
        level=SERVICE, unit_id=service.id, agency_id=agency.agency_id, name=service.name, kind=agency.kind, periods=len(asked),
        starts_on=min(each.starts_on for each in asked), ends_on=max(each.ends_on for each in asked),
        respondents=service.tally.respondents, sample_target=service.sample_target, population=service.population,
    )  # fmt: skip


def _regency(agencies: Sequence[_Agency], policies: Policies, agencies_now: Collection[str]) -> SharedUnit:
    edition_id = max(agencies, key=lambda each: each.newest).edition_id
    rule = edition(edition_id)
    own = [agency.lines[0] for agency in agencies]
    unit = score_agencies(
        rule,
        [(line.unit_id, agency.scored_by(policies), agency.everybody) for line, agency in zip(own, agencies, strict=True)],
        weight=policies.weight,
        aggregation=policies.aggregation,
    )
    margin = margin_of_agencies(
        rule, [_sampled(each.services) for each in agencies], weight=policies.weight, aggregation=policies.aggregation
    )
    targets = [line.sample_target for line in own if line.sample_target is not None]
    known = [line.population for line in own if line.population is not None]
    return replace(
        _printed(edition_id, policies, unit, margin),
        level=REGENCY, unit_id=REGENCY_UNIT, agency_id=None, periods=sum(line.periods for line in own),
        starts_on=min(line.starts_on for line in own), ends_on=max(line.ends_on for line in own),
        members=len(unit.members), members_total=len({line.unit_id for line in own}.union(agencies_now)),
        respondents=unit.pooled.respondents, sample_target=sum(targets) or None, population=sum(known) if known else None,
    )  # fmt: skip


def _sampled(services: Iterable[PublishedService]) -> list[Sampled]:
    return [Sampled(each.tally, each.population) for each in services]


def _printed(edition_id: str, policies: Policies, unit: UnitScore, margin: Decimal | None) -> SharedUnit:
    """A line with its figures; whose they are is filled in by the caller."""
    rule = edition(edition_id)
    index = index_figures(rule, policies, unit.chosen)
    mean, together = (index_figures(rule, policies, each).nik for each in (unit.simple_mean, unit.pooled))
    stable = None if index.nik is None or margin is None else is_letter_stable(rule, index.nik, margin)
    return SharedUnit(
        part="", level="", unit_id="", agency_id=None, name="", kind="", edition=edition_id, periods=0, starts_on=date.min,
        ends_on=date.min, members=0, members_total=0, is_suppressed=False, respondents=None, sample_target=None, population=None,
        ni=index.ni, nik=index.nik, mutu=index.mutu or "", simple_mean=mean, respondent_weighted=together, margin=margin,
        is_letter_stable=stable, unsur=unsur_figures(rule, policies, unit.chosen),
    )  # fmt: skip


def _kind(policies: Policies) -> Kind:
    return "sum" if policies.aggregation == POOLED else "mean"


def _cells(periods: Iterable[PublishedPeriod], scopes: Sequence[ReportingScope]) -> list[Cell]:
    """Respondents by service and the parts of the year they are added up in."""
    found: dict[tuple[str, str, frozenset[str]], int] = {}
    for period in periods:
        parts = frozenset(each.part for each in scopes if each.takes_in(period.starts_on, period.ends_on))
        for service in period.services:
            key = (period.agency_id, service.id, parts)
            found[key] = found.get(key, 0) + service.tally.respondents
    return [Cell(*key, respondents) for key, respondents in found.items()]


def _as_shown(line: SharedUnit, hidden: Hidden, declared: Mapping[Key, Kind]) -> SharedUnit:
    key = (line.part, line.level, "" if line.level == REGENCY else line.unit_id)
    if key in hidden.lines or not line.respondents:
        return replace(
            line, is_suppressed=True, respondents=None, sample_target=None, population=None, ni=None, nik=None, mutu="",
            simple_mean=None, respondent_weighted=None, margin=None, is_letter_stable=None, unsur=(),
        )  # fmt: skip
    if key not in hidden.one_mean_only:
        return line
    return replace(line, respondent_weighted=None) if declared[key] == "mean" else replace(line, simple_mean=None)
