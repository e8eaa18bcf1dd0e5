"""What the pages about members show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.db.tables.people import Account, AgencyAssignment, Invitation, Membership


@dataclass(frozen=True)
class Member:
    """A person of the workspace."""

    account_id: UUID
    name: str
    email: str
    roles: tuple[str, ...]
    agency_ids: frozenset[UUID]
    agency_names: tuple[str, ...]
    last_login_at: datetime | None


@dataclass(frozen=True)
class WaitingInvitation:
    """An invitation nobody has accepted yet."""

    id: UUID
    email: str
    role: str
    expires_at: datetime
    is_expired: bool


def list_members(session: Session, *, tenant_id: int) -> list[Member]:
    """Everybody who belongs to the tenant, by name."""
    agencies = _agencies_by_account(session, tenant_id)
    statement = (
        select(Account.id, Account.name, Account.email, func.array_agg(Membership.role.distinct()), Account.last_login_at)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.tenant_id == tenant_id)
        .group_by(Account.id)
        .order_by(func.lower(Account.name), Account.id)
    )
    return [
        Member(account_id, name, email, tuple(roles), *_assigned(agencies, account_id), last_login_at)
        for account_id, name, email, roles, last_login_at in session.execute(statement)
    ]


def find_member(session: Session, *, tenant_id: int, account_id: UUID) -> Member | None:
    """One person of the tenant."""
    return next((member for member in list_members(session, tenant_id=tenant_id) if member.account_id == account_id), None)


def list_waiting_invitations(session: Session, *, tenant_id: int, now: datetime) -> list[WaitingInvitation]:
    """Open and lapsed invitations, newest first; accepted and revoked ones are history."""
    statement = (
        select(Invitation)
        .where(Invitation.tenant_id == tenant_id, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
        .order_by(Invitation.created_at.desc())
    )
    return [WaitingInvitation(row.id, row.email, row.role, row.expires_at, row.expires_at <= now) for row in session.scalars(statement)]


def list_agency_choices(session: Session, *, tenant_id: int) -> list[tuple[UUID, str]]:
    """Active agencies by name."""
    statement = (
        select(Agency.id, Agency.name).where(Agency.tenant_id == tenant_id, Agency.state == "active").order_by(func.lower(Agency.name))
    )
    return [(agency_id, name) for agency_id, name in session.execute(statement)]


def _agencies_by_account(session: Session, tenant_id: int) -> dict[UUID, list[tuple[UUID, str]]]:
    statement = (
        select(AgencyAssignment.account_id, Agency.id, Agency.name)
        .join(Agency, (Agency.tenant_id == AgencyAssignment.tenant_id) & (Agency.id == AgencyAssignment.agency_id))
        .where(AgencyAssignment.tenant_id == tenant_id)
        .order_by(func.lower(Agency.name))
    )
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for account_id, agency_id, name in session.execute(statement):
        found.setdefault(account_id, []).append((agency_id, name))
    return found


def _assigned(agencies: dict[UUID, list[tuple[UUID, str]]], account_id: UUID) -> tuple[frozenset[UUID], tuple[str, ...]]:
    rows = agencies.get(account_id, [])
    return frozenset(agency_id for agency_id, _name in rows), tuple(name for _agency_id, name in rows)
