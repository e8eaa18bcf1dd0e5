"""Erases a practice tenant whose time is over, with everything in it; the directory keeps an empty number.

In two steps, each of which can be taken again: here the rows, then the files (`erase_practice_files`), which no transaction
can bring back. What participants achieved stands with the session's owner and stays.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.erasure import GUEST_DOMAIN, erase_guest, erase_tenant_rows
from puas.db.queries.practice_tenants import is_replaced
from puas.db.tables.people import Account, Membership
from puas.db.tables.places import Tenant
from puas.db.tables.training import PracticeTenant

_NAME = "Ruang latihan yang sudah dihapus"


def erase_practice(*, session: Session, tenant_id: int, now: datetime) -> bool:
    """Erase its rows, its locators and the accounts of its guests; False where it is none whose time is over."""
    is_due = or_(PracticeTenant.expires_at <= now, is_replaced())
    due = select(PracticeTenant.tenant_id).where(PracticeTenant.tenant_id == tenant_id, PracticeTenant.gone_at.is_(None), is_due)
    if session.scalar(due.with_for_update(of=PracticeTenant)) is None:
        return False
    with tenancy.inside(session, tenant_id=tenant_id):
        guests = _guests(session, tenant_id)
    erase_tenant_rows(session, tenant_id=tenant_id)
    for account_id in guests:
        if not _is_elsewhere(session, account_id):
            erase_guest(session, account_id=account_id)
    nothing = {"state": "left", "name": _NAME, "slug": f"terhapus-{tenant_id}", "published_at": None}
    session.execute(update(Tenant).where(Tenant.id == tenant_id).values(**nothing).execution_options(synchronize_session=False))
    return True


def _guests(session: Session, tenant_id: int) -> list[UUID]:
    statement = (
        select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.tenant_id == tenant_id, Account.email.endswith(f"@{GUEST_DOMAIN}", autoescape=True))
    )
    return list(session.scalars(statement))


def _is_elsewhere(session: Session, account_id: UUID) -> bool:
    """Whether the guest works in another practice tenant too."""
    with tenancy.inside(session, tenant_id=None, account_id=account_id):
        return session.scalar(select(Membership.account_id).where(Membership.account_id == account_id).limit(1)) is not None
