"""Tries a failed document again, from the same frozen source."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.domain.document_source import REPORT_BUNDLE
from puas.usecases._bundle_progress import advance_bundle
from puas.usecases._document_requests import running_twin, signal


class UnableToRetryReport(LookupError):
    """The tenant has no failed document with this id."""


def retry_report(*, session: Session, tenant_id: int, report_id: UUID, now: datetime) -> Report:
    """The document, on its way again; or its twin, where somebody has asked for the same in the meantime.

    A report of a bundle waits for its turn there, and the archive is packed anew when it is done.

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
    bundle_id = _bundle_to_reopen(session, row)
    session.execute(
        update(Report)
        .where(Report.tenant_id == tenant_id, Report.id == report_id)
        .values(
            state="pending" if bundle_id is None else "waiting", retried_at_attempt=Report.attempt, steps_done=0, failure="",
            claimed_at=None, finished_at=None,
        )
    )  # fmt: skip
    if bundle_id is None:
        signal(session, tenant_id=tenant_id, report_id=report_id)
    else:
        _reopen(session, tenant_id, bundle_id)
        advance_bundle(session, tenant_id=tenant_id, bundle_id=bundle_id, now=now)
    session.refresh(row)
    return row


def _bundle_to_reopen(session: Session, row: Report) -> UUID | None:
    """The bundle the document belongs to, or is; None where it goes its own way, its bundle being gone or asked for anew."""
    if row.document == REPORT_BUNDLE:
        return row.id
    if row.bundle_id is None:
        return None
    bundle = session.scalars(
        select(Report).where(Report.tenant_id == row.tenant_id, Report.id == row.bundle_id, Report.state != "gone").with_for_update()
    ).one_or_none()
    if bundle is None:
        return None
    twin = running_twin(session, tenant_id=row.tenant_id, twin_key=bundle.twin_key)
    return bundle.id if twin is None or twin.id == bundle.id else None


def _reopen(session: Session, tenant_id: int, bundle_id: UUID) -> None:
    """A reporter that packs the archive at this moment loses its claim and stops."""
    session.execute(
        update(Report)
        .where(Report.tenant_id == tenant_id, Report.id == bundle_id)
        .values(state="waiting", retried_at_attempt=Report.attempt, failure="", finished_at=None, expires_at=None)
    )
