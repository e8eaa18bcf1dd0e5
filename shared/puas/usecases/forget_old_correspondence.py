"""Forgets what nobody needs any more: requests whose address was never proved, keys past their time, envelopes of old mail."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, cast, delete, select
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.tables.mail import OutgoingMail
from puas.db.tables.people import Locator, TenantRequest

UNPROVED_FOR = timedelta(days=30)
MAIL_KEPT_FOR = timedelta(days=90)


def forget_old_correspondence(*, session: Session, now: datetime) -> None:
    """Delete them with their links; doing it twice changes nothing. Mail kept by the demo's outbox stays."""
    unproved = (TenantRequest.state == "unverified", TenantRequest.created_at < now - UNPROVED_FOR)
    targets = select(cast(TenantRequest.id, String)).where(*unproved)
    session.execute(delete(Locator).where(Locator.kind == locators.SIGN_UP, Locator.target.in_(targets)))
    session.execute(delete(TenantRequest).where(*unproved))
    session.execute(delete(Locator).where(Locator.expires_at < now))
    done = OutgoingMail.state.in_(("sent", "failed"))
    session.execute(delete(OutgoingMail).where(done, OutgoingMail.created_at < now - MAIL_KEPT_FOR))
