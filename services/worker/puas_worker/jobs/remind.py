"""Reminds people of deadlines, by day on the clock of each tenant. After an outage only the latest stage is caught up."""

from __future__ import annotations

import logging
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from puas.db.queries.practice_tenants import is_for_practice
from puas.db.tables.places import Tenant
from puas.jobs.run import job_context, transaction
from puas.runtime import clock
from puas.usecases.remind_deadlines import remind_deadlines
from puas.usecases.remind_province import remind_province

log = logging.getLogger(__name__)

# Nobody is woken for a deadline.
BEGINS, ENDS = time(7), time(17)


def run(*, context: dict[str, str] | None = None, **_: Any) -> int:
    """Returns how many notices were new; trouble in one tenant does not keep the others waiting."""
    failures: list[Exception] = []
    told = 0
    now = clock.now()
    for tenant_id, kind, zone in _active_tenants():
        if not is_daytime(now, zone):
            continue
        with job_context(tenant_id=tenant_id, context=context):
            try:
                with transaction(tenant_id=tenant_id) as session:
                    remind = remind_province if kind == "province" else remind_deadlines
                    told += remind(session=session, tenant_id=tenant_id, now=now)
            except Exception as error:
                log.exception("reminders failed")
                failures.append(error)
    if failures:
        raise ExceptionGroup("some people could not be reminded", failures)
    return told


def is_daytime(moment: datetime, zone: str) -> bool:
    """Whether offices of the zone are at work, whatever day it is."""
    return BEGINS <= moment.astimezone(ZoneInfo(zone)).time() < ENDS


def _active_tenants() -> list[tuple[int, str, str]]:
    with transaction() as session:
        statement = select(Tenant.id, Tenant.kind, Tenant.time_zone).where(Tenant.state == "active", ~is_for_practice()).order_by(Tenant.id)
        return [(row.id, row.kind, row.time_zone) for row in session.execute(statement)]
