"""Takes a wrongly entered figure of an earlier year out of the trend."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from puas.db.tables.results import PastResult
from puas.usecases.record_audit import record_audit


class UnableToRemovePastResult(LookupError):
    """The agency, or the regency as a whole, has no such figure."""


def remove_past_result(
    *, session: Session, tenant_id: int, agency_id: UUID | None, past_result_id: UUID, account_id: UUID | None, now: datetime
) -> None:
    """Remove the figure; what it said stays in the audit log."""
    statement = (
        delete(PastResult)
        .where(PastResult.tenant_id == tenant_id, PastResult.agency_id == agency_id, PastResult.id == past_result_id)
        .returning(PastResult.label, PastResult.nik)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise UnableToRemovePastResult(past_result_id)
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=account_id,
        action="remove_past_result",
        subject=f"past_result:{past_result_id}",
        now=now,
        detail={"agency_id": str(agency_id or ""), "label": row[0], "nik": str(row[1])},
    )
