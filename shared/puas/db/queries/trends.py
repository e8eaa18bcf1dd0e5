"""Points of an agency's trend: frozen results of the platform, and the years before it, each graded by its own rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.tallies import as_tally, counts_of_service
from puas.db.tables.results import PastResult, Result
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.comparison import trend_point
from puas.domain.index_score import score_tally
from puas.domain.quality_grade import NIK_PLACES
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import TrendPoint
from puas.domain.rounding import round_half_up


@dataclass(frozen=True, slots=True)
class PastLine:
    """A figure somebody entered for a time before the platform."""

    id: UUID
    year: int
    label: str
    edition_id: str
    edition_name: str
    nik: Decimal
    mutu: str
    source: str


def agency_trend(session: Session, *, tenant_id: int, agency_id: UUID, before: date | None = None) -> list[TrendPoint]:
    """The agency's points in order of time, of periods that start before the day named."""
    statement = select(Result.label, Result.starts_on, Result.edition, Result.nik, Result.mutu, Result.respondents).where(
        Result.tenant_id == tenant_id,
        Result.agency_id == agency_id,
        Result.scope == "period",
        Result.superseded_at.is_(None),
        Result.nik.is_not(None),
    )
    if before is not None:
        statement = statement.where(Result.starts_on < before)
    rows: Any = session.execute(statement.order_by(Result.starts_on))
    frozen = [_frozen_point(*row) for row in rows]
    earlier = list_past_results(session, tenant_id=tenant_id, agency_id=agency_id)
    past = [_past_point(line) for line in earlier if before is None or line.year <= before.year]
    return sorted([*past, *frozen], key=lambda point: point.year)


def service_trend(session: Session, *, tenant_id: int, service_type_id: UUID, weight: str) -> list[TrendPoint]:
    """The closed periods of one service type, scored from its own counts."""
    counts = counts_of_service(session, tenant_id=tenant_id, service_type_id=service_type_id)
    statement = (
        select(SurveyPeriod.id, SurveyPeriod.label, SurveyPeriod.starts_on, SurveyPeriod.edition)
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id.in_(counts), SurveyPeriod.state == "closed")
        .order_by(SurveyPeriod.starts_on)
    )
    points = []
    for period_id, label, starts_on, edition_id in session.execute(statement):
        tally = as_tally(counts[period_id])
        score = score_tally(edition(edition_id), tally, weight=weight)
        if score.nik is not None:
            nik = round_half_up(score.nik, NIK_PLACES)
            points.append(trend_point(label=label, year=starts_on.year, edition_id=edition_id, nik=nik, respondents=tally.respondents))
    return points


def list_past_results(session: Session, *, tenant_id: int, agency_id: UUID) -> list[PastLine]:
    """What was entered for the years before the platform, the oldest first."""
    statement = (
        select(PastResult)
        .where(PastResult.tenant_id == tenant_id, PastResult.agency_id == agency_id)
        .order_by(PastResult.year, PastResult.label)
    )
    return [_past_line(row) for row in session.scalars(statement)]


def _past_line(row: PastResult) -> PastLine:
    point = trend_point(label=row.label, year=row.year, edition_id=row.edition, nik=row.nik)
    return PastLine(row.id, row.year, row.label, row.edition, point.edition_name, point.nik, point.mutu, row.source)


def _past_point(line: PastLine) -> TrendPoint:
    return trend_point(label=line.label, year=line.year, edition_id=line.edition_id, nik=line.nik)


def _frozen_point(label: str, starts_on: date, edition_id: str, nik: Decimal, mutu: str, respondents: int) -> TrendPoint:
    rule = edition(edition_id)
    predikat = next((band.label for band in rule.bands if band.letter == mutu), "")
    # The letter it was frozen with stands, also where a later policy would give another.
    return TrendPoint(label, starts_on.year, rule.id, rule.name, nik, mutu, predikat, respondents)
