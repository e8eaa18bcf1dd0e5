"""Ends a bearer token: from this moment nobody gets in with it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.tables.people import ApiToken
from puas.usecases.record_audit import record_audit


class UnableToRevokeApiToken(Exception):
    """There is no such token in force."""


def revoke_api_token(*, session: Session, tenant_id: int, token_id: UUID, revoked_by: UUID, now: datetime) -> None:
    """Revoke a token in force and forget the way to it."""
    guarded = (
        update(ApiToken)
        .where(ApiToken.tenant_id == tenant_id, ApiToken.id == token_id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(ApiToken.name)
    )
    name = session.scalar(guarded)
    if name is None:
        raise UnableToRevokeApiToken
    locators.forget(session, kind=locators.API_TOKEN, target=str(token_id))
    record_audit(
        session=session, tenant_id=tenant_id, account_id=revoked_by, action="revoke_api_token",
        subject=f"api_token:{token_id}", now=now, detail={"name": name},
    )  # fmt: skip
