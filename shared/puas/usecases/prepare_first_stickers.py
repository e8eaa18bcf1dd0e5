"""Brings every agency to its first stickers: makes one for each service type where there is none, and asks for the sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from puas.db.queries.agencies import own
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.surveys import CollectionPoint
from puas.domain.document_source import STICKER_SHEET
from puas.usecases.create_collection_points import NewPoint, create_collection_points
from puas.usecases.request_point_prints import request_point_prints


@dataclass(frozen=True, slots=True)
class Prepared:
    """How many stickers were made, and for how many agencies a sheet was asked for."""

    stickers: int
    sheets: int


def prepare_first_stickers(
    *,
    session: Session,
    tenant_id: int,
    agency_ids: Collection[UUID] | None,
    account_id: UUID | None,
    base_url: str,
    now: datetime,
) -> Prepared:
    """Points that exist are kept and sheets once printed are not asked for again, so twice changes nothing."""
    _lock_agencies(session, tenant_id, agency_ids)
    made = 0
    for agency_id, services in _services_of_agencies_without_points(session, tenant_id, agency_ids).items():
        points = [NewPoint(service_type_id=service_type_id) for service_type_id in services]
        made += len(
            create_collection_points(
                session=session, tenant_id=tenant_id, agency_id=agency_id, points=points, account_id=account_id, now=now
            )
        )
    unprinted = _unprinted_stickers(session, tenant_id, agency_ids)
    for agency_id, point_ids in unprinted.items():
        request_point_prints(
            session=session, tenant_id=tenant_id, agency_id=agency_id, document=STICKER_SHEET, point_ids=point_ids,
            requested_by=account_id, base_url=base_url, now=now,
        )  # fmt: skip
    return Prepared(made, len(unprinted))


def _lock_agencies(session: Session, tenant_id: int, agency_ids: Collection[UUID] | None) -> None:
    """Of two clicks at the same time the second waits here, and then sees the stickers of the first."""
    statement = select(Agency.id).where(Agency.tenant_id == tenant_id, own(Agency.id, agency_ids)).order_by(Agency.id)
    session.execute(statement.with_for_update())


def _services_of_agencies_without_points(
    session: Session, tenant_id: int, agency_ids: Collection[UUID] | None
) -> Mapping[UUID, list[UUID]]:
    has_point = exists().where(
        CollectionPoint.tenant_id == tenant_id, CollectionPoint.agency_id == Agency.id, CollectionPoint.state == "active"
    )
    statement = (
        select(Agency.id, ServiceType.id)
        .join(ServiceType, (ServiceType.tenant_id == Agency.tenant_id) & (ServiceType.agency_id == Agency.id))
        .where(
            Agency.tenant_id == tenant_id, Agency.state == "active", ServiceType.state == "active", ~has_point,
            own(Agency.id, agency_ids),
        )
        .order_by(Agency.id, ServiceType.created_at, ServiceType.id)
    )  # fmt: skip
    return _grouped(session, statement)


def _unprinted_stickers(
    session: Session, tenant_id: int, agency_ids: Collection[UUID] | None
) -> Mapping[UUID, list[UUID]]:
    statement = (
        select(CollectionPoint.agency_id, CollectionPoint.id)
        .where(
            CollectionPoint.tenant_id == tenant_id,
            CollectionPoint.state == "active",
            CollectionPoint.kind == "sticker",
            CollectionPoint.printed_at.is_(None),
            own(CollectionPoint.agency_id, agency_ids),
        )
        .order_by(CollectionPoint.agency_id, CollectionPoint.created_at, CollectionPoint.id)
    )
    return _grouped(session, statement)


def _grouped(session: Session, statement: Select[UUID, UUID]) -> Mapping[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    for agency_id, row_id in session.execute(statement):
        found.setdefault(agency_id, []).append(row_id)
    return found
