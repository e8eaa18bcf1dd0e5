"""Takes a contact person off a tenant's list."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from puas.db.tables.places import TenantContact
from puas.usecases.record_audit import record_audit


class UnableToRemoveContact(Exception):
    """The tenant has no such contact person."""


def remove_contact(*, session: Session, tenant_id: int, contact_id: UUID, account_id: UUID | None, now: datetime) -> str:
    """Remove the person from the list and return their name."""
    statement = delete(TenantContact).where(TenantContact.tenant_id == tenant_id, TenantContact.id == contact_id)
    name: str | None = session.scalar(statement.returning(TenantContact.name))
    if name is None:
        raise UnableToRemoveContact(str(contact_id))
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="remove_contact", subject=f"contact:{contact_id}", now=now,
        detail={"name": name},
    )  # fmt: skip
    return name
