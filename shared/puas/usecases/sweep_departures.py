"""Asks again for archives whose signal was lost, and throws away those that have been kept long enough."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.departures import due_archives
from puas.db.tables.places import TenantDeparture
from puas.jobs.catalogue import ARCHIVE_TENANT
from puas.jobs.enqueue import enqueue
from puas.runtime.file_store import FileStore


def sweep_departures(*, session: Session, store: FileStore, now: datetime) -> int:
    """How many were asked for again. The file goes first: a row without a file says so, a file without a row would stay for ever."""
    had_its_time = select(TenantDeparture).where(TenantDeparture.archive_state == "ready", TenantDeparture.expires_at <= now)
    for departure in session.scalars(had_its_time.with_for_update(skip_locked=True)):
        store.delete(departure.archive_key)
        departure.archive_state, departure.archive_key = "gone", ""
    session.flush()
    due = due_archives(session, now=now)
    for departure_id in due:
        enqueue(session, ARCHIVE_TENANT, coalesce=f"{departure_id}-{int(now.timestamp())}", departure_id=str(departure_id))
    return len(due)
