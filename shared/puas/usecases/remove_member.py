"""Takes a person out of a workspace, with every right that came with it: roles, agencies, tokens, invitations, sessions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.tables.people import Account, ApiToken, Invitation
from puas.usecases import _members
from puas.usecases.end_sessions import end_sessions
from puas.usecases.record_audit import record_audit


class UnableToRemoveMember(Exception):
    """`reason` is not-a-member or last-administrator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def remove_member(*, session: Session, tenant_id: int, account_id: UUID, removed_by: UUID, now: datetime) -> None:
    """Nothing the person could do in this tenant is possible afterwards; the session must be in the tenant."""
    before = _members.roles_of(session, tenant_id=tenant_id, account_id=account_id)
    if not before:
        raise UnableToRemoveMember("not-a-member")
    if _members.is_last_administrator(session, tenant_id=tenant_id, account_id=account_id):
        raise UnableToRemoveMember("last-administrator")
    _members.drop_rows(session, tenant_id=tenant_id, account_id=account_id)
    tokens = _revoke_tokens(session, tenant_id=tenant_id, account_id=account_id, now=now)
    _revoke_invitations(session, tenant_id=tenant_id, account_id=account_id, now=now)
    end_sessions(session=session, account_id=account_id, now=now)
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=removed_by,
        action="remove_member",
        subject=f"account:{account_id}",
        now=now,
        detail={"roles": sorted(before), "revoked_tokens": tokens},
    )


def _revoke_tokens(session: Session, *, tenant_id: int, account_id: UUID, now: datetime) -> int:
    """Who made a token knows its secret."""
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


def _revoke_invitations(session: Session, *, tenant_id: int, account_id: UUID, now: datetime) -> None:
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
