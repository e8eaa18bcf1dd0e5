"""Writes what the registers of a tenant say, for its report cards and for its province."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from puas.db.figure_lock import hold_figures
from puas.db.queries.province_directory import province_told
from puas.db.tables.places import Tenant
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.survey_period import local_day
from puas.domain.yardsticks import YARDSTICKS
from puas.usecases._yardstick_readers import read_yardstick


def share_yardsticks(*, session: Session, tenant_id: int, now: datetime, yardsticks: Iterable[str] = YARDSTICKS) -> None:
    """Replace the figures of these yardsticks by what their registers say now; days are those of the tenant's clock.

    Called by every use case that changes a register, and once a day, since a review becomes overdue by time alone.
    """
    session.flush()
    hold_figures(session, tenant_id=tenant_id)
    zone, province_code = session.execute(select(Tenant.time_zone, province_told()).where(Tenant.id == tenant_id)).one()
    today = local_day(now, zone)
    for yardstick in yardsticks:
        readings = read_yardstick(session, tenant_id=tenant_id, yardstick=yardstick, today=today)
        session.execute(delete(YardstickFigure).where(YardstickFigure.tenant_id == tenant_id, YardstickFigure.yardstick == yardstick))
        rows = [
            {**asdict(each), "tenant_id": tenant_id, "province_code": province_code, "updated_at": now} for each in readings
        ]
        if rows:
            session.execute(insert(YardstickFigure), rows)
