"""Where the access rules look things up in production: the account, membership and token tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from puas.db import tenancy
from puas.db.identifiers import made_at
from puas.db.queries import access as rows
from puas.domain.permissions import can, is_bound_to_agencies
from puas.domain.session_patience import SESSION_LIFETIME
from puas.runtime.log_context import bind
from puas_web.access import ApiClient, CurrentTenant
from puas_web.database import db
from puas_web.login import LoggedInAccount


class DatabaseSources:
    """Fulfils `puas_web.access.AccessSources` over the request's session."""

    def find_account(self, *, account_id: UUID, session_version: int, session_id: UUID) -> LoggedInAccount | None:
        if datetime.now(UTC) - made_at(session_id) > SESSION_LIFETIME:
            return None
        row = rows.find_account(db.session(), account_id=account_id, session_version=session_version, session_id=session_id)
        if row is None:
            return None
        tenancy.enter(db.session(), account_id=row.id)
        return as_logged_in(row, session_id)

    def find_workspace(self, *, slug: str, account_id: UUID) -> CurrentTenant | None:
        row = rows.find_workspace(db.session(), slug=slug, account_id=account_id)
        return None if row is None else _as_tenant(row)

    def find_suspended(self, *, slug: str, account_id: UUID) -> str | None:
        """The name of a suspended tenant, for its members only."""
        return next(iter(rows.list_suspended_names(db.session(), account_id=account_id, slug=slug)), None)

    def enter(self, tenant: CurrentTenant, *, account_id: UUID | None) -> CurrentTenant:
        """Open the tenant for the rest of the request, narrowed to the agencies of an officer."""
        tenancy.enter(db.session(), tenant_id=tenant.id, account_id=account_id)
        bind(tenant_id=tenant.id)
        if account_id is None or not is_bound_to_agencies(tenant.roles):
            return tenant
        agencies = rows.list_assigned_agencies(db.session(), tenant_id=tenant.id, account_id=account_id)
        return replace(tenant, agency_ids=agencies)

    def may(self, tenant: CurrentTenant, action: str) -> bool:
        return can(tenant.roles, action)

    def find_api_client(self, token: str) -> ApiClient | None:
        row = rows.find_token(db.session(), token=token, now=datetime.now(UTC))
        if row is None:
            return None
        return ApiClient(token_id=row.id, tenant=_as_tenant(row.workspace), scopes=row.scopes)


def as_logged_in(row: rows.AccountRow, session_id: UUID) -> LoggedInAccount:
    return LoggedInAccount(
        account_id=row.id,
        session_version=row.session_version,
        name=row.name,
        email=row.email,
        is_operator=row.is_operator,
        session_id=session_id,
    )


def _as_tenant(row: rows.WorkspaceRow) -> CurrentTenant:
    return CurrentTenant(
        id=row.id,
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        time_zone=row.time_zone,
        roles=row.roles,
        province_code=row.province_code,
        is_sample=row.is_sample,
    )
