"""Takes back an invitation that nobody has accepted yet; its link stops working."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.tables.people import Invitation
from puas.usecases.record_audit import record_audit


class UnableToRevokeInvitation(Exception):
    """There is no such open invitation."""


def revoke_invitation(*, session: Session, tenant_id: int, invitation_id: UUID, revoked_by: UUID, now: datetime) -> str:
    """The address that was invited."""
    statement = (
        update(Invitation)
        .where(Invitation.tenant_id == tenant_id, Invitation.id == invitation_id)
        .where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(Invitation.email)
    )
    email = session.scalars(statement).one_or_none()
    if email is None:
        raise UnableToRevokeInvitation
    locators.forget(session, kind=locators.INVITATION, target=str(invitation_id))
    subject = f"invitation:{invitation_id}"
    record_audit(session=session, tenant_id=tenant_id, account_id=revoked_by, action="revoke_invitation", subject=subject, now=now)
    return email
