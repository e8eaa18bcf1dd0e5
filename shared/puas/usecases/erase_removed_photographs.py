"""Erases the files of photographs people took away, once no document that is still to be made needs them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from puas.db.tables.reports import Photograph, Report
from puas.runtime import photograph_files
from puas.runtime.file_store import FileStore

AT_ONCE = 100
# A document that is being asked for in the moment of removal may not be seen yet.
PATIENCE = timedelta(hours=1)
# Such a document is made of its frozen record, or may be tried again. One that is ready holds the picture itself.
_TO_BE_MADE = ("waiting", "pending", "running", "failed")


def erase_removed_photographs(*, session: Session, tenant_id: int, store: FileStore, now: datetime) -> int:
    """Erase a batch; returns how many photographs it was."""
    needed = exists().where(
        Report.tenant_id == tenant_id, Report.state.in_(_TO_BE_MADE), Report.snapshot.contains(Photograph.file_key, autoescape=False)
    )
    statement = (
        select(Photograph)
        .where(Photograph.tenant_id == tenant_id, Photograph.removed_at <= now - PATIENCE, ~needed)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    gone = list(session.scalars(statement))
    for row in gone:
        store.delete(row.file_key)
        store.delete(photograph_files.small_key(row.file_key))
        session.delete(row)
    session.flush()
    return len(gone)
