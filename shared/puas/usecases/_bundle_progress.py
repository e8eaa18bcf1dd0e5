"""Leads the reports of one request through the queue: never more than one of them at a time, and the archive at the end.

So a bundle of sixty stands before another tenant's report no longer than one of its reports takes. Whoever ends a member
(done, failed, given up, dropped) comes here; the sweeper comes too, for those that had no time to. Only the bundle's row
is locked: a member that waits is moved by its holder alone, and one that is being made belongs to its reporter.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.queries.report_bundles import FINISHED, bundled_reports, count_members
from puas.db.tables.reports import Report
from puas.domain.report_bundle import BundleSource, placed
from puas.usecases._document_requests import signal


def advance_bundle(session: Session, *, tenant_id: int, bundle_id: UUID, now: datetime) -> None:
    """Ask for the next report of the bundle, or for its archive; nothing where one is on its way, or the bundle is not waiting."""
    row = (Report.tenant_id == tenant_id, Report.id == bundle_id)
    if session.execute(select(Report.id).where(*row, Report.state == "waiting").with_for_update()).one_or_none() is None:
        return
    states = count_members(session, tenant_id=tenant_id, bundle_id=bundle_id)
    done = sum(states[state] for state in FINISHED)
    session.execute(update(Report).where(*row).values(steps_done=done))
    if states["pending"] or states["running"]:
        return
    _ask_for(session, tenant_id, _next_member(session, tenant_id, bundle_id) or _archive(session, tenant_id, bundle_id), now)


def _next_member(session: Session, tenant_id: int, bundle_id: UUID) -> UUID | None:
    statement = (
        select(Report.id)
        .where(Report.tenant_id == tenant_id, Report.bundle_id == bundle_id, Report.state == "waiting")
        .order_by(Report.bundle_position)
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def _archive(session: Session, tenant_id: int, bundle_id: UUID) -> UUID:
    """The bundle itself, with what became of each of its reports frozen in it."""
    row = (Report.tenant_id == tenant_id, Report.id == bundle_id)
    source = BundleSource.from_json(session.execute(select(Report.snapshot).where(*row)).scalar_one())
    made = replace(source, reports=placed(bundled_reports(session, tenant_id=tenant_id, bundle_id=bundle_id)))
    session.execute(update(Report).where(*row).values(snapshot=made.to_json()))
    return bundle_id


def _ask_for(session: Session, tenant_id: int, report_id: UUID, now: datetime) -> None:
    # The time keeps the sweeper from asking a second time before the reporter had its chance.
    row = (Report.tenant_id == tenant_id, Report.id == report_id)
    session.execute(update(Report).where(*row).values(state="pending", claimed_at=now))
    signal(session, tenant_id=tenant_id, report_id=report_id)
