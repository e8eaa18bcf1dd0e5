"""Ends an agency's service in a mal pelayanan publik, and takes its counters there out of use. Answers given stay counted."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.db.tables.malls import MallMember
from puas.db.tables.surveys import CollectionPoint
from puas.domain.yardsticks import MALLS
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit
from puas.usecases.retire_collection_points import retire_collection_points
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToLeaveMall(Refusal):
    """`reason`: not-a-member, or before-joining (the day lies before the first one)."""


def leave_mall(
    *, session: Session, tenant_id: int, mall_id: UUID, agency_id: UUID, left_on: date, account_id: UUID | None, now: datetime
) -> int:
    """The last day is `left_on`; how many counters were retired."""
    statement = select(MallMember).where(
        MallMember.tenant_id == tenant_id, MallMember.mall_id == mall_id, MallMember.agency_id == agency_id, MallMember.left_on.is_(None)
    )
    member = session.scalar(statement.with_for_update())
    if member is None:
        raise UnableToLeaveMall("not-a-member")
    if left_on < member.joined_on:
        raise UnableToLeaveMall("before-joining")
    member.left_on = left_on
    points = session.scalars(
        select(CollectionPoint.id).where(
            CollectionPoint.tenant_id == tenant_id, CollectionPoint.mall_id == mall_id, CollectionPoint.agency_id == agency_id,
            CollectionPoint.state == "active",
        )
    ).all()  # fmt: skip
    if points:
        retire_collection_points(
            session=session, tenant_id=tenant_id, agency_id=agency_id, point_ids=points, account_id=account_id, now=now
        )
    name = session.scalar(select(Agency.name).where(Agency.tenant_id == tenant_id, Agency.id == agency_id))
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="leave_mall", subject=f"service_mall:{mall_id}", now=now,
        detail={"name": name or "", "left_on": left_on.isoformat(), "counters": len(points)},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(MALLS,))
    return len(points)
