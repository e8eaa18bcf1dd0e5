"""Takes the scores of a sheet into the register, several years at once: all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.compliance import ComplianceScore
from puas.domain.compliance_entry import ComplianceEntry
from puas.domain.yardsticks import COMPLIANCE
from puas.usecases._compliance_scores import write_score
from puas.usecases.share_yardsticks import share_yardsticks


def import_compliance_scores(
    *, session: Session, tenant_id: int, entries: Sequence[ComplianceEntry], account_id: UUID | None, now: datetime
) -> int:
    """Write the entries; one of a year and unit that is there already replaces it. Returns how many.

    Raises UnableToSaveComplianceScore at the first that cannot stand, and then nothing of the sheet may be kept.
    """
    rows = {(row.year, row.agency_id): row for row in _rows(session, tenant_id)}
    for entry in entries:
        row = rows.get((entry.year, entry.agency_id))
        rows[entry.year, entry.agency_id] = write_score(
            session, tenant_id=tenant_id, row=row, entry=entry, account_id=account_id, now=now
        )
    share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(COMPLIANCE,))
    return len(entries)


def _rows(session: Session, tenant_id: int) -> Sequence[ComplianceScore]:
    statement = select(ComplianceScore).where(ComplianceScore.tenant_id == tenant_id).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).all()
