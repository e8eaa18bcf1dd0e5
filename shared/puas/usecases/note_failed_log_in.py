"""Notes with an account that somebody tried its address with a wrong password, so that its owner can see it.

Of an address without an account nothing is kept, and of the password nothing ever.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.people import AccountEvent, Credential
from puas.usecases.record_account_event import record_account_event

ACTION = "log_in_failed"
# Enough to be seen; who tries all night shall not fill the table.
MOST_NOTED = 10
WITHIN = timedelta(hours=1)


def note_failed_log_in(*, session: Session, email: str, now: datetime) -> bool:
    """Add the event; False where there is no such account, or enough was noted lately. Leaves the session in nobody's scope."""
    address = email.strip().lower()
    try:
        tenancy.enter(session, tenant_id=None, account_id=None, login_email=address)
    except tenancy.UnableToEnter:
        return False
    account_id = session.scalar(select(Credential.account_id).where(Credential.login_email == address))
    tenancy.leave(session)
    if account_id is None:
        return False
    with tenancy.inside(session, account_id=account_id):
        mine = (AccountEvent.account_id == account_id, AccountEvent.action == ACTION, AccountEvent.at > now - WITHIN)
        if (session.scalar(select(func.count()).select_from(AccountEvent).where(*mine)) or 0) >= MOST_NOTED:
            return False
        record_account_event(session=session, account_id=account_id, action=ACTION, now=now)
        session.flush()
    return True
