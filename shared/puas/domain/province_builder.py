"""From what the regencies of a province published to the province's result. Pure: what was read comes in, figures go out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from puas.domain.agency_family import group_of
from puas.domain.province_index import margin_of_weighted, simple_mean, weighted_mean
from puas.domain.province_result import (
    HANDED_OVER,
    NOT_ON_BOARD,
    NOT_PUBLISHED,
    NOT_SURVEYED,
    PARTLY,
    PROVINCE_RESULT_FORMAT,
    PUBLISHED,
    SIMPLE_MEAN,
    AgencyPoint,
    KindLine,
    MeanFigures,
    ProvincePoint,
    ProvinceResult,
    PublishedFigures,
    RegencyLine,
    Reporting,
    UnsurMeans,
    is_counted,
)
from puas.domain.quality_grade import NIK_PLACES, grade
from puas.domain.ranking import Contender, rank
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.reporting_scope import ReportingScope
from puas.domain.rounding import round_half_up

EXTREMES = 3
NO_MEAN = MeanFigures(None, "", "", None)


@dataclass(frozen=True, slots=True)
class PreviousFigure:
    """A regency's published index over an earlier scope."""

    code: str
    edition_id: str
    nik: Decimal
    pooled: Decimal
    respondents: int
    margin: Decimal | None


@dataclass(frozen=True, slots=True)
class RegencyReading:
    """One regency as the directory and its published figures have it. Of a region without a tenant only code and name are known."""

    code: str
    name: str
    is_on_board: bool = True
    figures: PublishedFigures | None = None
    is_suppressed: bool = False
    reporting: Reporting = Reporting()


@dataclass(frozen=True, slots=True)
class AgencyReading:
    """One agency's published index; `pooled` is the one in which every answer counts the same."""

    regency: str
    name: str
    kind: str
    edition_id: str
    respondents: int
    sample_target: int | None
    nik: Decimal
    pooled: Decimal
    mutu: str
    margin: Decimal | None
    is_letter_stable: bool | None


@dataclass(frozen=True, slots=True)
class ProvinceReading:
    """Everything that was read. `earlier` are scopes of the same kind, the oldest first; suppressed agencies are counted by group."""

    province_code: str
    province_name: str
    time_zone: str
    sample_data: bool
    scope: ReportingScope
    regencies: Sequence[RegencyReading]
    agencies: Sequence[AgencyReading] = ()
    earlier: Sequence[tuple[ReportingScope, Sequence[PreviousFigure]]] = ()
    suppressed_agencies: Mapping[str, int] | None = None
    suppressed_services: int = 0
    declared: str = SIMPLE_MEAN


def build_province_result(reading: ProvinceReading, *, now: datetime) -> ProvinceResult:
    """The province over the scope that was read."""
    rule = edition(_edition_of(reading.regencies))
    window = reading.scope.window
    lines = _ranked([_line(each, _before(reading)) for each in reading.regencies], rule.id)
    counted = [each.figures for each in lines if each.figures is not None and is_counted(each, rule.id)]
    kinds = _kinds([each for each in reading.agencies if each.edition_id == rule.id], reading.suppressed_agencies or {}, rule.id)
    result = ProvinceResult(
        format=PROVINCE_RESULT_FORMAT,
        frozen_at=now,
        sample_data=reading.sample_data,
        province_code=reading.province_code,
        province_name=reading.province_name,
        time_zone=reading.time_zone,
        scope_year=reading.scope.year,
        scope_part=reading.scope.part,
        label=window.label,
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        edition_id=rule.id,
        edition_name=rule.name,
        declared=reading.declared,
        respondents=sum(each.respondents for each in counted),
        simple_mean=simple_figures(counted, rule.id),
        respondent_weighted=weighted_figures(counted, rule.id),
        unsur=unsur_means(counted, rule.id),
        regencies=tuple(lines),
        kinds=kinds,
        trend=(),
        suppressed_agencies=sum((reading.suppressed_agencies or {}).values()),
        suppressed_services=reading.suppressed_services,
    )
    return replace(result, trend=_trend(reading, result))


