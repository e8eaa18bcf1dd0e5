"""The Ombudsman's scores of a tenant. `agency_ids` narrows to an officer's own agencies; the regency's own score is for everybody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from puas.db.tables.compliance import ComplianceScore


def list_scores(
    session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None, year: int | None = None
) -> Sequence[ComplianceScore]:
    """Oldest year first; of a year the regency first, then agencies by name."""
    statement = (
        select(ComplianceScore)
        .where(ComplianceScore.tenant_id == tenant_id, _visible(agency_ids))
        .order_by(ComplianceScore.year, ComplianceScore.agency_id.is_not(None), ComplianceScore.agency_name, ComplianceScore.id)
    )
    if year is not None:
        statement = statement.where(ComplianceScore.year == year)
    return session.scalars(statement).all()


def find_score(
    session: Session, *, tenant_id: int, score_id: UUID, agency_ids: Collection[UUID] | None = None
) -> ComplianceScore | None:
    """One score; None where it is another tenant's or of an agency the officer does not work for."""
    return session.scalar(
        select(ComplianceScore).where(ComplianceScore.tenant_id == tenant_id, ComplianceScore.id == score_id, _visible(agency_ids))
    )


def dimensions_of(score: ComplianceScore) -> dict[str, Decimal]:
    """The recorded dimensions as numbers."""
    return {key: Decimal(value) for key, value in score.dimensions.items()}


def _visible(agency_ids: Collection[UUID] | None) -> ColumnElement[bool]:
    if agency_ids is None:
        return true()
    return or_(ComplianceScore.agency_id.is_(None), ComplianceScore.agency_id.in_(agency_ids))
