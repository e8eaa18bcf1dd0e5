"""Opens counters of a member agency in a mal pelayanan publik: stickers or kiosks of the agency that name the mall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.malls import find_mall, mall_of_agency
from puas.db.tables.surveys import CollectionPoint
from puas.domain.mall_details import COUNTER_KINDS
from puas.domain.yardsticks import MALLS
from puas.usecases._refusal import Refusal
from puas.usecases.create_collection_points import NewPoint, UnableToCreateCollectionPoints, create_collection_points
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToAddMallCounters(Refusal):
    """`reason`: unknown-mall, closed, not-a-member, unnamed, or one of `create_collection_points` (unknown-service also means archived)."""


def add_mall_counters(
    *,
    session: Session,
    tenant_id: int,
    mall_id: UUID,
    agency_id: UUID,
    counters: Sequence[NewPoint],
    account_id: UUID | None,
    now: datetime,
) -> list[CollectionPoint]:
    """All of them or none. Citizens choose a counter by its name, so each has one."""
    mall = find_mall(session, tenant_id=tenant_id, mall_id=mall_id)
    if mall is None:
        raise UnableToAddMallCounters("unknown-mall")
    if mall.state != "active":
        raise UnableToAddMallCounters("closed")
    present = mall_of_agency(session, tenant_id=tenant_id, agency_id=agency_id)
    if present is None or present[0] != mall_id:
        raise UnableToAddMallCounters("not-a-member")
    if any(each.kind not in COUNTER_KINDS for each in counters):
        raise UnableToAddMallCounters("unknown-kind")
    if any(not each.place for each in counters):
        raise UnableToAddMallCounters("unnamed")
    try:
        made = create_collection_points(
            session=session, tenant_id=tenant_id, agency_id=agency_id, points=counters, account_id=account_id, now=now, mall_id=mall_id
        )
    except UnableToCreateCollectionPoints as refusal:
        raise UnableToAddMallCounters(refusal.reason) from refusal
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="add_mall_counters", subject=f"service_mall:{mall_id}",
        now=now, detail={"name": mall.name, "codes": [each.code for each in made]},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(MALLS,))
    return made
