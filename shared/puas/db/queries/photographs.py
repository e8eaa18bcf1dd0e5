"""Photographs of a period: those of the report's annex, and the evidence of single promises. What was removed is not among them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from puas.db.tables.reports import Photograph
from puas.domain.report_snapshot import Photo


def photographs_of(session: Session, *, tenant_id: int, period_id: UUID, item_id: UUID | None = None) -> list[Photograph]:
    """The pictures of the report's annex, or with `item_id` those of one promise, in their order."""
    mine = Photograph.followup_item_id.is_(None) if item_id is None else Photograph.followup_item_id == item_id
    return list(session.scalars(_kept(tenant_id).where(Photograph.period_id == period_id, mine)))


def photographs_of_items(session: Session, *, tenant_id: int, item_ids: Collection[UUID]) -> dict[UUID, list[Photograph]]:
    """The evidence of some promises; one query whatever their number, none for none."""
    found: dict[UUID, list[Photograph]] = {}
    if not item_ids:
        return found
    for row in session.scalars(_kept(tenant_id).where(Photograph.followup_item_id.in_(item_ids))):
        found.setdefault(row.followup_item_id or row.id, []).append(row)
    return found


def photographs_of_report(
    session: Session, *, tenant_id: int, period_id: UUID, item_ids: Collection[UUID]
) -> tuple[list[Photograph], dict[UUID, list[Photograph]]]:
    """The pictures of the report's annex, and the evidence of some promises, in one query."""
    annex = (Photograph.period_id == period_id) & Photograph.followup_item_id.is_(None)
    found: dict[UUID | None, list[Photograph]] = {}
    for row in session.scalars(_kept(tenant_id).where(or_(annex, Photograph.followup_item_id.in_(item_ids)))):
        found.setdefault(row.followup_item_id, []).append(row)
    return found.get(None, []), {item_id: rows for item_id, rows in found.items() if item_id is not None}


def find_photograph(session: Session, *, tenant_id: int, photograph_id: UUID) -> Photograph | None:
    """One picture that was not removed."""
    return session.scalars(_kept(tenant_id).where(Photograph.id == photograph_id)).one_or_none()


def as_printed(photographs: Collection[Photograph]) -> tuple[Photo, ...]:
    """Rows as a report names them."""
    return tuple(Photo(each.caption, each.file_key, each.sha256) for each in photographs)


def _kept(tenant_id: int) -> Select[Any]:
    return (
        select(Photograph)
        .where(Photograph.tenant_id == tenant_id, Photograph.removed_at.is_(None))
        .order_by(Photograph.position, Photograph.id)
    )
