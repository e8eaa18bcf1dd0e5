"""Points of an agency's trend: frozen results of the platform, and the years before it, each graded by its own rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, Numeric, Select, cast, extract, literal, null, select, union_all
from sqlalchemy.orm import Session

from puas.db.queries.tallies import RawCounts, as_tally
from puas.db.tables.results import PastResult, Result
from puas.db.tables.scores import COUNT_COLUMNS
from puas.db.tables.surveys import SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain.comparison import printed_nik, trend_point
from puas.domain.index_score import score_tally
from puas.domain.old_recap_sentences import convention_note
from puas.domain.printed_numbers import comma
from puas.domain.quality_grade import NIK_PLACES
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import TrendPoint
from puas.domain.rounding import round_half_up
from puas.domain.tally import SERVICE


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
    predikat: str
    source: str
    # By which convention it was published, where that was not the exact one; and the audited recap it came from.
    note: str
    recap_id: UUID | None


def agency_trend(session: Session, *, tenant_id: int, agency_id: UUID, before: date | None = None) -> list[TrendPoint]:
    """The agency's points in order of time, of periods that start before the day named."""
    frozen = select(
        literal(1).label("origin"),
        Result.starts_on.label("starts_on"),
        cast(extract("year", Result.starts_on), Integer).label("year"),
        Result.label.label("label"),
        Result.edition.label("edition"),
        Result.nik.label("nik"),
        Result.mutu.label("mutu"),
        Result.respondents.label("respondents"),
        cast(null(), Numeric).label("exact_nik"),
        literal("").label("convention"),
    ).where(
        Result.tenant_id == tenant_id,
        Result.agency_id == agency_id,
        Result.scope == "period",
        Result.superseded_at.is_(None),
        Result.nik.is_not(None),
    )
    entered = select(
        literal(0),
        cast(null(), Date),
        PastResult.year,
        PastResult.label,
        PastResult.edition,
        PastResult.nik,
        literal(""),
        PastResult.respondents,
        PastResult.exact_nik,
        PastResult.convention,
    ).where(PastResult.tenant_id == tenant_id, PastResult.agency_id == agency_id)
    if before is not None:
        frozen = frozen.where(Result.starts_on < before)
        entered = entered.where(PastResult.year <= before.year)
    # Within a year: what was entered for it, then the platform's own periods in order of time.
    both = union_all(frozen, entered).subquery()
    origin, starts_on, year, label, *_ = both.columns
    rows: Any = session.execute(select(both).order_by(year, origin, starts_on, label))
    return [_point(*row[2:8]) if row[0] else _graded(*row[2:6], *row[7:]) for row in rows]


def service_trend(session: Session, *, tenant_id: int, service_type_id: UUID, weight: str, before: date | None = None) -> list[TrendPoint]:
    """The closed periods of one service type, scored from its own counts."""
    counts = tally.c.respondents, *(tally.c[name] for name in COUNT_COLUMNS)
    statement: Select[*tuple[Any, ...]] = (
        select(SurveyPeriod.label, SurveyPeriod.starts_on, SurveyPeriod.edition, *counts)
        .join_from(tally, SurveyPeriod, (SurveyPeriod.tenant_id == tally.c.tenant_id) & (SurveyPeriod.id == tally.c.period_id))
        .where(
            tally.c.tenant_id == tenant_id,
            tally.c.dimension == SERVICE,
            tally.c.category == str(service_type_id),
            SurveyPeriod.state == "closed",
        )
        .order_by(SurveyPeriod.starts_on)
    )
    if before is not None:
        statement = statement.where(SurveyPeriod.starts_on < before)
    rows: Any = session.execute(statement)
    points = [_scored(row[0], row[1], row[2], tuple(row[3:]), weight) for row in rows]
    return [point for point in points if point is not None]


def list_past_results(session: Session, *, tenant_id: int, agency_id: UUID | None) -> list[PastLine]:
    """What was entered for the years before the platform, the oldest first; without an agency that of the whole regency."""
    statement = (
        select(PastResult)
        .where(PastResult.tenant_id == tenant_id, PastResult.agency_id == agency_id)
        .order_by(PastResult.year, PastResult.label)
    )
    return [_past_line(row) for row in session.scalars(statement)]


def _past_line(row: PastResult) -> PastLine:
    point = trend_point(label=row.label, year=row.year, edition_id=row.edition, nik=row.nik)
    return PastLine(
        row.id, row.year, row.label, row.edition, point.edition_name, point.nik, point.mutu, point.predikat, row.source,
        _note(row.convention, row.exact_nik), row.recap_id,
    )  # fmt: skip


def _scored(label: str, starts_on: date, edition_id: str, counts: RawCounts, weight: str) -> TrendPoint | None:
    score = score_tally(edition(edition_id), as_tally(counts), weight=weight)
    if score.nik is None:
        return None
    nik = round_half_up(score.nik, NIK_PLACES)
    return trend_point(label=label, year=starts_on.year, edition_id=edition_id, nik=nik, respondents=score.respondents)


def _graded(
    year: int, label: str, edition_id: str, nik: Decimal, respondents: int | None, exact_nik: Decimal | None, convention: str
) -> TrendPoint:
    note = _note(convention, exact_nik)
    return trend_point(label=label, year=year, edition_id=edition_id, nik=nik, respondents=respondents, note=note)


def _note(convention: str, exact_nik: Decimal | None) -> str:
    return convention_note(convention, "" if exact_nik is None else comma(printed_nik(exact_nik)))


def _point(year: int, label: str, edition_id: str, nik: Decimal, mutu: str, respondents: int) -> TrendPoint:
    rule = edition(edition_id)
    predikat = next((band.label for band in rule.bands if band.letter == mutu), "")
    # The letter it was frozen with stands, also where a later policy would give another.
    return TrendPoint(label, year, rule.id, rule.name, printed_nik(nik), mutu, predikat, respondents)
