"""Invites an address into a workspace with a role; the link in the mail is the only place its key is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.people import Account, Invitation
from puas.db.tables.places import Tenant
from puas.domain.permissions import BOUND_TO_AGENCIES, ROLES_OF_KIND
from puas.presentation import mail_links, mail_texts
from puas.presentation.mail_texts import MailText
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit
from puas.usecases.send_mail import send_mail

LIFETIME = timedelta(days=14)


class UnableToInviteMember(Refusal):
    """The invitation makes no sense: `reason` is unknown-role, no-agency or unknown-agency."""


def invite_member(
    *,
    session: Session,
    tenant_id: int,
    email: str,
    role: str,
    invited_by: UUID | None,
    base_url: str,
    now: datetime,
    agency_ids: Sequence[UUID] = (),
    letter: Callable[[str, datetime], MailText] | None = None,
) -> Invitation:
    """Store the invitation and send its link; an earlier open one to the same address and role is revoked.

    `letter` writes another text than the usual one, from the link and the time it expires.
    """
    # Held, so that of two who invite the same person at once the second revokes what the first has sent.
    tenant = session.scalars(select(Tenant).where(Tenant.id == tenant_id).with_for_update(key_share=True)).one()
    with tenancy.inside(session, tenant_id=tenant_id):
        agencies = _agency_names(session, tenant, role, agency_ids)
        _revoke_open(session, tenant_id=tenant_id, email=email, role=role, now=now)
        invitation = Invitation(
            tenant_id=tenant_id, id=new_id(), email=email.strip(), role=role, agency_ids=[str(each) for each in agency_ids],
            invited_by=invited_by, created_at=now, expires_at=now + LIFETIME,
        )  # fmt: skip
        session.add(invitation)
        record_audit(
            session=session, tenant_id=tenant_id, account_id=invited_by, action="invite_member",
            subject=f"invitation:{invitation.id}", now=now, detail={"email": invitation.email, "role": role},
        )  # fmt: skip
        session.flush()
    key = locators.new_key()
    locators.remember(
        session, kind=locators.INVITATION, key=key, target=str(invitation.id), tenant_id=tenant_id, expires_at=invitation.expires_at
    )
    link = mail_links.absolute(base_url, mail_links.INVITATION, key=key)
    text = letter(link, invitation.expires_at) if letter else _usual_letter(session, tenant, invitation, agencies, link)
    send_mail(session=session, recipient=invitation.email, subject=text.subject, body=text.body, now=now, tenant_id=tenant_id)
    return invitation


def _agency_names(session: Session, tenant: Tenant, role: str, agency_ids: Sequence[UUID]) -> list[str]:
    if role not in ROLES_OF_KIND[tenant.kind]:
        raise UnableToInviteMember("unknown-role")
    if role in BOUND_TO_AGENCIES and not agency_ids:
        raise UnableToInviteMember("no-agency")
    statement = select(Agency.name).where(Agency.tenant_id == tenant.id, Agency.id.in_(agency_ids)).order_by(Agency.name)
    names = list(session.scalars(statement)) if agency_ids else []
    if len(names) != len(set(agency_ids)):
        raise UnableToInviteMember("unknown-agency")
    return names


def _revoke_open(session: Session, *, tenant_id: int, email: str, role: str, now: datetime) -> None:
    is_open = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    statement = (
        update(Invitation)
        .where(Invitation.tenant_id == tenant_id, func.lower(Invitation.email) == email.strip().lower(), Invitation.role == role, *is_open)
        .values(revoked_at=now)
        .returning(Invitation.id)
    )
    for invitation_id in session.scalars(statement).all():
        locators.forget(session, kind=locators.INVITATION, target=str(invitation_id))


def _usual_letter(session: Session, tenant: Tenant, invitation: Invitation, agencies: list[str], link: str) -> MailText:
    inviter = session.scalar(select(Account.name).where(Account.id == invitation.invited_by)) or ""
    return mail_texts.invitation(
        tenant=tenant.name, role=invitation.role, inviter=inviter, agencies=agencies, link=link,
        expires_at=invitation.expires_at, zone=tenant.time_zone,
    )  # fmt: skip
