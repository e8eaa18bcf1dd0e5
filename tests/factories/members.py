"""People who can sign in, and the workspaces they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.people import Account, AgencyAssignment, Credential, Membership
from puas.domain.public_addresses import agency_address
from puas.runtime import passwords
from tests.factories.tenants import add_account, add_tenant

PASSWORD = "sawah hijau 88,31"
NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)


@cache
def _password_hash() -> str:
    return passwords.make_hash(PASSWORD)


@dataclass(frozen=True)
class Workspace:
    """A tenant with an administrator, an officer of its first agency, and two agencies."""

    tenant_id: int
    slug: str
    name: str
    admin: Account
    officer: Account
    agencies: tuple[UUID, UUID]


def add_login(session: Session, email: str, name: str = "Sri Wahyuni") -> Account:
    """An account that can sign in with `PASSWORD`."""
    account = add_account(session, email, name)
    with tenancy.inside(session, account_id=account.id):
        session.add(Credential(account_id=account.id, login_email=email.lower(), password_hash=_password_hash()))
    return account


def add_membership(session: Session, *, tenant_id: int, account_id: UUID, role: str, agency_ids: Sequence[UUID] = ()) -> None:
    with tenancy.inside(session, tenant_id=tenant_id):
        session.add(Membership(tenant_id=tenant_id, account_id=account_id, role=role))
        session.add_all(AgencyAssignment(tenant_id=tenant_id, account_id=account_id, agency_id=each) for each in agency_ids)


def add_workspace(
    session: Session, slug: str = "kabupaten-tirta", name: str = "Kabupaten Tirta", kind: str = "regency", is_sample: bool = False
) -> Workspace:
    tenant = add_tenant(session, slug=slug, name=name, kind=kind, region_code=None, is_sample=is_sample)
    agencies = (new_id(), new_id())
    with tenancy.inside(session, tenant_id=tenant.id):
        session.add_all(
            Agency(tenant_id=tenant.id, id=each, name=label, slug=agency_address(label, "", ()))
            for each, label in zip(agencies, ("Dinas Kesehatan", "RSUD Tirta"), strict=True)
        )
    admin = add_login(session, f"admin@{slug}.go.id", "Admin Pertama")
    officer = add_login(session, f"petugas@{slug}.go.id", "Budi Santoso")
    admin_role = "province-admin" if kind == "province" else "tenant-admin"
    add_membership(session, tenant_id=tenant.id, account_id=admin.id, role=admin_role)
    if kind != "province":
        add_membership(session, tenant_id=tenant.id, account_id=officer.id, role="agency-officer", agency_ids=agencies[:1])
    return Workspace(tenant.id, slug, name, admin, officer, agencies)
