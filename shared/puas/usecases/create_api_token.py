"""Makes a bearer token for a tenant's own programs. It is returned once; afterwards only its hash is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.identifiers import new_id
from puas.db.tables.people import ApiToken
from puas.domain.api_scopes import ApiScope
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

# Lets people and secret scanners recognise a token that lies where it should not.
PREFIX = "puas_"


class UnableToCreateApiToken(Refusal):
    """`reason` is no-name or unknown-scope."""


@dataclass(frozen=True, slots=True)
class NewApiToken:
    """The row's id, and the token itself for the one time it is shown."""

    id: UUID
    token: str


def create_api_token(
    *, session: Session, tenant_id: int, name: str, scopes: Sequence[str], created_by: UUID, now: datetime
) -> NewApiToken:
    """Make a token that may do what its scopes say."""
    if not name.strip():
        raise UnableToCreateApiToken("no-name")
    if not scopes or not set(scopes) <= {scope.value for scope in ApiScope}:
        raise UnableToCreateApiToken("unknown-scope")
    made = NewApiToken(new_id(), PREFIX + locators.new_key())
    row = ApiToken(
        tenant_id=tenant_id, id=made.id, name=" ".join(name.split()), scopes=sorted(set(scopes)), created_by=created_by, created_at=now
    )
    session.add(row)
    locators.remember(session, kind=locators.API_TOKEN, key=made.token, target=str(made.id), tenant_id=tenant_id)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=created_by, action="create_api_token",
        subject=f"api_token:{made.id}", now=now, detail={"name": row.name, "scopes": row.scopes},
    )  # fmt: skip
    return made
