"""Erases the files of evidence people took away, and their rows. A removal by mistake can be undone for an hour, by the operator."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from puas.db.tables.yardsticks import EvidenceFile
from puas.runtime.file_store import FileStore

AT_ONCE = 100
PATIENCE = timedelta(hours=1)


def erase_removed_evidence(*, session: Session, tenant_id: int, store: FileStore, now: datetime) -> int:
    """Erase a batch; returns how many pieces it was. Killed in the middle, the next call erases the rest."""
    statement = (
        select(EvidenceFile.id, EvidenceFile.file_key)
        .where(EvidenceFile.tenant_id == tenant_id, EvidenceFile.removed_at <= now - PATIENCE)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    gone = session.execute(statement).all()
    for _id, key in gone:
        if key:
            store.delete(key)
    if gone:
        session.execute(delete(EvidenceFile).where(EvidenceFile.tenant_id == tenant_id, EvidenceFile.id.in_([row[0] for row in gone])))
    return len(gone)
