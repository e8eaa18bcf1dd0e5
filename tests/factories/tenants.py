"""Accounts, operators, provinces and requests for tests that need somebody to act."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.people import Account, Membership
from puas.db.tables.places import Tenant, TenantProfile

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def add_account(session: Session, email: str, name: str = "Sri Wahyuni") -> Account:
    account = Account(id=new_id(), email=email, name=name, created_at=NOW)
    session.add(account)
    session.flush()
    return account


def add_member(session: Session, *, tenant_id: int, account_id: UUID, role: str) -> None:
    with tenancy.inside(session, tenant_id=tenant_id):
        session.add(Membership(tenant_id=tenant_id, account_id=account_id, role=role, created_at=NOW))


def add_tenant(
    session: Session, *, slug: str, name: str, kind: str = "regency", region_code: str | None, state: str = "active",
    is_sample: bool = False, time_zone: str = "Asia/Jakarta", created_at: datetime = NOW,
) -> Tenant:  # fmt: skip
    province_code = None if kind == "demo" or region_code is None else region_code[:2]
    tenant = Tenant(
        slug=slug, kind=kind, region_code=region_code, province_code=province_code, name=name, time_zone=time_zone,
        state=state, is_sample=is_sample, created_at=created_at,
    )  # fmt: skip
    session.add(tenant)
    session.flush()
    with tenancy.inside(session, tenant_id=tenant.id):
        session.add(
            TenantProfile(tenant_id=tenant.id, government_name=f"Pemerintah {name}", office_name="Bagian Organisasi", updated_at=NOW)
        )
    return tenant
