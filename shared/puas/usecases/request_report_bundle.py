"""Asks for all reports of a scope in one request: a row for each, one for the archive, and the first sent on its way."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.report_bundles import FrozenLine, frozen_periods, inside, unfinished_bundle
from puas.db.tables.reports import Report
from puas.domain.document_source import REPORT_BUNDLE, SKM_REPORT
from puas.domain.report_bundle import MOST_MEMBERS
from puas.domain.reporting_scope import ReportingScope
from puas.usecases._bundle_progress import advance_bundle
from puas.usecases._bundle_rows import Member, WantedBundle, insert_bundle, insert_members
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToRequestReportBundle(Refusal):
    """`reason`: nothing-to-report, too-many, or busy (another scope is being made: `report_id`)."""

    def __init__(self, reason: str, report_id: UUID | None = None) -> None:
        super().__init__(reason)
        self.report_id = report_id


def request_report_bundle(
    *, session: Session, tenant_id: int, scope: ReportingScope, requested_by: UUID | None, base_url: str, now: datetime
) -> Report:
    """The request that is on its way, or a new one. A tenant has one at a time, so that none fills the queue for the others.

    A report is frozen when its turn comes: a bundle of sixty would else hold sixty copies of answers for an hour.
    """
    key = f"{REPORT_BUNDLE}:{scope.year}-{scope.part}"
    running = unfinished_bundle(session, tenant_id=tenant_id)
    if running is not None and running.twin_key == key:
        return running
    if running is not None:
        raise UnableToRequestReportBundle("busy", running.id)
    periods = inside(frozen_periods(session, tenant_id=tenant_id), scope)
    if not periods or len(periods) > MOST_MEMBERS:
        raise UnableToRequestReportBundle("too-many" if periods else "nothing-to-report")
    label = scope.window.label
    wanted = WantedBundle(key, "Semua laporan SKM", label, scope.year, scope.part, requested_by, base_url, now)
    bundle = insert_bundle(session, tenant_id=tenant_id, wanted=wanted, members=len(periods))
    if bundle is None:
        # The same wish of somebody else was committed between the look and the insert.
        return request_report_bundle(
            session=session, tenant_id=tenant_id, scope=scope, requested_by=requested_by, base_url=base_url, now=now
        )  # fmt: skip
    insert_members(session, bundle=bundle, members=[_member(each) for each in periods], now=now)
    advance_bundle(session, tenant_id=tenant_id, bundle_id=bundle.id, now=now)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=requested_by, action="request_report_bundle",
        subject=f"report:{bundle.id}", now=now, detail={"label": label, "reports": len(periods)},
    )  # fmt: skip
    session.refresh(bundle)
    return bundle


def _member(period: FrozenLine) -> Member:
    title = f"Laporan SKM {period.agency_name} {period.label}"
    return Member(SKM_REPORT, title, str(period.id), period.agency_id, period.id)
