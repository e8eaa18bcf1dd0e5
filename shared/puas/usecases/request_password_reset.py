"""Sends a link for a new password. Whoever asks sees the same answer, whether the address has an account or not."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.tables.people import Account
from puas.presentation import mail_links, mail_texts
from puas.usecases._mailbox_patience import has_had_enough
from puas.usecases.send_mail import send_mail

LIFETIME = timedelta(hours=2)
ZONE = "Asia/Jakarta"


def request_password_reset(*, session: Session, email: str, base_url: str, now: datetime) -> None:
    """Send the link, or a letter that there is no account; nothing once the address had enough letters."""
    address = email.strip()
    if has_had_enough(session, address=address, now=now):
        return
    account = session.scalars(select(Account).where(func.lower(Account.email) == address.lower())).one_or_none()
    if account is None:
        text = mail_texts.reset_for_unknown(link=mail_links.absolute(base_url, mail_links.SIGN_UP))
        send_mail(session=session, recipient=address, subject=text.subject, body=text.body, now=now)
        return
    key = locators.new_key()
    expires_at = now + LIFETIME
    locators.forget(session, kind=locators.RESET, target=str(account.id))
    locators.remember(session, kind=locators.RESET, key=key, target=str(account.id), expires_at=expires_at)
    link = mail_links.absolute(base_url, mail_links.RESET_PASSWORD, key=key)
    text = mail_texts.reset_password(name=account.name, link=link, expires_at=expires_at, zone=ZONE)
    send_mail(session=session, recipient=account.email, subject=text.subject, body=text.body, now=now)
