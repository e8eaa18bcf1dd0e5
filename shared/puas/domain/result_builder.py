"""Freezing a result: from counts and a list of units to the snapshot with every figure in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from puas.domain.index_score import NO_RESPONDENTS, IndexScore, NoIndex, UnitScore, score_agencies, score_services, score_tally
from puas.domain.quality_grade import NI_PLACES, NIK_PLACES, NRR_PLACES, grade
from puas.domain.regulation.edition import NOT_STATED, Edition
from puas.domain.result_snapshot import (
    RESULT_FORMAT,
    AgencyIdentity,
    FourCounts,
    IndexFigures,
    LeftOutUnit,
    PeriodIdentity,
    Policies,
    ProfileCount,
    ProfileTable,
    ResultSnapshot,
    TenantIdentity,
    UnitResult,
    UnsurFigures,
)
from puas.domain.rounding import round_half_up
from puas.domain.tally import CHANNELS, Tally, add_up

PERIOD_SCOPE = "period"
AGENCY_SCOPE = "agency"
REGENCY_SCOPE = "regency"
SERVICE_UNIT = "service"
AGENCY_UNIT = "agency"


@dataclass(frozen=True, slots=True)
class ServiceInput:
    """A service type on the frozen list, with what was counted for it."""

    id: str
    name: str
    tally: Tally
    population: int | None = None
    sample_target: int | None = None


@dataclass(frozen=True, slots=True)
class AgencyInput:
    """An agency on the frozen list of a regency's result."""

    id: str
    name: str
    services: Sequence[ServiceInput]
    population: int | None = None
    sample_target: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a snapshot says about itself besides its figures."""

    tenant: TenantIdentity
    period: PeriodIdentity
    frozen_at: datetime
    policies: Policies = Policies()
    version: int = 1
    version_reason: str = ""
    sample_data: bool = False
    quarantined: int = 0
    late: int = 0


def build_agency_result(
    *,
    edition: Edition,
    frame: Frame,
    agency: AgencyIdentity,
    services: Sequence[ServiceInput],
    scope: str = PERIOD_SCOPE,
    population: int | None = None,
    sample_target: int | None = None,
    profile: Mapping[str, Mapping[str, int]] | None = None,
) -> ResultSnapshot:
    """Freeze one agency's result, of one period or of several added up.

    `profile` is respondents by dimension and stored category.
    """
    unit = _agency_score(edition, frame.policies, services)
    return _snapshot(
        edition,
        frame,
        scope=scope,
        agency=agency,
        population=population,
        sample_target=sample_target,
        tally=add_up(each.tally for each in services),
        unit=unit,
        units=_service_units(edition, frame.policies, services),
        left_out=_left_out_services(services),
        profile=profile or {},
    )


def build_regency_result(
    *,
    edition: Edition,
    frame: Frame,
    agencies: Sequence[AgencyInput],
    population: int | None = None,
    sample_target: int | None = None,
    profile: Mapping[str, Mapping[str, int]] | None = None,
) -> ResultSnapshot:
    """Freeze a regency's result: by default the simple mean of its agencies' indexes.

    Respondents and counts are those of the agencies that take part; an agency without an index is listed with its own.
    """
    policies = frame.policies
    scored = {each.id: _agency_score(edition, policies, each.services) for each in agencies}
    tallies = {each.id: add_up(service.tally for service in each.services) for each in agencies}
    unit = score_agencies(
        edition,
        [(each.id, scored[each.id].chosen, tallies[each.id]) for each in agencies],
        weight=policies.weight,
        aggregation=policies.aggregation,
    )
    reasons = dict(unit.left_out)
    counted = [each for each in agencies if each.id not in reasons]
    return _snapshot(
        edition,
        frame,
        scope=REGENCY_SCOPE,
        agency=None,
        population=population,
        sample_target=sample_target,
        tally=add_up(tallies[each.id] for each in counted),
        unit=unit,
        units=tuple(
            _agency_unit(edition, policies, each, scored[each.id], tallies[each.id]) for each in counted
        ),
        left_out=tuple(
            _left_out_agency(edition, policies, each, tallies[each.id], reasons[each.id])
            for each in agencies
            if each.id in reasons
        ),
        profile=profile or {},
    )


def index_figures(edition: Edition, policies: Policies, score: IndexScore) -> IndexFigures:
    """The printed index of a score: NI with three places, NIK with two, letter and predikat from NIK."""
    if score.ni is None or score.nik is None:
        reason = score.reason or NoIndex("")
        return IndexFigures(None, None, None, None, reason.code, reason.unsur)
    quality = grade(edition, score.nik, grading=policies.grading)
    return IndexFigures(
        round_half_up(score.ni, NI_PLACES),
        round_half_up(score.nik, NIK_PLACES),
        quality.mutu,
        quality.predikat,
        None,
        (),
    )


def unsur_figures(edition: Edition, policies: Policies, score: IndexScore) -> tuple[UnsurFigures, ...]:
    """The printed figures per unsur, in the rule's body order."""
    return tuple(_one_unsur(edition, policies, score, slug) for slug in edition.slugs())


def four_counts(edition: Edition, tally: Tally) -> dict[str, FourCounts]:
    """Counts of the scores 1 to 4 for every unsur of the edition."""
    return {slug: tally.of(slug).as_tuple() for slug in edition.slugs()}


