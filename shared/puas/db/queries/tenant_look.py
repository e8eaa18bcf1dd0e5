"""How a tenant shows itself: accent, emblem and letterhead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.calendar import Notification
from puas.db.tables.places import Tenant, TenantProfile


@dataclass(frozen=True, slots=True)
class TenantLook:
    """Letterhead lines, emblem and accent."""

    government_name: str
    office_name: str
    address: str
    emblem_key: str | None
    accent: str
    phone: str = ""
    email: str = ""
    website: str = ""


LOOK = (
    TenantProfile.government_name, TenantProfile.office_name, TenantProfile.address, TenantProfile.emblem_key, TenantProfile.accent,
    TenantProfile.phone, TenantProfile.email, TenantProfile.website,
)  # fmt: skip


def find_look(session: Session, *, tenant_id: int) -> TenantLook | None:
    """The look of the tenant the session is in."""
    row = session.execute(select(*LOOK).where(TenantProfile.tenant_id == tenant_id)).one_or_none()
    return None if row is None else TenantLook(*row)


def find_header(session: Session, *, tenant_id: int, account_id: UUID) -> tuple[TenantLook, int] | None:
    """What stands on top of every page of a workspace, in one statement: its look, and how many notices the person has not read."""
    row = session.execute(_header(), {"tenant_id": tenant_id, "account_id": account_id}).one_or_none()
    return None if row is None else (TenantLook(*row[1:]), row[0])


@cache
def _header() -> Select[*tuple[Any, ...]]:
    tenant_id: BindParameter[int] = bindparam("tenant_id")
    unread = (
        select(func.count())
        .where(Notification.tenant_id == tenant_id, Notification.account_id == bindparam("account_id"), Notification.read_at.is_(None))
        .scalar_subquery()
    )
    return select(unread, *LOOK).where(TenantProfile.tenant_id == tenant_id)


def form_of_tenant(session: Session, *, tenant_id: int) -> str:
    """The outline this tenant's SKM reports have."""
    return session.scalars(select(TenantProfile.report_form).where(TenantProfile.tenant_id == tenant_id)).one()


def find_active_tenant(session: Session, *, slug: str) -> int | None:
    """The id of the active tenant of this slug."""
    return session.scalar(select(Tenant.id).where(Tenant.slug == slug, Tenant.state == "active"))


def find_accent(session: Session, *, slug: str) -> str | None:
    """The accent of an active tenant. Leaves the session in that tenant."""
    tenant_id = find_active_tenant(session, slug=slug)
    if tenant_id is None:
        return None
    tenancy.enter(session, tenant_id=tenant_id)
    look = find_look(session, tenant_id=tenant_id)
    return None if look is None else look.accent
