"""Reminds people of deadlines, by day on the clock of each tenant. After an outage only the latest stage is caught up."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.practice_tenants import is_for_practice
from puas.db.tables.places import Tenant
from puas.jobs.run import transaction
from puas.runtime import clock
from puas.usecases.remind_deadlines import remind_deadlines
from puas.usecases.remind_province import remind_province
from puas_worker.each_tenant import in_each_tenant

# Nobody is woken for a deadline.
BEGINS, ENDS = time(7), time(17)


def run(*, context: dict[str, str] | None = None, **_: Any) -> int:
    """Returns how many notices were new."""
    now = clock.now()
    kinds = {tenant_id: kind for tenant_id, kind, zone in _active_tenants() if is_daytime(now, zone)}

    def remind(session: Session, tenant_id: int) -> int:
        told = remind_province if kinds[tenant_id] == "province" else remind_deadlines
        return told(session=session, tenant_id=tenant_id, now=now)

    return sum(in_each_tenant(remind, tenant_ids=kinds, context=context))


def is_daytime(moment: datetime, zone: str) -> bool:
    """Whether offices of the zone are at work, whatever day it is."""
    return BEGINS <= moment.astimezone(ZoneInfo(zone)).time() < ENDS


def _active_tenants() -> list[tuple[int, str, str]]:
    with transaction() as session:
        statement = select(Tenant.id, Tenant.kind, Tenant.time_zone).where(Tenant.state == "active", ~is_for_practice()).order_by(Tenant.id)
        return [(row.id, row.kind, row.time_zone) for row in session.execute(statement)]
