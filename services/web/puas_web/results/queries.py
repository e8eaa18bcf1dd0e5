"""What each page of results shows, put together from the shared reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.figures import Figures, agency_figures, period_figures
from puas.db.queries.period_lists import PeriodLine, PeriodList
from puas.db.queries.regency_figures import RegencyFigures, regency_figures
from puas.db.queries.regency_trend import regency_trend
from puas.db.queries.suggestions import SuggestionFilter, SuggestionLine, list_suggestions
from puas.db.queries.trends import agency_trend, service_trend
from puas.domain import comparison
from puas.domain.comparison import Change, TargetCheck
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import Target, TrendPoint
from puas.domain.reporting_scope import ReportingScope
from puas.domain.result_snapshot import LeftOutUnit, UnitResult, UnsurFigures
from puas.domain.sample_size import still_missing

EXTREMES = 3
FEW_SUGGESTIONS = 3


@dataclass(frozen=True)
class Subject:
    """An agency or service as pages name it."""

    id: UUID
    name: str
    agency_id: UUID
    agency_name: str
    # Of the agency's public page; empty where it has none.
    slug: str = ""


@dataclass(frozen=True)
class Comparison:
    """The index beside the point before it and beside its target; parts are None where there is nothing to compare."""

    earlier: Sequence[TrendPoint]
    points: Sequence[TrendPoint]
    previous: TrendPoint | None
    change: Change | None
    target: Target | None
    check: TargetCheck | None


@dataclass(frozen=True)
class FiguresPage:
    """An agency's or a period's page."""

    figures: Figures
    rule: Edition
    comparison: Comparison
    suggestions: Sequence[SuggestionLine]
    suggestions_total: int

    @property
    def lowest(self) -> tuple[UnsurFigures, ...]:
        return self.figures.snapshot.lowest(EXTREMES)

    @property
    def highest(self) -> tuple[UnsurFigures, ...]:
        return self.figures.snapshot.highest(EXTREMES)

    @property
    def missing(self) -> int | None:
        snapshot = self.figures.snapshot
        return still_missing(snapshot.sample_target, snapshot.respondents)


@dataclass(frozen=True)
class ServicePage:
    """One service type of an agency; `unit` is None where it was left out."""

    page: FiguresPage
    subject: Subject
    unit: UnitResult | None
    left_out: LeftOutUnit | None

    @property
    def ranked(self) -> tuple[UnsurFigures, ...]:
        """Unsur with figures, the weakest first."""
        known = [] if self.unit is None else [each for each in self.unit.unsur if each.nrr is not None]
        return tuple(sorted(known, key=lambda each: each.nrr or Decimal(0)))


@dataclass(frozen=True)
class RegencyPage:
    """The overview of all agencies."""

    figures: RegencyFigures
    rule: Edition
    trend: Sequence[TrendPoint]

    @property
    def ranked(self) -> tuple[UnsurFigures, ...]:
        known = [each for each in self.figures.unsur if each.nrr is not None]
        return tuple(sorted(known, key=lambda each: each.nrr or Decimal(0)))

    @property
    def missing(self) -> int | None:
        """Answers still missing, counted agency by agency: one's surplus does not fill another's gap."""
        gaps = [still_missing(each.sample_target, each.respondents) for each in self.figures.standings]
        known = [gap for gap in gaps if gap is not None]
        return sum(known) if known else None


def regency_page(session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope) -> RegencyPage:
    """The overview over a scope."""
    figures = regency_figures(session, tenant_id=tenant_id, periods=periods, scope=scope)
    trend = regency_trend(session, tenant_id=tenant_id, periods=periods, scope=scope, policies=figures.policies)
    present = (
        comparison.trend_point(
            label=scope.window.label,
            year=scope.year,
            edition_id=figures.edition_id,
            nik=figures.index.nik,
            respondents=figures.respondents,
        )
        if figures.index.nik is not None
        else None
    )
    return RegencyPage(figures, edition(figures.edition_id), [*trend, *([present] if present else [])])


def agency_page(
    session: Session, *, tenant_id: int, periods: PeriodList, scope: ReportingScope | None, now: datetime, with_suggestions: bool
) -> FiguresPage | None:
    """An agency over a scope; `periods` are those of the agency inside it."""
    figures = agency_figures(session, tenant_id=tenant_id, periods=periods.periods, scope=scope, now=now)
    if figures is None:
        return None
    return _page(session, tenant_id=tenant_id, figures=figures, with_suggestions=with_suggestions)


def period_page(session: Session, *, tenant_id: int, period: PeriodLine, now: datetime, with_suggestions: bool) -> FiguresPage:
    """One period."""
    figures = period_figures(session, tenant_id=tenant_id, period=period, now=now)
    return _page(session, tenant_id=tenant_id, figures=figures, with_suggestions=with_suggestions)


def service_page(
    session: Session,
    *,
    tenant_id: int,
    subject: Subject,
    periods: PeriodList,
    scope: ReportingScope | None,
    now: datetime,
    with_suggestions: bool,
) -> ServicePage | None:
    """One service type over a scope."""
    figures = agency_figures(session, tenant_id=tenant_id, periods=periods.periods, scope=scope, now=now)
    if figures is None:
        return None
    snapshot = figures.snapshot
    unit = next((each for each in snapshot.units if each.id == str(subject.id)), None)
    left_out = next((each for each in snapshot.left_out if each.id == str(subject.id)), None)
    first = min(each.starts_on for each in figures.periods)
    weight = snapshot.policies.weight
    earlier = service_trend(session, tenant_id=tenant_id, service_type_id=subject.id, weight=weight, before=first)
    present = None
    if unit is not None and unit.index.nik is not None:
        present = comparison.trend_point(
            label=snapshot.period.label,
            year=snapshot.period.year,
            edition_id=snapshot.edition_id,
            nik=unit.index.nik,
            respondents=unit.respondents,
        )
    lines, total = _suggestions(session, tenant_id, figures, with_suggestions, subject.id)
    page = FiguresPage(
        figures, edition(snapshot.edition_id), _compare(earlier, present, "", is_single=len(figures.periods) == 1), lines, total
    )
    return ServicePage(page, subject, unit, left_out)


def _page(session: Session, *, tenant_id: int, figures: Figures, with_suggestions: bool) -> FiguresPage:
    newest = figures.periods[0]
    first = min(each.starts_on for each in figures.periods)
    earlier = agency_trend(session, tenant_id=tenant_id, agency_id=newest.agency_id, before=first)
    present = comparison.trend_point_of(figures.snapshot)
    lines, total = _suggestions(session, tenant_id, figures, with_suggestions, None)
    return FiguresPage(
        figures,
        edition(figures.snapshot.edition_id),
        _compare(earlier, present, newest.target_nik, is_single=len(figures.periods) == 1),
        lines,
        total,
    )


def _suggestions(
    session: Session, tenant_id: int, figures: Figures, wanted: bool, service_type_id: UUID | None
) -> tuple[Sequence[SuggestionLine], int]:
    if not wanted:
        return [], 0
    return list_suggestions(
        session,
        tenant_id=tenant_id,
        period_ids=[each.id for each in figures.periods],
        wanted=SuggestionFilter(service_type_id=service_type_id),
        limit=FEW_SUGGESTIONS,
    )


def _compare(earlier: Sequence[TrendPoint], present: TrendPoint | None, target_nik: str, *, is_single: bool) -> Comparison:
    # A year beside a quarter would compare unlike with unlike; its trend shows both with their labels.
    previous = earlier[-1] if earlier and is_single else None
    target = None
    if present is not None and (aim := _decimal(target_nik)) is not None:
        target = comparison.target(aim, present.edition_id, "")
    return Comparison(
        earlier=earlier,
        points=[*earlier, *([present] if present is not None else [])],
        previous=previous,
        change=comparison.change_between(previous, present) if previous and present else None,
        target=target,
        check=comparison.against_target(present.nik, target.nik) if target and present else None,
    )


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ".")) if text else None
    except InvalidOperation:
        return None
