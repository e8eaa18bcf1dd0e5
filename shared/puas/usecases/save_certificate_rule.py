"""Sets what a training asks for before it gives a certificate."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.training import TrainingSession
from puas.domain.certificate_rule import CertificateRule, UnusableRule, check_rule, offered_by
from puas.domain.curricula import from_plain
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToSaveCertificateRule(Refusal):
    """`reason`: unknown-session, or unusable (then `field` asks for what the agenda cannot give)."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.field = field


def save_certificate_rule(
    *, session: Session, tenant_id: int, session_id: UUID, rule: CertificateRule, account_id: UUID, now: datetime
) -> None:
    """Certificates that were issued stay as they are."""
    statement = select(TrainingSession).where(TrainingSession.tenant_id == tenant_id, TrainingSession.id == session_id)
    row = session.scalars(statement.with_for_update(key_share=True)).one_or_none()
    if row is None:
        raise UnableToSaveCertificateRule("unknown-session")
    try:
        check_rule(rule, offered=offered_by(from_plain(row.agenda)))
    except UnusableRule as fault:
        raise UnableToSaveCertificateRule("unusable", fault.field) from fault
    row.certificate_rule = rule.to_plain()
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_certificate_rule",
        subject=f"training_session:{session_id}", now=now, detail={"name": row.title},
    )  # fmt: skip
