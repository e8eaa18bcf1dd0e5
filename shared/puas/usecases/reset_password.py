"""Sets a new password with the key of a letter; the key works once and every session of the account ends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.tables.people import Account
from puas.presentation import mail_texts
from puas.usecases._credentials import set_password
from puas.usecases.request_password_reset import ZONE
from puas.usecases.send_mail import send_mail


class UnableToResetPassword(Exception):
    """The key is unknown, used or too old."""


def reset_password(*, session: Session, key: str, password: str, now: datetime) -> UUID:
    """The account whose password was set."""
    found = locators.locate(session, kind=locators.RESET, key=key, now=now)
    if found is None:
        raise UnableToResetPassword
    # The row is locked, so that of two who hold the key only the first sets a password.
    account = session.scalars(select(Account).where(Account.id == UUID(found.target)).with_for_update()).one_or_none()
    if account is None or locators.locate(session, kind=locators.RESET, key=key, now=now) is None:
        raise UnableToResetPassword
    set_password(session=session, account=account, password=password, action="reset_password", now=now)
    locators.forget(session, kind=locators.RESET, target=found.target)
    text = mail_texts.password_changed(name=account.name, at=now, zone=ZONE)
    send_mail(session=session, recipient=account.email, subject=text.subject, body=text.body, now=now)
    return account.id
