"""Deletes the files of a practice tenant whose rows are gone; the second and last step of erasing it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.places import Tenant
from puas.db.tables.training import PracticeTenant
from puas.runtime.file_store import FileStore, tenant_key


def erase_practice_files(*, session: Session, store: FileStore, tenant_id: int, now: datetime) -> bool:
    """Delete every file below the tenant's prefix, then note that it is gone; False where its rows are not erased, or it is gone.

    Killed in the middle, the next call deletes the rest.
    """
    statement = (
        select(PracticeTenant.tenant_id)
        .join(Tenant, Tenant.id == PracticeTenant.tenant_id)
        .where(PracticeTenant.tenant_id == tenant_id, PracticeTenant.gone_at.is_(None), Tenant.state == "left")
        .with_for_update(of=PracticeTenant)
    )
    if session.scalar(statement) is None:
        return False
    for key in store.keys(tenant_key(tenant_id)):
        store.delete(key)
    mine = update(PracticeTenant).where(PracticeTenant.tenant_id == tenant_id)
    session.execute(mine.values(gone_at=now).execution_options(synchronize_session=False))
    return True
