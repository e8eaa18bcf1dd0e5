"""Collection points of an agency, with the name of their service."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.tables.agencies import ServiceType
from puas.db.tables.surveys import CollectionPoint


@dataclass(frozen=True, slots=True)
class PointRow:
    """A sticker, poster, link or kiosk. Without a service the form asks for it."""

    id: UUID
    agency_id: UUID
    service_type_id: UUID | None
    service_name: str | None
    kind: str
    place: str
    code: str
    state: str
    printed_at: datetime | None
    created_at: datetime


def list_points(
    session: Session,
    *,
    tenant_id: int,
    agency_id: UUID,
    state: str = "active",
    limit: int | None = None,
    offset: int = 0,
) -> list[PointRow]:
    """An agency's points by service and place, those for all services first."""
    statement = (
        _points(tenant_id)
        .where(CollectionPoint.agency_id == agency_id, CollectionPoint.state == state)
        .order_by(ServiceType.name.nulls_first(), CollectionPoint.place, CollectionPoint.code)
        .limit(limit)
        .offset(offset)
    )
    return [PointRow(*row) for row in session.execute(statement)]


def count_points(session: Session, *, tenant_id: int, agency_id: UUID, state: str = "active") -> int:
    """How many points the list has."""
    statement = (
        select(func.count())
        .select_from(CollectionPoint)
        .where(CollectionPoint.tenant_id == tenant_id, CollectionPoint.agency_id == agency_id, CollectionPoint.state == state)
    )
    return session.scalar(statement) or 0


def find_point(
    session: Session, *, tenant_id: int, point_id: UUID, agency_ids: Collection[UUID] | None = None
) -> PointRow | None:
    """One point; None where it is another tenant's or not of an officer's agency."""
    statement = _points(tenant_id).where(CollectionPoint.id == point_id, own(CollectionPoint.agency_id, agency_ids))
    row = session.execute(statement).one_or_none()
    return None if row is None else PointRow(*row)


def _points(tenant_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            CollectionPoint.id, CollectionPoint.agency_id, CollectionPoint.service_type_id, ServiceType.name,
            CollectionPoint.kind, CollectionPoint.place, CollectionPoint.code, CollectionPoint.state,
            CollectionPoint.printed_at, CollectionPoint.created_at,
        )
        .outerjoin(
            ServiceType,
            (ServiceType.tenant_id == CollectionPoint.tenant_id) & (ServiceType.id == CollectionPoint.service_type_id),
        )
        .where(CollectionPoint.tenant_id == tenant_id)
    )  # fmt: skip
