"""What changing and removing a member have in common: the person's rows, and that somebody must stay to let others in."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from puas.db.tables.people import AgencyAssignment, Membership
from puas.domain.permissions import ADMINISTRATORS


def roles_of(session: Session, *, tenant_id: int, account_id: UUID) -> frozenset[str]:
    """The person's roles in the tenant."""
    statement = select(Membership.role).where(Membership.tenant_id == tenant_id, Membership.account_id == account_id)
    return frozenset(session.scalars(statement))


def is_last_administrator(session: Session, *, tenant_id: int, account_id: UUID) -> bool:
    """Whether nobody else could let people in. Locks the administrators' rows: two may not resign past each other."""
    statement = (
        select(Membership.account_id)
        .where(Membership.tenant_id == tenant_id, Membership.role.in_([role.value for role in ADMINISTRATORS]))
        .order_by(Membership.account_id)
        .with_for_update()
    )
    return set(session.scalars(statement)) == {account_id}


def drop_rows(session: Session, *, tenant_id: int, account_id: UUID) -> None:
    """Delete the person's roles and agencies in the tenant."""
    for table in (AgencyAssignment, Membership):
        session.execute(delete(table).where(table.tenant_id == tenant_id, table.account_id == account_id))


def add_rows(session: Session, *, tenant_id: int, account_id: UUID, role: str, agency_ids: Collection[UUID]) -> None:
    """Give the person a role and agencies in the tenant."""
    session.add(Membership(tenant_id=tenant_id, account_id=account_id, role=role))
    session.add_all(
        AgencyAssignment(tenant_id=tenant_id, account_id=account_id, agency_id=agency_id) for agency_id in dict.fromkeys(agency_ids)
    )
    session.flush()
