"""Deletes the files of a tenant that left and whose rows are gone; the second and last step of erasing it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.departures import lock_departure_to_erase
from puas.db.tables.places import Tenant, TenantDeparture
from puas.runtime.file_store import FileStore, tenant_key
from puas.usecases._standing_of_tenants import find_decider
from puas.usecases.record_audit import record_audit


def erase_departed_files(*, session: Session, store: FileStore, tenant_id: int, now: datetime) -> bool:
    """Delete every file below the tenant's prefix, then note that it is erased; False where it is none whose time is over.

    Killed in the middle, the next call deletes the rest. Its own log is gone, so its province's tells of it.
    """
    departure_id = lock_departure_to_erase(session, tenant_id=tenant_id, now=now)
    if departure_id is None:
        return False
    for key in store.keys(tenant_key(tenant_id)):
        store.delete(key)
    session.execute(update(TenantDeparture).where(TenantDeparture.id == departure_id).values(erased_at=now))
    tenant = session.scalars(select(Tenant).where(Tenant.id == tenant_id)).one()
    decider = find_decider(session, tenant_id=tenant_id, province_code=tenant.province_code)
    for log_of in decider.logs if decider is not None else ():
        if log_of != tenant_id:
            with tenancy.inside(session, tenant_id=log_of):
                record_audit(
                    session=session, tenant_id=log_of, account_id=None, action="erase_departed_tenant", subject=f"tenant:{tenant_id}",
                    now=now, detail={"workspace": tenant.name},
                )  # fmt: skip
    return True
