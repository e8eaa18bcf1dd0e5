"""What the token pages read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from puas.db.tables.people import Account, ApiToken


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token without its secret, which nobody knows any more."""

    id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    created_by: str | None
    revoked_at: datetime | None


def list_tokens(session: Session, *, tenant_id: int) -> list[TokenRow]:
    """Those in force first, the newest first."""
    statement = _tokens(tenant_id).order_by(ApiToken.revoked_at.is_not(None), ApiToken.created_at.desc())
    return [TokenRow(*row) for row in session.execute(statement)]


def find_token(session: Session, *, tenant_id: int, token_id: UUID) -> TokenRow | None:
    """One token in force."""
    row = session.execute(_tokens(tenant_id).where(ApiToken.id == token_id, ApiToken.revoked_at.is_(None))).one_or_none()
    return None if row is None else TokenRow(*row)


def _tokens(tenant_id: int) -> Select[*tuple[Any, ...]]:
    columns = (ApiToken.id, ApiToken.name, ApiToken.scopes, ApiToken.created_at, Account.name, ApiToken.revoked_at)
    return select(*columns).outerjoin(Account, Account.id == ApiToken.created_by).where(ApiToken.tenant_id == tenant_id)
