"""What an agency was measured at before: frozen results of its periods, and indexes from years before the platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.results import PastResult, Result
from puas.domain.quality_grade import NIK_PLACES, grade
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import PreviousResult, PreviousUnsur, TrendPoint
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.rounding import exact, round_half_up

YEARS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class EarlierResult:
    """The frozen result of an earlier period, and which period it was."""

    period_id: UUID
    result: PreviousResult


def trend_points(session: Session, *, tenant_id: int, agency_id: UUID, until: date) -> tuple[TrendPoint, ...]:
    """The last five years up to the period that starts on `until`, the oldest first."""
    first_year = until.year - YEARS_SHOWN + 1
    past = [((row.year, 0, row.label), _past_point(row)) for row in _past_rows(session, tenant_id, agency_id, first_year)]
    frozen = select(Result.snapshot).where(
        Result.tenant_id == tenant_id,
        Result.agency_id == agency_id,
        Result.scope == "period",
        Result.superseded_at.is_(None),
        Result.starts_on >= date(first_year, 1, 1),
        Result.starts_on <= until,
    )
    for snapshot in session.scalars(frozen):
        result = ResultSnapshot.from_json(snapshot)
        point = _frozen_point(result)
        if point is not None:
            past.append(((result.period.year, 1, result.period.starts_on.isoformat()), point))
    return tuple(point for _, point in sorted(past, key=lambda pair: pair[0]))


def previous_result(session: Session, *, tenant_id: int, agency_id: UUID, before: date) -> EarlierResult | None:
    """The latest frozen result of a period that started earlier; None where there is none or it has no index."""
    statement = (
        select(Result.period_id, Result.snapshot)
        .where(
            Result.tenant_id == tenant_id,
            Result.agency_id == agency_id,
            Result.scope == "period",
            Result.superseded_at.is_(None),
            Result.starts_on < before,
        )
        .order_by(Result.starts_on.desc())
        .limit(1)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    found = _as_previous(ResultSnapshot.from_json(row.snapshot))
    return None if found is None else EarlierResult(row.period_id, found)


def _past_rows(session: Session, tenant_id: int, agency_id: UUID, first_year: int) -> list[PastResult]:
    statement = select(PastResult).where(
        PastResult.tenant_id == tenant_id, PastResult.agency_id == agency_id, PastResult.year >= first_year
    )
    return list(session.scalars(statement))


def _past_point(row: PastResult) -> TrendPoint:
    rule = edition(row.edition)
    quality = grade(rule, row.nik)
    nik = round_half_up(exact(row.nik), NIK_PLACES)
    return TrendPoint(row.label, row.year, rule.id, rule.name, nik, quality.mutu, quality.predikat, None)


def _frozen_point(result: ResultSnapshot) -> TrendPoint | None:
    index = result.index
    if index.nik is None or index.mutu is None or index.predikat is None:
        return None
    period = result.period
    return TrendPoint(
        period.label, period.year, result.edition_id, result.edition_name, index.nik, index.mutu, index.predikat, result.respondents
    )


def _as_previous(result: ResultSnapshot) -> PreviousResult | None:
    index = result.index
    if index.nik is None or index.mutu is None or index.predikat is None:
        return None
    rule = edition(result.edition_id)
    unsur = tuple(
        PreviousUnsur(each.slug, rule.unsur_named(each.slug).name, each.nik, each.mutu)
        for each in result.unsur
        if each.nik is not None and each.mutu is not None
    )
    return PreviousResult(result.period.label, result.edition_name, index.nik, index.mutu, index.predikat, unsur)
