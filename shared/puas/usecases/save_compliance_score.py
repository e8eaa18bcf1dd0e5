"""Records what the Ombudsman published about the regency or one sampled agency in a year, or corrects what was recorded."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.compliance import ComplianceScore
from puas.domain.compliance_entry import ComplianceEntry
from puas.domain.yardsticks import COMPLIANCE
from puas.usecases._compliance_scores import UnableToSaveComplianceScore, write_score
from puas.usecases.share_yardsticks import share_yardsticks


def save_compliance_score(
    *,
    session: Session,
    tenant_id: int,
    entry: ComplianceEntry,
    account_id: UUID | None,
    now: datetime,
    score_id: UUID | None = None,
    version: int | None = None,
) -> ComplianceScore:
    """A new row, or of `score_id` the row somebody saw in `version`; who saw an older one is told and changes nothing."""
    row = None if score_id is None else _seen(session, tenant_id, score_id, version)
    row = write_score(session, tenant_id=tenant_id, row=row, entry=entry, account_id=account_id, now=now)
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(COMPLIANCE,))
    return row


def _seen(session: Session, tenant_id: int, score_id: UUID, version: int | None) -> ComplianceScore:
    statement = (
        select(ComplianceScore)
        .where(ComplianceScore.tenant_id == tenant_id, ComplianceScore.id == score_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise UnableToSaveComplianceScore("gone")
    if row.version != version:
        raise UnableToSaveComplianceScore("changed-meanwhile")
    return row
