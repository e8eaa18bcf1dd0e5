"""Gives an account the keys of the installation; run from the owner's command line only, no service has the right."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.people import Account, Credential, Operator
from puas.runtime import passwords
from puas.usecases.record_account_event import record_account_event


def make_operator(*, session: Session, email: str, name: str, password: str, now: datetime) -> UUID:
    """Make the account if there is none, set its password, sign it out everywhere, and make it an operator."""
    address = email.strip()
    account = session.scalars(select(Account).where(func.lower(Account.email) == address.lower())).one_or_none()
    if account is None:
        account = Account(id=new_id(), email=address, name=name, session_version=0)
        session.add(account)
        session.flush()
    account.session_version += 1
    with tenancy.inside(session, account_id=account.id, login_email=address.lower()):
        values = {"login_email": address.lower(), "password_hash": passwords.make_hash(password), "changed_at": now}
        statement = insert(Credential).values(account_id=account.id, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["account_id"], set_=values))
    session.execute(insert(Operator).values(account_id=account.id).on_conflict_do_nothing())
    record_account_event(session=session, account_id=account.id, action="make_operator", now=now)
    session.flush()
    return account.id
