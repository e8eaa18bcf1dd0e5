"""Takes a person out of a workspace, with every right that came with it: roles, agencies, tokens, invitations, sessions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.usecases import _members
from puas.usecases._refusal import Refusal
from puas.usecases.end_sessions import end_sessions
from puas.usecases.record_audit import record_audit


class UnableToRemoveMember(Refusal):
    """`reason` is not-a-member or last-administrator."""


def remove_member(*, session: Session, tenant_id: int, account_id: UUID, removed_by: UUID, now: datetime) -> None:
    """Nothing the person could do in this tenant is possible afterwards; the session must be in the tenant."""
    before = _members.roles_of(session, tenant_id=tenant_id, account_id=account_id)
    if not before:
        raise UnableToRemoveMember("not-a-member")
    if _members.is_last_administrator(session, tenant_id=tenant_id, account_id=account_id):
        raise UnableToRemoveMember("last-administrator")
    _members.drop_rows(session, tenant_id=tenant_id, account_id=account_id)
    tokens = _members.revoke_tokens(session, tenant_id=tenant_id, account_id=account_id, now=now)
    _members.revoke_invitations(session, tenant_id=tenant_id, account_id=account_id, now=now)
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
