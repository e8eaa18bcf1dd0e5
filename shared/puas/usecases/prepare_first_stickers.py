"""Gives every agency that has none its first stickers: one for each service type."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.surveys import CollectionPoint
from puas.usecases.create_collection_points import NewPoint, create_collection_points


def prepare_first_stickers(
    *, session: Session, tenant_id: int, agency_ids: Collection[UUID] | None, account_id: UUID | None, now: datetime
) -> int:
    """Make the stickers and return how many; agencies that already have a point are left alone, so twice changes nothing."""
    services: dict[UUID, list[UUID]] = {}
    for agency_id, service_type_id in session.execute(_services_of_agencies_without_points(tenant_id, agency_ids)):
        services.setdefault(agency_id, []).append(service_type_id)
    for agency_id, service_type_ids in services.items():
        points = [NewPoint(service_type_id=service_type_id) for service_type_id in service_type_ids]
        create_collection_points(
            session=session, tenant_id=tenant_id, agency_id=agency_id, points=points, account_id=account_id, now=now
        )
    return sum(len(each) for each in services.values())


def _services_of_agencies_without_points(
    tenant_id: int, agency_ids: Collection[UUID] | None
) -> Select[UUID, UUID]:
    has_point = exists().where(
        CollectionPoint.tenant_id == tenant_id, CollectionPoint.agency_id == Agency.id, CollectionPoint.state == "active"
    )
    return (
        select(Agency.id, ServiceType.id)
        .join(ServiceType, (ServiceType.tenant_id == Agency.tenant_id) & (ServiceType.agency_id == Agency.id))
        .where(
            Agency.tenant_id == tenant_id, Agency.state == "active", ServiceType.state == "active", ~has_point,
            own(Agency.id, agency_ids),
        )
        .order_by(Agency.id, ServiceType.created_at, ServiceType.id)
    )  # fmt: skip
