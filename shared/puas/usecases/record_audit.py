"""Records a sensitive act of a tenant: who did what to what. The services can add such rows and never change them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.people import AuditEvent


def record_audit(
    *,
    session: Session,
    tenant_id: int,
    account_id: UUID | None,
    action: str,
    subject: str,
    now: datetime,
    detail: dict[str, Any] | None = None,
) -> None:
    """Add one event; `action` is a verb phrase (`close_survey_period`), `subject` names the row (`survey_period:<id>`).

    `detail` holds what a reader needs to understand the act, never secrets and no answers.
    """
    event = AuditEvent(
        tenant_id=tenant_id, id=new_id(), at=now, account_id=account_id, action=action, subject=subject, detail=detail or {}
    )
    session.add(event)
