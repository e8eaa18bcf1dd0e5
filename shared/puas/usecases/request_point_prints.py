"""Asks for a sheet of stickers or for posters of an agency's collection points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.queries.tenant_look import find_look
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.db.tables.surveys import CollectionPoint
from puas.domain.document_source import POSTER, STICKER_SHEET, PointsSource, PrintedPoint
from puas.jobs.enqueue import coalescing_key
from puas.usecases._document_requests import Wanted, request_document
from puas.usecases._refusal import Refusal

_TITLES = {STICKER_SHEET: "Stiker QR", POSTER: "Poster QR"}


class UnableToRequestPrints(Refusal):
    """`reason`: none (no active point among those named) or unknown-document."""


def request_point_prints(
    *,
    session: Session,
    tenant_id: int,
    agency_id: UUID,
    document: str,
    point_ids: Sequence[UUID],
    requested_by: UUID | None,
    base_url: str,
    now: datetime,
) -> Report:
    """The request that is on its way, or a new one; retired points and those of other agencies are passed over."""
    if document not in _TITLES:
        raise UnableToRequestPrints("unknown-document")
    agency, points = _read_points(session, tenant_id, agency_id, point_ids)
    if agency is None or not points:
        raise UnableToRequestPrints("none")
    wanted = Wanted(
        document=document,
        title=f"{_TITLES[document]} {agency.name}",
        twin_key=f"{document}:{coalescing_key(*(point.code for point, _ in points))}",
        requested_by=requested_by,
        now=now,
        agency_id=agency_id,
    )
    printed = tuple(PrintedPoint(point.code, f"{base_url}/s/{point.code}", service or "", point.place) for point, service in points)
    report = request_document(
        session, tenant_id=tenant_id, wanted=wanted, source=lambda number: _source(session, tenant_id, agency, printed, number)
    )
    _mark_printed(session, tenant_id, [point.id for point, _ in points], now)
    return report


def _read_points(
    session: Session, tenant_id: int, agency_id: UUID, point_ids: Sequence[UUID]
) -> tuple[Agency | None, list[tuple[CollectionPoint, str | None]]]:
    agency = session.scalars(select(Agency).where(Agency.tenant_id == tenant_id, Agency.id == agency_id)).one_or_none()
    statement = (
        select(CollectionPoint, ServiceType.name)
        .outerjoin(
            ServiceType,
            (ServiceType.tenant_id == CollectionPoint.tenant_id) & (ServiceType.id == CollectionPoint.service_type_id),
        )
        .where(
            CollectionPoint.tenant_id == tenant_id,
            CollectionPoint.agency_id == agency_id,
            CollectionPoint.id.in_(point_ids),
            CollectionPoint.state == "active",
        )
        .order_by(ServiceType.name.nulls_first(), CollectionPoint.place, CollectionPoint.code)
    )
    return agency, [(row[0], row[1]) for row in session.execute(statement)]


def _source(session: Session, tenant_id: int, agency: Agency, points: tuple[PrintedPoint, ...], document_id: str) -> str:
    tenant = session.execute(select(Tenant.name, Tenant.is_sample).where(Tenant.id == tenant_id)).one()
    look = find_look(session, tenant_id=tenant_id)
    source = PointsSource(
        document_id=document_id,
        government=look.government_name if look else f"Pemerintah {tenant.name}",
        agency=agency.name,
        accent_colour=look.accent if look else "",
        emblem_file=look.emblem_key if look else None,
        sample_data=tenant.is_sample,
        points=points,
    )
    return source.to_json()


def _mark_printed(session: Session, tenant_id: int, point_ids: Sequence[UUID], now: datetime) -> None:
    session.execute(
        update(CollectionPoint)
        .where(CollectionPoint.tenant_id == tenant_id, CollectionPoint.id.in_(point_ids), CollectionPoint.printed_at.is_(None))
        .values(printed_at=now)
    )
