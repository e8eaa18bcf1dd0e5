"""Public keys of other installations that signed results a tenant brought along."""

from __future__ import annotations

import base64

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.places import KnownKey
from puas.runtime.signing_key import PublicKey


def list_known_keys(session: Session, *, tenant_id: int | None = None) -> list[PublicKey]:
    """Of one tenant, or of all, each once; by id."""
    statement = select(KnownKey.key_id, KnownKey.public_key).order_by(KnownKey.key_id).distinct()
    if tenant_id is not None:
        statement = statement.where(KnownKey.tenant_id == tenant_id)
    return [PublicKey.of(base64.urlsafe_b64decode(row.public_key + "=")) for row in session.execute(statement)]


def as_text(key: PublicKey) -> str:
    """The key as it is kept."""
    return base64.urlsafe_b64encode(key.raw).decode("ascii").rstrip("=")
