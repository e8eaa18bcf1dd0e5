"""Lets an invited person into the workspace: with a new account, or with the one they proved to own by signing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.identifiers import new_id
from puas.db.integrity import violates
from puas.db.queries.invitations import OpenInvitation, find_open_invitation
from puas.db.tables.agencies import Agency
from puas.db.tables.people import Account, AgencyAssignment, Invitation, Membership
from puas.domain.password_rules import check_password_strength
from puas.usecases._credentials import set_password
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToAcceptInvitation(Refusal):
    """`reason` is gone (unknown, expired, revoked, used), other-account or log-in-first."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Who came in, and where."""

    account_id: UUID
    session_version: int
    tenant_slug: str


def accept_invitation(
    *,
    session: Session,
    key: str,
    now: datetime,
    account_id: UUID | None = None,
    name: str = "",
    password: str = "",
    locale: str = "id",
) -> Accepted:
    """Accept as the signed-in account, or make the account of the invited address. The link proved the mailbox."""
    invitation = find_open_invitation(session, key=key, now=now)
    if invitation is None:
        raise UnableToAcceptInvitation("gone")
    account = _own_account(session, invitation, account_id)
    if account is None:
        account = _new_account(session, invitation, name=name, password=password, locale=locale, now=now)
    with tenancy.inside(session, tenant_id=invitation.tenant_id, account_id=account.id):
        _take(session, invitation, account.id, now)
    locators.forget(session, kind=locators.INVITATION, target=str(invitation.id))
    session.flush()
    return Accepted(account.id, account.session_version, invitation.tenant_slug)


def _own_account(session: Session, invitation: OpenInvitation, account_id: UUID | None) -> Account | None:
    if invitation.account_id is None:
        if account_id is not None:
            raise UnableToAcceptInvitation("other-account")
        return None
    if account_id is None:
        raise UnableToAcceptInvitation("log-in-first")
    if account_id != invitation.account_id:
        raise UnableToAcceptInvitation("other-account")
    return session.scalars(select(Account).where(Account.id == account_id)).one()


def _new_account(session: Session, invitation: OpenInvitation, *, name: str, password: str, locale: str, now: datetime) -> Account:
    check_password_strength(password, email=invitation.email)
    account = Account(id=new_id(), email=invitation.email, name=name, locale=locale, session_version=0, created_at=now, last_login_at=now)
    session.add(account)
    try:
        session.flush()
    except IntegrityError as error:
        if violates(error, "uq_account_email"):
            raise UnableToAcceptInvitation("log-in-first") from error
        raise
    set_password(session=session, account=account, password=password, action="create_account", now=now)
    return account


def _take(session: Session, invitation: OpenInvitation, account_id: UUID, now: datetime) -> None:
    taken = session.execute(
        update(Invitation)
        .where(Invitation.tenant_id == invitation.tenant_id, Invitation.id == invitation.id)
        .where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
        .values(accepted_at=now)
        .returning(Invitation.agency_ids)
    ).one_or_none()
    if taken is None:
        raise UnableToAcceptInvitation("gone")
    membership = {"tenant_id": invitation.tenant_id, "account_id": account_id, "role": invitation.role, "created_at": now}
    session.execute(insert(Membership).values(membership).on_conflict_do_nothing())
    _assign(session, invitation.tenant_id, account_id, [UUID(each) for each in taken.agency_ids])
    record_audit(
        session=session,
        tenant_id=invitation.tenant_id,
        account_id=account_id,
        action="accept_invitation",
        subject=f"invitation:{invitation.id}",
        now=now,
        detail={"role": invitation.role},
    )


def _assign(session: Session, tenant_id: int, account_id: UUID, agency_ids: list[UUID]) -> None:
    if not agency_ids:
        return
    still_there = session.scalars(select(Agency.id).where(Agency.tenant_id == tenant_id, Agency.id.in_(agency_ids)))
    rows = [{"tenant_id": tenant_id, "account_id": account_id, "agency_id": agency_id} for agency_id in still_there]
    if rows:
        session.execute(insert(AgencyAssignment).values(rows).on_conflict_do_nothing())
