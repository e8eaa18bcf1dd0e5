"""Says whether a person's notices of a tenant are sent by mail too."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.people import Membership


def choose_notice_mail(*, session: Session, tenant_id: int, account_id: UUID, is_wanted: bool) -> None:
    """Under the bell everything stands in any case. The choice outlives a change of role."""
    mine = (Membership.tenant_id == tenant_id, Membership.account_id == account_id)
    session.execute(update(Membership).where(*mine).values(gets_notice_mail=is_wanted))
