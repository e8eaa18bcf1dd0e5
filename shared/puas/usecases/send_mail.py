"""Queues a mail: the row first, the job after the commit, the sweeper for what got lost."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.mail import OutgoingMail
from puas.jobs.catalogue import SEND_MAIL
from puas.jobs.enqueue import enqueue


def send_mail(
    *, session: Session, recipient: str, subject: str, body: str, now: datetime, tenant_id: int | None = None
) -> OutgoingMail:
    """Put a plain-text message in the outgoing mail; nothing is sent when the transaction is rolled back."""
    mail = OutgoingMail(
        id=new_id(), tenant_id=tenant_id, recipient=recipient, subject=subject, body=body, created_at=now, state="pending"
    )
    session.add(mail)
    session.flush()
    enqueue(session, SEND_MAIL, mail_id=str(mail.id))
    return mail
