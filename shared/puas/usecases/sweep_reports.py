"""Finds documents that got stuck: claims of reporters that died, and requests whose signal was lost."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from puas.db.moments import apart
from puas.db.tables.reports import Report
from puas.domain.document_source import REPORT_BUNDLE
from puas.domain.report_patience import CLAIM_LOST_AFTER, MOST_ATTEMPTS, SIGNAL_LOST_AFTER
from puas.jobs.enqueue import coalescing_key
from puas.usecases._bundle_progress import advance_bundle
from puas.usecases._document_requests import signal

AT_ONCE = 200
_BUNDLE = (Report.document == REPORT_BUNDLE, Report.state == "waiting")


def sweep_reports(*, session: Session, tenant_id: int, now: datetime) -> int:
    """Give lost claims of this tenant back and ask again for what waits; returns for how many documents it asked."""
    lost = (Report.tenant_id == tenant_id, Report.state == "running", apart(Report.claimed_at, now, CLAIM_LOST_AFTER))
    hopeless = Report.attempt - Report.retried_at_attempt >= MOST_ATTEMPTS
    session.execute(update(Report).where(*lost, hopeless).values(state="failed", failure="gave-up", finished_at=now))
    session.execute(update(Report).where(*lost).values(state="pending", steps_done=0))
    _lead_bundles_on(session, tenant_id, now)
    # Given back now, or never heard of. A claim sets the time again, so that one signal per claim is enough.
    asked_at = func.coalesce(Report.claimed_at, Report.requested_at)
    statement = (
        select(Report.id)
        .where(Report.tenant_id == tenant_id, Report.state == "pending", apart(asked_at, now, SIGNAL_LOST_AFTER))
        .order_by(Report.requested_at)
        .limit(AT_ONCE)
    )
    waiting = list(session.scalars(statement))
    # A long queue is swept many times before its end is reached; each document is asked for once a minute.
    minute = int(now.timestamp()) // 60
    for report_id in waiting:
        signal(session, tenant_id=tenant_id, report_id=report_id, coalesce=coalescing_key(report_id, minute))
    return len(waiting)


def _lead_bundles_on(session: Session, tenant_id: int, now: datetime) -> None:
    """A member may have ended, by the lines above too, without anybody who asked for the next."""
    for bundle_id in session.scalars(select(Report.id).where(Report.tenant_id == tenant_id, *_BUNDLE)).all():
        advance_bundle(session, tenant_id=tenant_id, bundle_id=bundle_id, now=now)
