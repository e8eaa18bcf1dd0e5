"""Takes an agency into a mal pelayanan publik. It serves in one at a time."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from puas.db.integrity import violates
from puas.db.queries.agencies import ACTIVE
from puas.db.queries.malls import find_mall, mall_of_agency
from puas.db.tables.agencies import Agency
from puas.db.tables.malls import MallMember
from puas.domain.yardsticks import MALLS
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToJoinMall(Exception):
    """`reason`: unknown-mall, closed, unknown-agency, member-already, other-mall (`other` names it) or same-day."""

    def __init__(self, reason: str, other: str = "") -> None:
        super().__init__(f"{reason} {other}".strip())
        self.reason = reason
        self.other = other


def join_mall(
    *, session: Session, tenant_id: int, mall_id: UUID, agency_id: UUID, joined_on: date, account_id: UUID | None, now: datetime
) -> MallMember:
    """From this day on; an agency that serves in another mall must leave that one first."""
    mall = find_mall(session, tenant_id=tenant_id, mall_id=mall_id)
    if mall is None:
        raise UnableToJoinMall("unknown-mall")
    if mall.state != "active":
        raise UnableToJoinMall("closed")
    agency = session.scalar(select(Agency).where(Agency.tenant_id == tenant_id, Agency.id == agency_id).with_for_update())
    if agency is None or agency.state != ACTIVE:
        raise UnableToJoinMall("unknown-agency")
    present = mall_of_agency(session, tenant_id=tenant_id, agency_id=agency_id)
    if present is not None:
        raise UnableToJoinMall("member-already") if present[0] == mall_id else UnableToJoinMall("other-mall", present[1])
    member = MallMember(tenant_id=tenant_id, mall_id=mall_id, agency_id=agency_id, joined_on=joined_on)
    try:
        with session.begin_nested():
            session.add(member)
    except IntegrityError as error:
        # It left this mall and comes back with the same first day: the row of then is that row.
        if violates(error, "pk_mall_member"):
            raise UnableToJoinMall("same-day") from error
        raise
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="join_mall", subject=f"service_mall:{mall_id}", now=now,
        detail={"name": agency.name, "joined_on": joined_on.isoformat()},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(MALLS,))
    return member
