"""Finds mail that got stuck: claims of processes that died, mail whose signal was lost, mail that waits for another try."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from puas.db.moments import apart
from puas.db.tables.mail import OutgoingMail
from puas.domain.mail_patience import CLAIM_LOST_AFTER, MOST_ATTEMPTS, NEXT_TRY_AFTER, SIGNAL_LOST_AFTER
from puas.jobs.catalogue import SEND_MAIL
from puas.jobs.enqueue import coalescing_key, enqueue

AT_ONCE = 500


def sweep_mail(*, session: Session, now: datetime) -> int:
    """Give lost claims back and ask again for everything due; returns for how many mails it asked."""
    lost = (OutgoingMail.state == "sending", apart(OutgoingMail.claimed_at, now, CLAIM_LOST_AFTER))
    session.execute(update(OutgoingMail).where(*lost, OutgoingMail.attempt >= MOST_ATTEMPTS).values(state="failed", body=""))
    # Without a time of its last try it is due at once.
    session.execute(update(OutgoingMail).where(*lost).values(state="pending", claimed_at=now - NEXT_TRY_AFTER))
    due = or_(
        and_(OutgoingMail.claimed_at.is_(None), apart(OutgoingMail.created_at, now, SIGNAL_LOST_AFTER)),
        apart(OutgoingMail.claimed_at, now, NEXT_TRY_AFTER),
    )
    statement = (
        select(OutgoingMail.id, OutgoingMail.attempt)
        .where(OutgoingMail.state == "pending", due)
        .order_by(OutgoingMail.created_at)
        .limit(AT_ONCE)
    )
    rows = session.execute(statement).all()
    for row in rows:
        enqueue(session, SEND_MAIL, coalesce=coalescing_key(row.id, row.attempt), mail_id=str(row.id))
    return len(rows)
