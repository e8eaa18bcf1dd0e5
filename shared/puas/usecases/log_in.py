"""Checks an address and a password. The answer never tells which of the two was wrong, nor whether the account exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.people import Account, Credential
from puas.runtime import passwords
from puas.usecases.record_account_event import record_account_event


class UnableToLogIn(Exception):
    """Address and password do not belong together."""


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """The account that was opened."""

    account_id: UUID
    session_version: int
    locale: str


def log_in(*, session: Session, email: str, password: str, now: datetime) -> LoggedIn:
    """The account of this address, if the password is its own. Leaves the session in the account's scope."""
    credential = _find_credential(session, email)
    stored = credential.password_hash if credential is not None else passwords.decoy_hash()
    is_right = passwords.matches(stored, password)
    if credential is None or not is_right:
        raise UnableToLogIn
    tenancy.enter(session, account_id=credential.account_id, login_email=None)
    if passwords.needs_new_hash(credential.password_hash):
        credential.password_hash = passwords.make_hash(password)
    account = session.scalars(select(Account).where(Account.id == credential.account_id)).one()
    account.last_login_at = now
    record_account_event(session=session, account_id=account.id, action="log_in", now=now)
    session.flush()
    return LoggedIn(account.id, account.session_version, account.locale)


def _find_credential(session: Session, email: str) -> Credential | None:
    try:
        tenancy.enter(session, login_email=email.strip().lower())
    except tenancy.UnableToEnter:
        return None  # no address looks like this
    return session.scalars(select(Credential).where(Credential.login_email == email.strip().lower())).one_or_none()
