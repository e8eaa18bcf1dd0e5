"""What the page behind an invitation's link must know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from puas.db import locators, tenancy
from puas.db.tables.agencies import Agency
from puas.db.tables.people import Account, Invitation
from puas.db.tables.places import Tenant


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that can still be accepted; `account_id` is the account of the invited address, if there is one."""

    id: UUID
    tenant_id: int
    tenant_slug: str
    tenant_name: str
    is_sample: bool
    email: str
    role: str
    agency_names: tuple[str, ...]
    inviter: str | None
    account_id: UUID | None


def find_open_invitation(session: Session, *, key: str, now: datetime) -> OpenInvitation | None:
    """The invitation of this key, or None where it is unknown, expired, revoked or already accepted."""
    found = locators.locate(session, kind=locators.INVITATION, key=key, now=now)
    if found is None or found.tenant_id is None:
        return None
    with tenancy.inside(session, tenant_id=found.tenant_id):
        return _read(session, tenant_id=found.tenant_id, invitation_id=UUID(found.target), now=now)


def _read(session: Session, *, tenant_id: int, invitation_id: UUID, now: datetime) -> OpenInvitation | None:
    inviter = aliased(Account)
    statement = (
        select(Invitation, Tenant, Account.id, inviter.name)
        .join(Tenant, Tenant.id == Invitation.tenant_id)
        .outerjoin(Account, func.lower(Account.email) == func.lower(Invitation.email))
        .outerjoin(inviter, inviter.id == Invitation.invited_by)
        .where(Invitation.tenant_id == tenant_id, Invitation.id == invitation_id, Invitation.expires_at > now)
        .where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), Tenant.state == "active")
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    invitation, tenant, account_id, inviter_name = row
    wanted = [UUID(each) for each in invitation.agency_ids]
    names = select(Agency.name).where(Agency.tenant_id == tenant_id, Agency.id.in_(wanted)).order_by(Agency.name)
    return OpenInvitation(
        id=invitation.id,
        tenant_id=tenant_id,
        tenant_slug=tenant.slug,
        tenant_name=tenant.name,
        is_sample=tenant.is_sample,
        email=invitation.email,
        role=invitation.role,
        agency_names=tuple(session.scalars(names)) if wanted else (),
        inviter=inviter_name,
        account_id=account_id,
    )
