"""Changes what a person says about themselves: name and language."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.people import Account


def update_profile(*, session: Session, account_id: UUID, name: str, locale: str) -> None:
    """Store name and language of the account."""
    session.execute(update(Account).where(Account.id == account_id).values(name=name, locale=locale))
