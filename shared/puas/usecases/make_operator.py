"""Gives an account the keys of the installation; run from the owner's command line only, no service has the right."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.people import Account, Operator
from puas.usecases._credentials import set_password


def make_operator(*, session: Session, email: str, name: str, password: str, now: datetime) -> UUID:
    """Make the account if there is none, set its password, sign it out everywhere, and make it an operator."""
    address = email.strip()
    account = session.scalars(select(Account).where(func.lower(Account.email) == address.lower())).one_or_none()
    if account is None:
        account = Account(id=new_id(), email=address, name=name, session_version=0)
        session.add(account)
        session.flush()
    set_password(session=session, account=account, password=password, action="make_operator", now=now)
    session.execute(insert(Operator).values(account_id=account.id).on_conflict_do_nothing())
    session.flush()
    return account.id
