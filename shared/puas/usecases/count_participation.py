"""Counts how far a tenant has come, for the pages of its regency and its province: answers, promises, set-up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.participation_counts import count_progress, count_promises, count_respondents
from puas.db.queries.published_promises import show_published_promises
from puas.db.tables.places import Tenant
from puas.domain.survey_period import local_day


def count_participation(*, session: Session, tenant_id: int, now: datetime) -> None:
    """Bring the counts of the tenant's submissions and its progress up to date; days are those of the tenant's clock.

    A promise becomes late by the passing of time alone, so this has to be done again and again.
    """
    time_zone = session.scalars(select(Tenant.time_zone).where(Tenant.id == tenant_id)).one()
    count_respondents(session, tenant_id=tenant_id, now=now)
    count_promises(session, tenant_id=tenant_id, today=local_day(now, time_zone), now=now)
    show_published_promises(session, tenant_id=tenant_id)
    count_progress(session, tenant_id=tenant_id, now=now)
