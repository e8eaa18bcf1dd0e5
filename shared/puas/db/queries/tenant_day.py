"""The clock and the calendar where a tenant lives."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.places import Tenant
from puas.domain.survey_period import local_day


def zone_of(session: Session, *, tenant_id: int) -> str:
    """The name of its time zone."""
    return session.scalars(select(Tenant.time_zone).where(Tenant.id == tenant_id)).one()


def today_of(session: Session, *, tenant_id: int, now: datetime) -> date:
    """The day it is there at this moment."""
    return local_day(now, zone_of(session, tenant_id=tenant_id))
