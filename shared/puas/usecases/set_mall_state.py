"""Closes a mal pelayanan publik, or opens it again.

A closed mall hands out no more forms: neither at its exit nor at its counters. Its counters stay, so that whoever had a form open
at that moment is not told that the answer is lost: what is sent is stored and counted like before.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.malls import ServiceMall
from puas.domain.yardsticks import MALLS
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToSetMallState(Exception):
    """The tenant has no such mall."""


def set_mall_state(
    *, session: Session, tenant_id: int, mall_id: UUID, state: Literal["active", "closed"], account_id: UUID | None, now: datetime
) -> ServiceMall:
    """Put the mall into this state; where it is there already nothing happens."""
    statement = select(ServiceMall).where(ServiceMall.tenant_id == tenant_id, ServiceMall.id == mall_id).with_for_update()
    mall = session.scalar(statement.execution_options(populate_existing=True))
    if mall is None:
        raise UnableToSetMallState(mall_id)
    if mall.state == state:
        return mall
    mall.state, mall.changed_by, mall.changed_at, mall.version = state, account_id, now, mall.version + 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="set_mall_state",
        subject=f"service_mall:{mall_id}", now=now, detail={"name": mall.name, "closed": state == "closed"},
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(MALLS,))
    return mall
