"""Erases the rows of a tenant that left, once its archive had its time; the directory keeps its name and address.

In two steps, each of which can be taken again: here the rows, then the files (`erase_departed_files`), which no transaction
can bring back. Afterwards its documents are known by nothing but the signed record inside their files.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from puas.db.erasure import erase_tenant_rows
from puas.db.queries.departures import lock_departure_to_erase


def erase_departed_tenant(*, session: Session, tenant_id: int, now: datetime) -> bool:
    """Erase every row it owns, and its locators; False where it is none whose time is over, or somebody is at it."""
    if lock_departure_to_erase(session, tenant_id=tenant_id, now=now) is None:
        return False
    erase_tenant_rows(session, tenant_id=tenant_id)
    return True
