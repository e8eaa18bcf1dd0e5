"""Tries a failed document again, from the same frozen source."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.usecases._document_requests import running_twin, signal


class UnableToRetryReport(LookupError):
    """The tenant has no failed document with this id."""


def retry_report(*, session: Session, tenant_id: int, report_id: UUID) -> Report:
    """The document, pending again; or its twin, where somebody has asked for the same in the meantime.

    The number of attempts goes on: a reporter that was taken for dead must not find its own number again.
    """
    row = session.scalars(
        select(Report).where(Report.tenant_id == tenant_id, Report.id == report_id, Report.state == "failed").with_for_update()
    ).one_or_none()
    if row is None:
        raise UnableToRetryReport(report_id)
    twin = running_twin(session, tenant_id=tenant_id, twin_key=row.twin_key)
    if twin is not None:
        return twin
    session.execute(
        update(Report)
        .where(Report.tenant_id == tenant_id, Report.id == report_id)
        .values(state="pending", retried_at_attempt=Report.attempt, steps_done=0, failure="", claimed_at=None, finished_at=None)
    )
    signal(session, tenant_id=tenant_id, report_id=report_id)
    session.refresh(row)
    return row