def profile_tables(edition: Edition, counts: Mapping[str, Mapping[str, int]]) -> tuple[ProfileTable, ...]:
    """Respondents by dimension as tables with every category of the list, blanks last and only when there are any."""
    tables = [
        _profile_table(
            question.dimension,
            question.label,
            {slug: question.label_of(slug) for slug in (*question.slugs(), NOT_STATED)},
            counts[question.dimension],
        )
        for question in edition.profile
        if question.dimension in counts
    ]
    if "channel" in counts:
        tables.append(_profile_table("channel", "Saluran", CHANNELS, counts["channel"]))
    return tuple(tables)


def _one_unsur(edition: Edition, policies: Policies, score: IndexScore, slug: str) -> UnsurFigures:
    unsur = score.score_of(slug)
    nik = score.nik_of(slug)
    if unsur.nrr is None or nik is None:
        return UnsurFigures(slug, unsur.answered, unsur.total, None, None, None, None)
    quality = grade(edition, nik, grading=policies.grading)
    return UnsurFigures(
        slug,
        unsur.answered,
        unsur.total,
        round_half_up(unsur.nrr, NRR_PLACES),
        round_half_up(nik, NIK_PLACES),
        quality.mutu,
        quality.predikat,
    )


def _agency_score(edition: Edition, policies: Policies, services: Sequence[ServiceInput]) -> UnitScore:
    return score_services(
        edition,
        [(each.id, each.tally) for each in services],
        weight=policies.weight,
        aggregation=policies.aggregation,
    )


def _service_units(
    edition: Edition, policies: Policies, services: Sequence[ServiceInput]
) -> tuple[UnitResult, ...]:
    return tuple(_service_unit(edition, policies, each) for each in services if each.tally.respondents)


def _service_unit(edition: Edition, policies: Policies, service: ServiceInput) -> UnitResult:
    score = score_tally(edition, service.tally, weight=policies.weight)
    return UnitResult(
        id=service.id,
        kind=SERVICE_UNIT,
        name=service.name,
        population=service.population,
        sample_target=service.sample_target,
        respondents=service.tally.respondents,
        counts=four_counts(edition, service.tally),
        unsur=unsur_figures(edition, policies, score),
        index=index_figures(edition, policies, score),
        units=(),
        left_out=(),
    )


def _agency_unit(
    edition: Edition, policies: Policies, agency: AgencyInput, unit: UnitScore, tally: Tally
) -> UnitResult:
    return UnitResult(
        id=agency.id,
        kind=AGENCY_UNIT,
        name=agency.name,
        population=agency.population,
        sample_target=agency.sample_target,
        respondents=tally.respondents,
        counts=four_counts(edition, tally),
        unsur=unsur_figures(edition, policies, unit.chosen),
        index=index_figures(edition, policies, unit.chosen),
        units=_service_units(edition, policies, agency.services),
        left_out=_left_out_services(agency.services),
    )


def _left_out_services(services: Sequence[ServiceInput]) -> tuple[LeftOutUnit, ...]:
    return tuple(
        LeftOutUnit(
            each.id, SERVICE_UNIT, each.name, each.population, each.sample_target, 0, NO_RESPONDENTS, (), (), ()
        )
        for each in services
        if not each.tally.respondents
    )


def _left_out_agency(
    edition: Edition, policies: Policies, agency: AgencyInput, tally: Tally, reason: NoIndex
) -> LeftOutUnit:
    return LeftOutUnit(
        agency.id,
        AGENCY_UNIT,
        agency.name,
        agency.population,
        agency.sample_target,
        tally.respondents,
        reason.code,
        reason.unsur,
        _service_units(edition, policies, agency.services),
        _left_out_services(agency.services),
    )


def _snapshot(
    edition: Edition,
    frame: Frame,
    *,
    scope: str,
    agency: AgencyIdentity | None,
    population: int | None,
    sample_target: int | None,
    tally: Tally,
    unit: UnitScore,
    units: tuple[UnitResult, ...],
    left_out: tuple[LeftOutUnit, ...],
    profile: Mapping[str, Mapping[str, int]],
) -> ResultSnapshot:
    policies = frame.policies
    return ResultSnapshot(
        format=RESULT_FORMAT,
        version=frame.version,
        version_reason=frame.version_reason,
        frozen_at=frame.frozen_at,
        sample_data=frame.sample_data,
        edition_id=edition.id,
        edition_name=edition.name,
        policies=policies,
        scope=scope,
        tenant=frame.tenant,
        agency=agency,
        period=frame.period,
        population=population,
        sample_target=sample_target,
        respondents=tally.respondents,
        quarantined=frame.quarantined,
        late=frame.late,
        counts=four_counts(edition, tally),
        unsur=unsur_figures(edition, policies, unit.chosen),
        index=index_figures(edition, policies, unit.chosen),
        simple_mean=index_figures(edition, policies, unit.simple_mean),
        respondent_weighted=index_figures(edition, policies, unit.pooled),
        units=units,
        left_out=left_out,
        profile=profile_tables(edition, profile),
    )


def _profile_table(
    dimension: str, label: str, labels: Mapping[str, str], counts: Mapping[str, int]
) -> ProfileTable:
    rows = [ProfileCount(slug, name, counts.get(slug, 0)) for slug, name in labels.items()]
    kept = tuple(row for row in rows if row.slug != NOT_STATED or row.respondents)
    return ProfileTable(dimension, label, kept)

