"""From a regency's result and what surrounds its agencies to the recap.

The simple mean takes each agency's exact fraction and rounds once, at the end. A reader who averages the printed figures
may be one in the last decimal away; the workbook carries the unrounded ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from puas.domain.index_score import NO_RESPONDENTS, IndexScore, UnitScore, score_agencies
from puas.domain.member_scores import score_members
from puas.domain.ranking import Contender, rank
from puas.domain.recap_snapshot import (
    EXTREMES,
    HAS_RESULT,
    NEVER_SURVEYED,
    NO_ANSWERS,
    NO_INDEX,
    RECAP_FORMAT,
    STILL_OPEN,
    AgencyLine,
    PlanCount,
    RecapSnapshot,
)
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import Letterhead, PreviousUnsur, Signatory, Target, TrendPoint
from puas.domain.reporting_scope import ReportingScope
from puas.domain.result_builder import index_figures, unsur_figures
from puas.domain.result_snapshot import IndexFigures, LeftOutUnit, ResultSnapshot, UnitResult, UnsurFigures

_NOTHING = PlanCount(0, 0)
_NO_INDEX = IndexFigures(None, None, None, None, NO_RESPONDENTS, ())


@dataclass(frozen=True, slots=True)
class AgencyContext:
    """What is known of an agency besides its result. Without periods in the scope it was not surveyed."""

    id: str
    name: str
    short_name: str = ""
    kind: str = ""
    periods: int = 1
    open_periods: int = 0
    frozen_nik: Decimal | None = None
    previous: TrendPoint | None = None
    promised: PlanCount = _NOTHING
    planned: PlanCount = _NOTHING


@dataclass(frozen=True, slots=True)
class RecapFrame:
    """What a recap says about itself and its surroundings."""

    document_id: str
    verification_url: str
    prepared_at: datetime
    scope: ReportingScope
    letterhead: Letterhead
    signatory: Signatory
    earlier: Sequence[TrendPoint] = ()
    previous: TrendPoint | None = None
    previous_unsur: Sequence[PreviousUnsur] = ()
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class RegencyScores:
    """The exact scores of a regency's result: its own under both aggregations, and each agency's."""

    regency: UnitScore
    agencies: Mapping[str, UnitScore]


def score_again(result: ResultSnapshot) -> RegencyScores:
    """The exact figures behind a regency's result, from the counts in it."""
    rule, policies = edition(result.edition_id), result.policies
    agencies = {unit.id: score_members(result.edition_id, policies, unit.units) for unit in _units(result)}
    regency = score_agencies(
        rule,
        [(unit.id, agencies[unit.id].chosen, unit.tally()) for unit in result.units],
        weight=policies.weight,
        aggregation=policies.aggregation,
    )
    return RegencyScores(regency, agencies)


def build_recap(result: ResultSnapshot, agencies: Sequence[AgencyContext], frame: RecapFrame) -> RecapSnapshot:
    """The recap of a regency's result; `agencies` are all of the regency's, also those the result does not know."""
    scores = score_again(result)
    rule, policies = edition(result.edition_id), result.policies
    lines = [_line(result, scores, each) for each in agencies]
    recap = RecapSnapshot(
        format=RECAP_FORMAT,
        document_id=frame.document_id,
        verification_url=frame.verification_url,
        title=f"Rekapitulasi Survei Kepuasan Masyarakat {result.tenant.name}",
        prepared_at=frame.prepared_at,
        scope_year=frame.scope.year,
        scope_part=frame.scope.part,
        is_provisional=any(each.open_periods for each in agencies),
        result=result,
        result_sha256="",
        result_signature=None,
        letterhead=frame.letterhead,
        signatory=frame.signatory,
        agencies=_in_order(lines),
        unsur_simple_mean=unsur_figures(rule, policies, scores.regency.simple_mean),
        unsur_respondent_weighted=unsur_figures(rule, policies, scores.regency.pooled),
        previous=frame.previous,
        previous_unsur=tuple(frame.previous_unsur),
        target=frame.target,
        trend=(),
    )
    return _with_trend(recap, frame.earlier)


def lowest_unsur(unsur: Iterable[UnsurFigures], number: int = EXTREMES) -> tuple[UnsurFigures, ...]:
    """The weakest unsur, the weakest first; equal ones in the order of the rule."""
    known = [each for each in unsur if each.nrr is not None]
    return tuple(sorted(known, key=lambda each: each.nrr or Decimal(0))[:number])


def _with_trend(recap: RecapSnapshot, earlier: Sequence[TrendPoint]) -> RecapSnapshot:
    points = (*earlier, *([recap.present] if recap.present else []))
    return replace(recap, trend=points)


def _line(result: ResultSnapshot, scores: RegencyScores, known: AgencyContext) -> AgencyLine:
    unit = _unit(result, known.id)
    score = scores.agencies.get(known.id)
    index = _NO_INDEX if score is None else _figures(result, score.chosen)
    services = () if unit is None else (*unit.units, *unit.left_out)
    return AgencyLine(
        id=known.id,
        name=known.name,
        short_name=known.short_name,
        kind=known.kind,
        state=_state(known, index),
        rank=None,
        services=len(services),
        services_counted=0 if unit is None else len(unit.units),
        respondents=0 if unit is None else unit.respondents,
        sample_target=None if unit is None else unit.sample_target,
        index=index,
        respondent_weighted=_NO_INDEX if score is None else _figures(result, score.pooled),
        published_nik=known.frozen_nik if known.frozen_nik != index.nik else None,
        previous=known.previous,
        lowest=tuple(each.slug for each in lowest_unsur(unit.unsur)) if isinstance(unit, UnitResult) else (),
        promised=known.promised,
        planned=known.planned,
    )


def _figures(result: ResultSnapshot, score: IndexScore) -> IndexFigures:
    return index_figures(edition(result.edition_id), result.policies, score)


def _unit(result: ResultSnapshot, agency_id: str) -> UnitResult | LeftOutUnit | None:
    return next((each for each in _units(result) if each.id == agency_id), None)


def _units(result: ResultSnapshot) -> list[UnitResult | LeftOutUnit]:
    return [*result.units, *result.left_out]


def _state(known: AgencyContext, index: IndexFigures) -> str:
    if not known.periods:
        return NEVER_SURVEYED
    if known.open_periods:
        return STILL_OPEN
    if index.nik is not None:
        return HAS_RESULT
    return NO_ANSWERS if index.reason == NO_RESPONDENTS else NO_INDEX


def _in_order(lines: Sequence[AgencyLine]) -> tuple[AgencyLine, ...]:
    """Ranked ones first, then those that asked too few, then those without an index; within these by index and name."""
    by_id = {each.id: each for each in lines}
    places = rank(Contender(each.id, each.name, each.index.nik, each.respondents, each.sample_target) for each in lines)
    return tuple(replace(by_id[place.contender.key], rank=place.rank) for place in places)
