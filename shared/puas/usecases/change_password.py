"""Changes the password of a person who is signed in and knows the old one; all other sessions end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.people import Account, Credential
from puas.presentation import mail_texts
from puas.runtime import passwords
from puas.usecases._credentials import set_password
from puas.usecases.request_password_reset import ZONE
from puas.usecases.send_mail import send_mail


class UnableToChangePassword(Exception):
    """The old password was not right."""


def change_password(*, session: Session, account_id: UUID, old_password: str, new_password: str, now: datetime) -> int:
    """The new session version, with which the browser at hand stays signed in."""
    with tenancy.inside(session, account_id=account_id):
        stored = session.scalar(select(Credential.password_hash).where(Credential.account_id == account_id))
    if stored is None or not passwords.matches(stored, old_password):
        raise UnableToChangePassword
    account = session.scalars(select(Account).where(Account.id == account_id)).one()
    set_password(session=session, account=account, password=new_password, action="change_password", now=now)
    text = mail_texts.password_changed(name=account.name, at=now, zone=ZONE)
    send_mail(session=session, recipient=account.email, subject=text.subject, body=text.body, now=now)
    return account.session_version
