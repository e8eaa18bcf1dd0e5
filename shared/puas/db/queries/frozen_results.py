"""Frozen results as they were signed, and the list of them. The snapshot's text is the truth and is passed on untouched."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from puas.db.queries.tallies import is_one_of
from puas.db.tables.agencies import Agency
from puas.db.tables.results import Result
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.signed_result import SIGNED_RESULT_FORMAT, SignedResult


@dataclass(frozen=True, slots=True)
class FrozenResult:
    """One frozen result with its hash and signature."""

    id: UUID
    agency_id: UUID | None
    period_id: UUID | None
    version: int
    reason: str
    frozen_at: datetime
    superseded_at: datetime | None
    sha256: str
    signature: str
    snapshot: ResultSnapshot

    def signed(self) -> SignedResult:
        """The record that leaves the installation: what is downloaded, served by the API, and verified."""
        return SignedResult(SIGNED_RESULT_FORMAT, self.snapshot, self.sha256, self.signature or None)


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A frozen result as a line of a list, without its counts."""

    id: UUID
    scope: str
    agency_id: UUID | None
    agency_name: str
    period_id: UUID | None
    label: str
    starts_on: date
    ends_on: date
    version: int
    edition: str
    respondents: int
    nik: Decimal | None
    mutu: str
    sha256: str
    frozen_at: datetime


@dataclass(frozen=True, slots=True)
class ResultFilter:
    """What a list of results is narrowed to; None means no limit."""

    year: int | None = None
    agency_ids: Collection[UUID] | None = None
    period_ids: Collection[UUID] | None = None


def find_result(session: Session, *, tenant_id: int, result_id: UUID) -> FrozenResult | None:
    """One result, also an older version that an amendment replaced."""
    return _one(session, Result.tenant_id == tenant_id, Result.id == result_id)


def find_result_of_period(session: Session, *, tenant_id: int, period_id: UUID) -> FrozenResult | None:
    """The result in force of a closed period."""
    return _one(
        session,
        Result.tenant_id == tenant_id,
        Result.period_id == period_id,
        Result.scope == "period",
        Result.superseded_at.is_(None),
    )


def list_results(session: Session, *, tenant_id: int, wanted: ResultFilter, limit: int | None = None, offset: int = 0) -> list[ResultLine]:
    """Results in force, the newest period first."""
    statement = (
        _lines(tenant_id, wanted).order_by(Result.starts_on.desc(), func.coalesce(Agency.name, ""), Result.id).limit(limit).offset(offset)
    )
    return [ResultLine(*row) for row in session.execute(statement)]


def count_results(session: Session, *, tenant_id: int, wanted: ResultFilter) -> int:
    """How many results the list has."""
    return session.scalar(select(func.count()).select_from(_lines(tenant_id, wanted).subquery())) or 0


def _one(session: Session, *conditions: ColumnElement[bool]) -> FrozenResult | None:
    statement = select(
        Result.id,
        Result.agency_id,
        Result.period_id,
        Result.version,
        Result.reason,
        Result.frozen_at,
        Result.superseded_at,
        Result.sha256,
        Result.signature,
        Result.snapshot,
    ).where(*conditions)
    row: Any = session.execute(statement).one_or_none()
    if row is None:
        return None
    return FrozenResult(*(*row[:-1], ResultSnapshot.from_json(row[-1])))


def _lines(tenant_id: int, wanted: ResultFilter) -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = (
        select(
            Result.id,
            Result.scope,
            Result.agency_id,
            func.coalesce(Agency.name, "").label("agency_name"),
            Result.period_id,
            Result.label,
            Result.starts_on,
            Result.ends_on,
            Result.version,
            Result.edition,
            Result.respondents,
            Result.nik,
            Result.mutu,
            Result.sha256,
            Result.frozen_at,
        )
        .outerjoin(Agency, (Agency.tenant_id == Result.tenant_id) & (Agency.id == Result.agency_id))
        .where(Result.tenant_id == tenant_id, Result.superseded_at.is_(None))
    )
    if wanted.year is not None:
        statement = statement.where(Result.ends_on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.agency_ids is not None:
        statement = statement.where(Result.agency_id.in_(wanted.agency_ids))
    if wanted.period_ids is not None:
        statement = statement.where(is_one_of(Result.period_id, wanted.period_ids))
    return statement
