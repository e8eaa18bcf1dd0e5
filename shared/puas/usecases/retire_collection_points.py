"""Takes collection points out of use. Their codes stay taken, so that an old sticker never opens another office's form."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.surveys import CollectionPoint
from puas.usecases.record_audit import record_audit


class UnableToRetireCollectionPoints(Exception):
    """Some of the points are not the agency's; none was retired."""


def retire_collection_points(
    *,
    session: Session,
    tenant_id: int,
    agency_id: UUID,
    point_ids: Collection[UUID],
    account_id: UUID | None,
    now: datetime,
) -> list[str]:
    """Retire and return the codes; points already retired stay so."""
    statement = (
        update(CollectionPoint)
        .where(
            CollectionPoint.tenant_id == tenant_id,
            CollectionPoint.agency_id == agency_id,
            CollectionPoint.id.in_(point_ids),
        )
        .values(state="retired")
        .returning(CollectionPoint.code)
    )
    with session.begin_nested():
        codes = sorted(session.scalars(statement))
        if len(codes) != len(set(point_ids)):
            raise UnableToRetireCollectionPoints(len(codes))
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=account_id,
        action="retire_collection_points",
        subject=f"agency:{agency_id}",
        now=now,
        detail={"codes": codes},
    )
    return codes