def simple_figures(counted: Sequence[PublishedFigures], edition_id: str) -> MeanFigures:
    """Every regency counts the same, with the index it declared itself."""
    mean = simple_mean(each.nik for each in counted if each.nik is not None)
    return mean_figures(mean, margin_of_weighted([(each.margin, 1) for each in counted]), edition_id)


def weighted_figures(counted: Sequence[PublishedFigures], edition_id: str) -> MeanFigures:
    """Every answer counts the same, so of each regency that index is taken in which it does too."""
    mean = weighted_mean((each.pooled, each.respondents) for each in counted if each.pooled is not None)
    return mean_figures(mean, margin_of_weighted([(each.margin, each.respondents) for each in counted]), edition_id)


def mean_figures(mean: Fraction | None, margin: Decimal | None, edition_id: str) -> MeanFigures:
    """A mean, rounded once, with the letter of the rounded figure."""
    if mean is None:
        return NO_MEAN
    quality = grade(edition(edition_id), mean)
    return MeanFigures(round_half_up(mean, NIK_PLACES), quality.mutu, quality.predikat, margin)


def unsur_means(counted: Sequence[PublishedFigures], edition_id: str) -> tuple[UnsurMeans, ...]:
    """Each unsur of the rule, both ways, over the regencies where it was answered."""
    found = []
    for unsur in edition(edition_id).unsur:
        values = [(each.nik, figures.respondents) for figures in counted for each in figures.unsur if each.slug == unsur.slug]
        known = [(nik, weight) for nik, weight in values if nik is not None]
        simple, weighted = simple_mean(nik for nik, _weight in known), weighted_mean(known)
        found.append(UnsurMeans(unsur.slug, *_printed(simple, edition_id), *_printed(weighted, edition_id)))
    return tuple(found)


def kind_line(line: KindLine, edition_id: str) -> KindLine:
    """The same with its means made of its sums."""
    simple = Fraction(line.nik_sum) / line.agencies if line.agencies else None
    weighted = Fraction(line.weighted_sum) / line.respondents if line.respondents else None
    nik, mutu = _printed(simple, edition_id)
    return replace(line, simple_mean=nik, simple_mutu=mutu, respondent_weighted=_printed(weighted, edition_id)[0])


def _printed(mean: Fraction | None, edition_id: str) -> tuple[Decimal | None, str]:
    if mean is None:
        return None, ""
    return round_half_up(mean, NIK_PLACES), grade(edition(edition_id), mean).mutu


def _edition_of(regencies: Iterable[RegencyReading]) -> str:
    return _newest(each.figures.edition_id for each in regencies if each.figures is not None and each.figures.nik is not None)


def _newest(edition_ids: Iterable[str]) -> str:
    """The newest rule in use; who still used an older one is listed and not averaged with the others."""
    return max(sorted(set(edition_ids)), key=lambda each: edition(each).year, default=DEFAULT_EDITION_ID)


def _before(reading: ProvinceReading) -> Mapping[str, PreviousFigure]:
    if not reading.earlier:
        return {}
    _scope, figures = reading.earlier[-1]
    return {each.code: each for each in figures}


def _line(each: RegencyReading, before: Mapping[str, PreviousFigure]) -> RegencyLine:
    previous = before.get(each.code)
    return RegencyLine(
        code=each.code,
        name=each.name,
        state=_state(each),
        rank=None,
        figures=each.figures,
        is_suppressed=each.is_suppressed,
        reporting=each.reporting,
        previous_nik=previous.nik if previous else None,
        previous_margin=previous.margin if previous else None,
        previous_edition=previous.edition_id if previous else "",
    )


def _state(each: RegencyReading) -> str:
    reporting = each.reporting
    if not each.is_on_board:
        return NOT_ON_BOARD
    if not reporting.periods:
        return PUBLISHED if each.figures is not None else NOT_SURVEYED
    if reporting.handed_over:
        return HANDED_OVER if reporting.handed_over >= reporting.periods else PARTLY
    return PUBLISHED if reporting.published or each.figures is not None else NOT_PUBLISHED


