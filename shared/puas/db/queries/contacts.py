"""Contact persons of tenants: a tenant's own, its province's, and those of a province's regencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.places import Tenant, TenantContact


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One person, in the order the tenant gave them."""

    id: UUID
    name: str
    position: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class ProvinceContacts:
    """The province over a regency, as far as it is on board, and whom to ask there."""

    name: str
    people: tuple[ContactRow, ...]


def list_contacts(session: Session, *, tenant_id: int) -> tuple[ContactRow, ...]:
    """The tenant's contact persons, the first one to call first; the session must be in the tenant."""
    statement = select(*_COLUMNS).where(TenantContact.tenant_id == tenant_id).order_by(*_ORDER)
    return tuple(ContactRow(*row) for row in session.execute(statement))


def find_contact_person(session: Session, *, tenant_id: int, contact_id: UUID) -> ContactRow | None:
    """One of them."""
    statement = select(*_COLUMNS).where(TenantContact.tenant_id == tenant_id, TenantContact.id == contact_id)
    row = session.execute(statement).one_or_none()
    return None if row is None else ContactRow(*row)


def contacts_of_regencies(session: Session, *, province_code: str) -> Mapping[int, Sequence[ContactRow]]:
    """Everybody's contacts by tenant in one query; for the province's own log-in, which sees its regencies' rows."""
    statement = (
        select(TenantContact.tenant_id, *_COLUMNS)
        .where(TenantContact.province_code == province_code)
        .order_by(TenantContact.tenant_id, *_ORDER)
    )
    found: defaultdict[int, list[ContactRow]] = defaultdict(list)
    for tenant_id, contact_id, name, position, phone, email in session.execute(statement):
        found[tenant_id].append(ContactRow(contact_id, name, position, phone, email))
    return found


def contacts_of_province(session: Session, *, province_code: str | None) -> ProvinceContacts | None:
    """Whom a regency asks in its province; None where the province is not on board."""
    if province_code is None:
        return None
    statement = select(Tenant.id, Tenant.name).where(
        Tenant.kind == "province", Tenant.region_code == province_code, Tenant.state == "active"
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    with tenancy.inside(session, tenant_id=row.id):
        return ProvinceContacts(row.name, list_contacts(session, tenant_id=row.id))


_COLUMNS = (TenantContact.id, TenantContact.name, TenantContact.position, TenantContact.phone, TenantContact.email)
_ORDER = (TenantContact.place, TenantContact.id)
