"""Asks for the SKM report of a closed period. Asking twice while it is on its way gives one report."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.report_sources import frozen_period, skm_report_source
from puas.db.tables.reports import Report
from puas.domain.document_source import SKM_REPORT
from puas.usecases._document_requests import Wanted, request_document
from puas.usecases.record_audit import record_audit


class UnableToRequestReport(Exception):
    """`period_id` has no frozen result: it is unknown here, or still open."""

    def __init__(self, period_id: UUID) -> None:
        super().__init__(f"period {period_id} has no frozen result")
        self.period_id = period_id


def request_report(*, session: Session, tenant_id: int, period_id: UUID, requested_by: UUID | None, base_url: str, now: datetime) -> Report:
    """The request that is on its way, or a new one rendered from what is frozen now."""
    frozen = frozen_period(session, tenant_id=tenant_id, period_id=period_id)
    if frozen is None:
        raise UnableToRequestReport(period_id)
    wanted = Wanted(
        document=SKM_REPORT,
        title=f"Laporan SKM {frozen.period.agency_name} {frozen.period.label}",
        twin_key=f"{SKM_REPORT}:{period_id}",
        requested_by=requested_by,
        now=now,
        agency_id=frozen.period.agency_id,
        period_id=period_id,
    )

    def source(document_id: str) -> str:
        made = skm_report_source(session, tenant_id=tenant_id, frozen=frozen, document_id=document_id, base_url=base_url, now=now)
        return made.to_json()

    report = request_document(session, tenant_id=tenant_id, wanted=wanted, source=source)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=requested_by, action="request_report",
        subject=f"report:{report.id}", now=now, detail={"period": str(period_id)},
    )  # fmt: skip
    return report
