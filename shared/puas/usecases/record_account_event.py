"""Records a sensitive act of an account outside any tenant: a sign-in, a password change, an operator's decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.people import AccountEvent


def record_account_event(*, session: Session, account_id: UUID, action: str, now: datetime, detail: dict[str, Any] | None = None) -> None:
    """Add one event, visible only to the account itself."""
    with tenancy.inside(session, account_id=account_id):
        session.add(AccountEvent(id=new_id(), account_id=account_id, at=now, action=action, detail=detail or {}))
