"""Setting a password: the rule, the hash, the end of other sessions, the record. Shared by the use cases that set one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.people import Account, Credential
from puas.domain.password_rules import check_password_strength
from puas.runtime import passwords
from puas.usecases.record_account_event import record_account_event


def set_password(*, session: Session, account: Account, password: str, action: str, now: datetime) -> None:
    """Store the hash, end every session of the account and record the act."""
    check_password_strength(password, email=account.email)
    with tenancy.inside(session, account_id=account.id):
        credential = session.scalars(select(Credential).where(Credential.account_id == account.id)).one_or_none()
        if credential is None:
            credential = Credential(account_id=account.id, login_email=account.email.lower(), password_hash="")
            session.add(credential)
        credential.password_hash = passwords.make_hash(password)
        credential.changed_at = now
        session.flush()
    account.session_version += 1
    record_account_event(session=session, account_id=account.id, action=action, now=now)
