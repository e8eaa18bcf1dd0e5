"""Issues the certificate of one participant: earned by the rule of the session, or by hand with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.tables.training import Certificate
from puas.usecases._certificates import UnableToIssueCertificate, give, open_desk

LONGEST_REASON = 500


def issue_certificate(
    *, session: Session, tenant_id: int, session_id: UUID, participant_id: UUID, why: str, account_id: UUID, base_url: str, now: datetime
) -> Certificate:
    """`why` may be empty where the certificate was earned; it stands in the audit log, not on the certificate.

    Raises UnableToIssueCertificate, and then no number is used.
    """
    why = " ".join(why.split())
    if len(why) > LONGEST_REASON:
        raise UnableToIssueCertificate("too-long")
    desk = open_desk(session, tenant_id=tenant_id, session_id=session_id, now=now, participant_id=participant_id)
    if not desk.candidates:
        raise UnableToIssueCertificate("unknown-participant")
    [candidate] = desk.candidates
    if candidate.valid is not None:
        raise UnableToIssueCertificate("already-given")
    if candidate.missing and not why:
        raise UnableToIssueCertificate("not-earned")
    return give(
        session, tenant_id=tenant_id, desk=desk, candidate=candidate, account_id=account_id, base_url=base_url, now=now, why=why
    )