def _ranked(lines: Sequence[RegencyLine], edition_id: str) -> list[RegencyLine]:
    """Those that can be compared first, the best on top; then those that asked too few people; those without an index last."""

    def contender(number: int, line: RegencyLine) -> Contender:
        figures = line.figures if is_counted(line, edition_id) else None
        return Contender(
            str(number), line.name, figures.nik if figures else None, figures.respondents if figures else 0,
            figures.sample_target if figures else None,
        )  # fmt: skip

    places = rank(contender(number, line) for number, line in enumerate(lines))
    return [replace(lines[int(place.contender.key)], rank=place.rank) for place in places]


def _kinds(agencies: Sequence[AgencyReading], suppressed: Mapping[str, int], edition_id: str) -> tuple[KindLine, ...]:
    of_kind: dict[str, list[AgencyReading]] = {kind: [] for kind in suppressed}
    for each in agencies:
        of_kind.setdefault(group_of(each.name, each.kind), []).append(each)
    return tuple(_kind(kind, of_kind[kind], suppressed.get(kind, 0), edition_id) for kind in sorted(of_kind))


def _kind(kind: str, agencies: Sequence[AgencyReading], suppressed: int, edition_id: str) -> KindLine:
    compared = [each for each in agencies if each.sample_target and each.respondents >= each.sample_target]
    ordered = sorted(compared if len(compared) >= 2 else agencies, key=lambda each: (-each.nik, each.regency, each.name))
    most = min(EXTREMES, len(ordered) // 2)
    made = KindLine(
        kind=kind,
        agencies=len(agencies),
        regencies=len({each.regency for each in agencies}),
        suppressed=suppressed,
        respondents=sum(each.respondents for each in agencies),
        nik_sum=sum((each.nik for each in agencies), Decimal(0)),
        weighted_sum=sum((each.pooled * each.respondents for each in agencies), Decimal(0)),
        simple_mean=None,
        simple_mutu="",
        respondent_weighted=None,
        # Of a single one it can only be said that it is the highest; nobody is named among both.
        highest=tuple(_point(each) for each in ordered[: max(most, 1)]),
        lowest=tuple(_point(each) for each in reversed(ordered[len(ordered) - most :])),
    )
    return kind_line(made, edition_id)


def _point(each: AgencyReading) -> AgencyPoint:
    return AgencyPoint(each.regency, each.name, each.respondents, each.nik, each.mutu, each.margin, each.is_letter_stable)


def _trend(reading: ProvinceReading, result: ProvinceResult) -> tuple[ProvincePoint, ...]:
    points = [_earlier_point(scope, figures, result.is_weighted) for scope, figures in reading.earlier if figures]
    index = result.index
    if index.nik is None:
        return tuple(points)
    present = ProvincePoint(
        result.label, result.scope_year, result.edition_id, result.edition_name, index.nik, index.mutu, index.predikat,
        result.respondents, len(result.counted), index.margin,
    )  # fmt: skip
    return (*points, present)


def _earlier_point(scope: ReportingScope, figures: Sequence[PreviousFigure], is_weighted: bool) -> ProvincePoint:
    rule = edition(_newest(each.edition_id for each in figures))
    same = [each for each in figures if each.edition_id == rule.id]
    pairs = [(each.pooled, each.respondents) if is_weighted else (each.nik, 1) for each in same]
    weights = [(each.margin, each.respondents if is_weighted else 1) for each in same]
    mean = mean_figures(weighted_mean(pairs), margin_of_weighted(weights), rule.id)
    return ProvincePoint(
        scope.window.label, scope.year, rule.id, rule.name, mean.nik or Decimal(0), mean.mutu, mean.predikat,
        sum(each.respondents for each in same), len(same), mean.margin,
    )  # fmt: skip
