"""Takes a wrongly recorded score of the Ombudsman's assessment out of the register."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from puas.db.tables.compliance import ComplianceScore
from puas.domain.yardsticks import COMPLIANCE
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks


class UnableToRemoveComplianceScore(LookupError):
    """There is no such score."""


def remove_compliance_score(*, session: Session, tenant_id: int, score_id: UUID, account_id: UUID | None, now: datetime) -> None:
    """Remove the row; what it said stays in the audit log."""
    statement = (
        delete(ComplianceScore)
        .where(ComplianceScore.tenant_id == tenant_id, ComplianceScore.id == score_id)
        .returning(ComplianceScore.year, ComplianceScore.agency_name, ComplianceScore.score, ComplianceScore.opinion)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise UnableToRemoveComplianceScore(score_id)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="remove_compliance_score",
        subject=f"compliance_score:{score_id}", now=now,
        detail={
            **({"agency": row.agency_name} if row.agency_name else {}), "year": row.year,
            "score": [f"{row.score:.2f}" if row.score is not None else "", ""], "opinion": row.opinion,
        },
    )  # fmt: skip
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(COMPLIANCE,))
