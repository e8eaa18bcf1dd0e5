"""Counts how far a tenant has come, for the pages of its regency and its province: answers, promises, set-up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from puas.db.queries.participation_counts import count_progress, count_promises, count_respondents
from puas.db.queries.published_promises import show_published_promises
from puas.db.queries.tenant_day import today_of


def count_participation(*, session: Session, tenant_id: int, now: datetime) -> None:
    """Bring the counts of the tenant's submissions and its progress up to date; days are those of the tenant's clock.

    A promise becomes late by the passing of time alone, so this has to be done again and again.
    """
    count_respondents(session, tenant_id=tenant_id, now=now)
    count_promises(session, tenant_id=tenant_id, today=today_of(session, tenant_id=tenant_id, now=now), now=now)
    show_published_promises(session, tenant_id=tenant_id)
    count_progress(session, tenant_id=tenant_id, now=now)
