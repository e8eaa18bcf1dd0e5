"""Makes stickers, posters, links and kiosks for an agency: each a row with a random short code that leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.locators import NoFreeCode, take_codes
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.surveys import CollectionPoint
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

KINDS = ("sticker", "poster", "link", "kiosk")
MOST_AT_ONCE = 200
LONGEST_PLACE = 120


@dataclass(frozen=True, slots=True)
class NewPoint:
    """A point wanted. Without a service type the form asks which service was used."""

    kind: str = "sticker"
    place: str = ""
    service_type_id: UUID | None = None


class UnableToCreateCollectionPoints(Refusal):
    """`reason`: none, too-many, unknown-kind, place-too-long, unknown-agency, unknown-service or no-free-code."""


def create_collection_points(
    *,
    session: Session,
    tenant_id: int,
    agency_id: UUID,
    points: Sequence[NewPoint],
    account_id: UUID | None,
    now: datetime,
    mall_id: UUID | None = None,
) -> list[CollectionPoint]:
    """Create all of them or none, in the order wanted; with `mall_id` as counters of that mal pelayanan publik."""
    _refuse_nonsense(points)
    _refuse_strangers(session, tenant_id, agency_id, points)
    ids = [new_id() for _ in points]
    try:
        codes = take_codes(session, tenant_id=tenant_id, targets=[str(each) for each in ids])
    except NoFreeCode as error:
        raise UnableToCreateCollectionPoints("no-free-code") from error
    rows = [
        CollectionPoint(
            tenant_id=tenant_id,
            id=point_id,
            agency_id=agency_id,
            service_type_id=point.service_type_id,
            kind=point.kind,
            mall_id=mall_id,
            place=point.place,
            code=code,
            state="active",
            created_by=account_id,
            created_at=now,
        )
        for point_id, code, point in zip(ids, codes, points, strict=True)
    ]
    session.add_all(rows)
    session.flush()
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=account_id,
        action="create_collection_points",
        subject=f"agency:{agency_id}",
        now=now,
        detail={"codes": codes},
    )
    return rows


def _refuse_nonsense(points: Sequence[NewPoint]) -> None:
    if not points:
        raise UnableToCreateCollectionPoints("none")
    if len(points) > MOST_AT_ONCE:
        raise UnableToCreateCollectionPoints("too-many")
    if any(point.kind not in KINDS for point in points):
        raise UnableToCreateCollectionPoints("unknown-kind")
    if any(len(point.place) > LONGEST_PLACE for point in points):
        raise UnableToCreateCollectionPoints("place-too-long")


def _refuse_strangers(session: Session, tenant_id: int, agency_id: UUID, points: Sequence[NewPoint]) -> None:
    agency = select(Agency.id).where(Agency.tenant_id == tenant_id, Agency.id == agency_id, Agency.state == "active")
    if session.scalar(agency) is None:
        raise UnableToCreateCollectionPoints("unknown-agency")
    wanted = {point.service_type_id for point in points} - {None}
    known = session.scalars(
        select(ServiceType.id).where(
            ServiceType.tenant_id == tenant_id,
            ServiceType.agency_id == agency_id,
            ServiceType.state == "active",
            ServiceType.id.in_(wanted),
        )
    )
    if wanted - set(known):
        raise UnableToCreateCollectionPoints("unknown-service")
