"""Queues a mail: the row first, the job after the commit, the sweeper for what got lost.

A training room sends none: neither to its guests, whose addresses nobody owns, nor out of a practice tenant.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from puas.db.erasure import GUEST_DOMAIN
from puas.db.identifiers import new_id
from puas.db.queries.practice_tenants import is_practice
from puas.db.tables.mail import OutgoingMail
from puas.jobs.catalogue import SEND_MAIL
from puas.jobs.enqueue import enqueue


def send_mail(
    *, session: Session, recipient: str, subject: str, body: str, now: datetime, tenant_id: int | None = None
) -> OutgoingMail | None:
    """Put a plain-text message in the outgoing mail; nothing is sent when the transaction is rolled back.

    None where it is of a training room.
    """
    if recipient.lower().endswith(f"@{GUEST_DOMAIN}") or (tenant_id is not None and is_practice(session, tenant_id=tenant_id)):
        return None
    mail = OutgoingMail(
        id=new_id(), tenant_id=tenant_id, recipient=recipient, subject=subject, body=body, created_at=now, state="pending"
    )
    session.add(mail)
    session.flush()
    enqueue(session, SEND_MAIL, mail_id=str(mail.id))
    return mail
