"""What changing and removing a member have in common: the person's rows, and that somebody must stay to let others in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.tables.people import Account, AgencyAssignment, ApiToken, Invitation, Membership
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


def add_rows(
    session: Session, *, tenant_id: int, account_id: UUID, role: str, agency_ids: Collection[UUID], gets_notice_mail: bool = True
) -> None:
    """Give the person a role and agencies in the tenant."""
    session.add(Membership(tenant_id=tenant_id, account_id=account_id, role=role, gets_notice_mail=gets_notice_mail))
    session.add_all(
        AgencyAssignment(tenant_id=tenant_id, account_id=account_id, agency_id=agency_id) for agency_id in dict.fromkeys(agency_ids)
    )
    session.flush()


def revoke_tokens(session: Session, *, tenant_id: int, account_id: UUID, now: datetime) -> int:
    """Revoke the tokens the person made, for who made one knows its secret; how many there were."""
    statement = (
        update(ApiToken)
        .where(ApiToken.tenant_id == tenant_id, ApiToken.created_by == account_id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(ApiToken.id)
    )
    revoked = session.scalars(statement).all()
    for token_id in revoked:
        locators.forget(session, kind=locators.API_TOKEN, target=str(token_id))
    return len(revoked)


def revoke_invitations(session: Session, *, tenant_id: int, account_id: UUID, now: datetime) -> None:
    """Revoke invitations to the person's address that nobody has accepted yet."""
    address = select(func.lower(Account.email)).where(Account.id == account_id).scalar_subquery()
    statement = (
        update(Invitation)
        .where(Invitation.tenant_id == tenant_id, func.lower(Invitation.email) == address)
        .where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(Invitation.id)
    )
    for invitation_id in session.scalars(statement).all():
        locators.forget(session, kind=locators.INVITATION, target=str(invitation_id))
