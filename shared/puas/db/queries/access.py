"""What the door of a workspace must know: the account behind a session, its roles in a tenant, the owner of a token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.tables.people import Account, AgencyAssignment, ApiToken, Locator, Membership, Operator
from puas.db.tables.places import Tenant


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account whose session is still valid."""

    id: UUID
    email: str
    name: str
    locale: str
    session_version: int
    is_operator: bool


@dataclass(frozen=True, slots=True)
class WorkspaceRow:
    """A tenant as one account sees it; without roles the account has nothing to do there."""

    id: int
    slug: str
    kind: str
    name: str
    time_zone: str
    province_code: str | None
    is_sample: bool
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A bearer token that is in force, with the tenant that owns it."""

    id: UUID
    scopes: frozenset[str]
    workspace: WorkspaceRow


def find_account(session: Session, *, account_id: UUID, session_version: int, session_id: UUID | None = None) -> AccountRow | None:
    """The account, unless its sessions, or this one, were ended since the cookie was made."""
    values: dict[str, object] = {"account_id": account_id, "session_version": session_version}
    if session_id is not None:
        values["key_hash"] = locators.key_hash(str(session_id))
    row = session.execute(_account(with_session=session_id is not None), values).one_or_none()
    return None if row is None else AccountRow(*row)


# Every page asks these two questions; putting such a statement together takes longer than answering it.
@cache
def _account(*, with_session: bool) -> Select[*tuple[Any, ...]]:
    is_operator = exists().where(Operator.account_id == Account.id)
    statement = select(Account.id, Account.email, Account.name, Account.locale, Account.session_version, is_operator).where(
        Account.id == bindparam("account_id"), Account.session_version == bindparam("session_version")
    )
    if not with_session:
        return statement
    return statement.where(~exists().where(Locator.kind == locators.ENDED_SESSION, Locator.key_hash == bindparam("key_hash")))


@cache
def _workspace() -> Select[Any, Any, Any, Any, Any, Any, Any, Any]:
    return (
        select(*_TENANT_COLUMNS, func.array_agg(Membership.role))
        .join(Membership, (Membership.tenant_id == Tenant.id) & (Membership.account_id == bindparam("account_id")))
        .where(Tenant.slug == bindparam("slug"), Tenant.state == "active")
        .group_by(Tenant.id)
    )


def find_workspace(session: Session, *, slug: str, account_id: UUID) -> WorkspaceRow | None:
    """The active tenant of this slug with the account's roles in it; the session's scope must name the account."""
    row = session.execute(_workspace(), {"slug": slug, "account_id": account_id}).one_or_none()
    return None if row is None else WorkspaceRow(*row[:-1], roles=frozenset(row[-1]))


def list_workspaces(session: Session, *, account_id: UUID) -> list[WorkspaceRow]:
    """Every active tenant the account belongs to, by name."""
    statement = (
        select(*_TENANT_COLUMNS, func.array_agg(Membership.role))
        .join(Membership, (Membership.tenant_id == Tenant.id) & (Membership.account_id == account_id))
        .where(Tenant.state == "active")
        .group_by(Tenant.id)
        .order_by(Tenant.name)
    )
    return [WorkspaceRow(*row[:-1], roles=frozenset(row[-1])) for row in session.execute(statement)]


def list_suspended_names(session: Session, *, account_id: UUID, slug: str | None = None) -> list[str]:
    """Names of the suspended tenants the account belongs to; all of them, or the one of this slug."""
    statement = (
        select(Tenant.name)
        .where(Tenant.state == "suspended", Tenant.id.in_(select(Membership.tenant_id).where(Membership.account_id == account_id)))
        .order_by(Tenant.name)
    )
    return list(session.scalars(statement if slug is None else statement.where(Tenant.slug == slug)))


def list_assigned_agencies(session: Session, *, tenant_id: int, account_id: UUID) -> frozenset[UUID]:
    """The agencies an officer works for."""
    statement = select(AgencyAssignment.agency_id).where(AgencyAssignment.tenant_id == tenant_id, AgencyAssignment.account_id == account_id)
    return frozenset(session.scalars(statement))


def find_token(session: Session, *, token: str, now: datetime) -> TokenRow | None:
    """The bearer token, unless it is unknown, expired or revoked. Leaves the session in the token's tenant."""
    found = locators.locate(session, kind=locators.API_TOKEN, key=token, now=now)
    if found is None or found.tenant_id is None:
        return None
    tenancy.enter(session, tenant_id=found.tenant_id)
    statement = (
        select(ApiToken.id, ApiToken.scopes, *_TENANT_COLUMNS)
        .join(Tenant, Tenant.id == ApiToken.tenant_id)
        .where(ApiToken.tenant_id == found.tenant_id, ApiToken.id == UUID(found.target))
        .where(ApiToken.revoked_at.is_(None), Tenant.state == "active")
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    return TokenRow(id=row[0], scopes=frozenset(row[1]), workspace=WorkspaceRow(*row[2:], roles=frozenset()))


_TENANT_COLUMNS = (
    Tenant.id,
    Tenant.slug,
    Tenant.kind,
    Tenant.name,
    Tenant.time_zone,
    Tenant.province_code,
    Tenant.is_sample,
)
