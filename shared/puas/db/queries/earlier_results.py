"""What an agency was measured at before: frozen results of its periods, and indexes from years before the platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from puas.db.queries.trends import agency_trend
from puas.db.tables.results import Result
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import PreviousResult, PreviousUnsur, TrendPoint
from puas.domain.result_snapshot import ResultSnapshot

YEARS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class EarlierResult:
    """The frozen result of an earlier period, and which period it was."""

    period_id: UUID
    result: PreviousResult


def trend_points(session: Session, *, tenant_id: int, agency_id: UUID, until: date) -> tuple[TrendPoint, ...]:
    """The last five years up to the period that starts on `until`, the oldest first."""
    first_year = until.year - YEARS_SHOWN + 1
    points = agency_trend(session, tenant_id=tenant_id, agency_id=agency_id, before=until + timedelta(days=1))
    return tuple(point for point in points if point.year >= first_year)


def previous_result(session: Session, *, tenant_id: int, agency_id: UUID, before: date) -> EarlierResult | None:
    """The latest frozen result of a period that started earlier; None where there is none or it has no index."""
    row = session.execute(newest_result_before(tenant_id, agency_id, before)).one_or_none()
    return None if row is None else as_earlier(row.period_id, row.snapshot)


def newest_result_before(
    tenant_id: int | InstrumentedAttribute[int], agency_id: UUID | InstrumentedAttribute[UUID], before: date | InstrumentedAttribute[date]
) -> Select[*tuple[Any, ...]]:
    """The statement of the latest frozen result of an agency; with columns for arguments it stands beside each of their rows."""
    earlier = aliased(Result)
    return (
        select(earlier.period_id, earlier.snapshot)
        .where(
            earlier.tenant_id == tenant_id,
            earlier.agency_id == agency_id,
            earlier.scope == "period",
            earlier.superseded_at.is_(None),
            earlier.starts_on < before,
        )
        .order_by(earlier.starts_on.desc())
        .limit(1)
    )


def as_earlier(period_id: UUID, snapshot: str) -> EarlierResult | None:
    """A frozen result as the one before; None where it has no index."""
    found = _as_previous(ResultSnapshot.from_json(snapshot))
    return None if found is None else EarlierResult(period_id, found)


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
