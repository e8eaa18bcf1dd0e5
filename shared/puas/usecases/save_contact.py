"""Adds a contact person of a tenant or changes one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.places import Tenant, TenantContact
from puas.domain.tenant_contacts import MOST_CONTACTS, ContactDetails, contact_faults
from puas.usecases.record_audit import record_audit


class UnableToSaveContact(Exception):
    """`faults` by field; the field `contact` is unknown or too-many."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {reason}" for field, reason in faults.items()))
        self.faults = faults


def save_contact(
    *,
    session: Session,
    tenant_id: int,
    details: ContactDetails,
    account_id: UUID | None,
    now: datetime,
    contact_id: UUID | None = None,
) -> TenantContact:
    """Store the details; without `contact_id` as the last one of the list."""
    faults = contact_faults(details)
    if faults:
        raise UnableToSaveContact(faults)
    contact = _existing(session, tenant_id, contact_id) if contact_id else _new(session, tenant_id, now)
    for field, value in asdict(details).items():
        setattr(contact, field, value)
    contact.updated_at = now
    session.add(contact)
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_contact", subject=f"contact:{contact.id}", now=now,
        detail={"name": details.name, "added": contact_id is None},
    )  # fmt: skip
    return contact


def _existing(session: Session, tenant_id: int, contact_id: UUID) -> TenantContact:
    statement = select(TenantContact).where(TenantContact.tenant_id == tenant_id, TenantContact.id == contact_id)
    contact = session.scalars(statement).one_or_none()
    if contact is None:
        raise UnableToSaveContact({"contact": "unknown"})
    return contact


def _new(session: Session, tenant_id: int, now: datetime) -> TenantContact:
    number, last = session.execute(
        select(func.count(), func.coalesce(func.max(TenantContact.place), 0)).where(TenantContact.tenant_id == tenant_id)
    ).one()
    if number >= MOST_CONTACTS:
        raise UnableToSaveContact({"contact": "too-many"})
    province_code = session.scalar(select(Tenant.province_code).where(Tenant.id == tenant_id))
    return TenantContact(tenant_id=tenant_id, id=new_id(), province_code=province_code, place=last + 1, updated_at=now)
