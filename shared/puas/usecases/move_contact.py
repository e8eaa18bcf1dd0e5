"""Moves a contact person one place up in a tenant's list, so that they are called earlier."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.places import TenantContact
from puas.usecases.record_audit import record_audit


class UnableToMoveContact(Exception):
    """The tenant has no such contact person."""


def move_contact(*, session: Session, tenant_id: int, contact_id: UUID, account_id: UUID | None, now: datetime) -> TenantContact:
    """Move up by one; of the first one nothing changes. All places are numbered anew, so that none is held twice."""
    statement = (
        select(TenantContact)
        .where(TenantContact.tenant_id == tenant_id)
        .order_by(TenantContact.place, TenantContact.id)
        .with_for_update()
    )
    contacts = list(session.scalars(statement))
    position = next((number for number, each in enumerate(contacts) if each.id == contact_id), None)
    if position is None:
        raise UnableToMoveContact(str(contact_id))
    moved = contacts[position]
    if position == 0:
        return moved
    contacts.insert(position - 1, contacts.pop(position))
    for place, each in enumerate(contacts, start=1):
        each.place = place
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="move_contact", subject=f"contact:{contact_id}", now=now,
        detail={"name": moved.name},
    )  # fmt: skip
    return moved
