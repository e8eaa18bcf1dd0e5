"""Periods that have ended and wait to be closed, and inboxes that wait to be counted."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.moments import apart
from puas.db.queries.tenant_day import zone_of
from puas.db.tables.responses import ResponseInbox
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.survey_period import is_due_to_close


def list_due_periods(session: Session, *, tenant_id: int, now: datetime) -> list[UUID]:
    """The tenant's open periods that may be closed at this moment, the oldest first."""
    time_zone = zone_of(session, tenant_id=tenant_id)
    statement = (
        select(SurveyPeriod.id, SurveyPeriod.ends_on)
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.state == "open")
        .order_by(SurveyPeriod.ends_on, SurveyPeriod.id)
    )
    return [row.id for row in session.execute(statement) if is_due_to_close(row.ends_on, now, time_zone)]


def has_waiting_answers(session: Session, *, tenant_id: int, now: datetime, patience: timedelta) -> bool:
    """Whether the tenant's inbox holds something that should have been counted by now."""
    waiting = select(ResponseInbox.id).where(ResponseInbox.tenant_id == tenant_id, apart(ResponseInbox.received_at, now, patience))
    return session.scalar(select(waiting.exists())) or False
