"""Sends one outgoing mail: claims its row, hands it over outside of any transaction, says what became of it.

A process that dies between the server's yes and our note leads to a second copy, never to a lost letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import update

from puas.db.tables.mail import OutgoingMail
from puas.domain.mail_patience import MOST_ATTEMPTS
from puas.jobs.run import job_context, transaction
from puas.runtime import clock
from puas.runtime.mail import Mail, UnableToSendMail
from puas_worker.mail_transport import transport


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: UUID
    attempt: int
    mail: Mail


def run(*, mail_id: str, context: dict[str, str] | None = None, **_: Any) -> None:
    """Send the mail if it still waits; raises where it could not be sent, so that the queue tries again."""
    with job_context(context=context):
        claimed = _claim(UUID(mail_id))
        if claimed is None:
            return
        if transport().keeps_mail:
            _note(claimed, state="kept", sent_at=clock.now())
            return
        try:
            transport().hand_over(claimed.mail, now=clock.now())
        except UnableToSendMail as error:
            _give_back(claimed, for_good=error.for_good)
            raise
        # The body may hold a key: once it is with its reader nobody here needs it.
        _note(claimed, state="sent", sent_at=clock.now(), body="")


def _claim(mail_id: UUID) -> _Claimed | None:
    guarded = (
        update(OutgoingMail)
        .where(OutgoingMail.id == mail_id, OutgoingMail.state == "pending")
        .values(state="sending", attempt=OutgoingMail.attempt + 1, claimed_at=clock.now())
        .returning(OutgoingMail.attempt, OutgoingMail.recipient, OutgoingMail.subject, OutgoingMail.body)
    )
    with transaction() as session:
        row = session.execute(guarded).one_or_none()
    return None if row is None else _Claimed(mail_id, row.attempt, Mail(row.recipient, row.subject, row.body))


def _give_back(claimed: _Claimed, *, for_good: bool) -> None:
    if for_good or claimed.attempt >= MOST_ATTEMPTS:
        _note(claimed, state="failed", body="")
    else:
        _note(claimed, state="pending", claimed_at=clock.now())


def _note(claimed: _Claimed, **values: Any) -> None:
    """Only the claim that is still the current one may say what became of the mail."""
    still_mine = (OutgoingMail.id == claimed.id, OutgoingMail.state == "sending", OutgoingMail.attempt == claimed.attempt)
    with transaction() as session:
        session.execute(update(OutgoingMail).where(*still_mine).values(**values))
