"""Asks for all reports of a scope in one request: a row for each, one for the archive, and the first sent on its way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.identifiers import new_id
from puas.db.queries.report_bundles import FrozenLine, frozen_periods, inside, unfinished_bundle
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.domain.document_source import FORMATS_OF, REPORT_BUNDLE, SKM_REPORT
from puas.domain.report_bundle import BUNDLE_FORMAT, MOST_MEMBERS, BundleSource
from puas.domain.reporting_scope import ReportingScope
from puas.usecases._bundle_progress import advance_bundle
from puas.usecases._document_requests import DOCUMENT_ID_LENGTH, RUNNING
from puas.usecases.record_audit import record_audit


class UnableToRequestReportBundle(Exception):
    """`reason`: nothing-to-report, too-many, or busy (another scope is being made: `report_id`)."""

    def __init__(self, reason: str, report_id: UUID | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
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
    bundle = _insert_bundle(session, tenant_id, scope, key, len(periods), requested_by, base_url, now)
    if bundle is None:
        # The same wish of somebody else was committed between the look and the insert.
        return request_report_bundle(
            session=session, tenant_id=tenant_id, scope=scope, requested_by=requested_by, base_url=base_url, now=now
        )  # fmt: skip
    _insert_members(session, bundle, periods, now)
    advance_bundle(session, tenant_id=tenant_id, bundle_id=bundle.id, now=now)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=requested_by, action="request_report_bundle",
        subject=f"report:{bundle.id}", now=now, detail={"label": scope.window.label, "reports": len(periods)},
    )  # fmt: skip
    session.refresh(bundle)
    return bundle


def _insert_bundle(
    session: Session, tenant_id: int, scope: ReportingScope, key: str, members: int, requested_by: UUID | None, base_url: str, now: datetime
) -> Report | None:  # fmt: skip
    tenant = session.execute(select(Tenant.name, Tenant.is_sample, Tenant.time_zone).where(Tenant.id == tenant_id)).one()
    label = scope.window.label
    number = locators.new_code(DOCUMENT_ID_LENGTH)
    source = BundleSource(
        BUNDLE_FORMAT, number, tenant.name, label, scope.year, scope.part, base_url, tenant.is_sample, now, tenant.time_zone
    )  # fmt: skip
    statement = (
        insert(Report)
        .values(
            tenant_id=tenant_id, id=new_id(), document=REPORT_BUNDLE, formats=list(FORMATS_OF[REPORT_BUNDLE]),
            title=f"Semua laporan SKM {tenant.name} {label}", document_id=number, twin_key=key, snapshot=source.to_json(),
            state="waiting", steps_total=members, requested_by=requested_by, requested_at=now,
        )
        .on_conflict_do_nothing(index_elements=["tenant_id", "twin_key"], index_where=RUNNING)
        .returning(Report)
    )  # fmt: skip
    made = session.scalars(statement).one_or_none()
    if made is not None:
        locators.remember(session, kind=locators.DOCUMENT, key=number, target=str(made.id), tenant_id=tenant_id)
    return made


def _insert_members(session: Session, bundle: Report, periods: Sequence[FrozenLine], now: datetime) -> None:
    """Rows that wait, with nothing frozen yet. An officer's own request for the same period is another, and does not wait for these."""
    rows = [_member(bundle, period, position, now) for position, period in enumerate(periods)]
    session.execute(insert(Report), rows)
    for row in rows:
        locators.remember(session, kind=locators.DOCUMENT, key=row["document_id"], target=str(row["id"]), tenant_id=bundle.tenant_id)


def _member(bundle: Report, period: FrozenLine, position: int, now: datetime) -> dict[str, Any]:
    formats = list(FORMATS_OF[SKM_REPORT])
    return {
        "tenant_id": bundle.tenant_id,
        "id": new_id(),
        "document": SKM_REPORT,
        "formats": formats,
        "agency_id": period.agency_id,
        "period_id": period.id,
        "title": f"Laporan SKM {period.agency_name} {period.label}",
        "document_id": locators.new_code(DOCUMENT_ID_LENGTH),
        "twin_key": f"{SKM_REPORT}:{period.id}:{bundle.id}",
        "snapshot": "",
        "state": "waiting",
        "bundle_id": bundle.id,
        "bundle_position": position,
        "steps_total": len(formats),
        "requested_by": bundle.requested_by,
        "requested_at": now,
    }
