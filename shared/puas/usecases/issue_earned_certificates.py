"""Issues certificates to everybody of a session who earned one and has none: all in one transaction, by number."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.tables.training import Certificate
from puas.usecases._certificates import UnableToIssueCertificate, give, open_desk


def issue_earned_certificates(
    *, session: Session, tenant_id: int, session_id: UUID, account_id: UUID, base_url: str, now: datetime
) -> list[Certificate]:
    """Those that were issued. Of two who press the button at once the second finds nobody left (UnableToIssueCertificate: nobody)."""
    desk = open_desk(session, tenant_id=tenant_id, session_id=session_id, now=now)
    due = [each for each in desk.candidates if each.is_due]
    if not due:
        raise UnableToIssueCertificate("nobody")
    return [
        give(session, tenant_id=tenant_id, desk=desk, candidate=each, account_id=account_id, base_url=base_url, now=now) for each in due
    ]
