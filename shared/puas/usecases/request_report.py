"""Asks for the SKM report of a closed period, as a draft at any time, as the final one once nothing in it is wrong.

Asking twice while it is on its way gives one report.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.frozen_period import frozen_period
from puas.db.queries.report_proofs import proof_of_report
from puas.db.queries.report_sources import skm_report_source
from puas.db.tables.reports import Report
from puas.domain.document_source import SKM_REPORT
from puas.domain.report_findings import ReportFinding, advice_of, faults_of
from puas.domain.report_snapshot import DRAFT, FINAL
from puas.domain.submission_workflow import ANALYSE, ANALYSED, may_take
from puas.usecases._document_requests import Wanted, request_document
from puas.usecases._submissions import standing_of, take_step
from puas.usecases.record_audit import record_audit


class UnableToRequestReport(Exception):
    """`reason`: no-result (the period is unknown here, or open), with-regency (what was submitted stays the final one),
    faults, or advice-unseen; then `findings` says what.
    """

    def __init__(self, period_id: UUID, reason: str = "no-result", findings: Sequence[ReportFinding] = ()) -> None:
        super().__init__(f"{reason}: period {period_id}" + (f", {len(findings)} findings" if findings else ""))
        self.period_id = period_id
        self.reason = reason
        self.findings = tuple(findings)


def request_report(
    *,
    session: Session,
    tenant_id: int,
    period_id: UUID,
    requested_by: UUID | None,
    base_url: str,
    now: datetime,
    stage: str = DRAFT,
    advice_seen: bool = False,
) -> Report:
    """The request that is on its way, or a new one rendered from what is frozen now.

    The final report is proof-read in the same breath: nothing can change between the reading and the freezing.
    """
    frozen = frozen_period(session, tenant_id=tenant_id, period_id=period_id)
    if frozen is None:
        raise UnableToRequestReport(period_id)
    if stage == FINAL and frozen.is_with_regency:
        raise UnableToRequestReport(period_id, "with-regency")
    wanted = Wanted(
        document=SKM_REPORT,
        title=f"Laporan SKM {frozen.period.agency_name} {frozen.period.label}",
        twin_key=f"{SKM_REPORT}:{period_id}:{stage}",
        requested_by=requested_by,
        now=now,
        agency_id=frozen.period.agency_id,
        period_id=period_id,
        stage=stage,
    )
    read: dict[str, tuple[ReportFinding, ...]] = {}

    def source(document_id: str) -> str:
        made = skm_report_source(
            session, tenant_id=tenant_id, frozen=frozen, document_id=document_id, base_url=base_url, now=now, stage=stage
        )
        read[document_id] = proof_of_report(session, tenant_id=tenant_id, agency_id=frozen.period.agency_id, report=made.report)
        if stage == FINAL:
            _refuse(period_id, read[document_id], advice_seen)
        return made.to_json()

    report = request_document(session, tenant_id=tenant_id, wanted=wanted, source=source)
    if report.document_id in read:
        report.findings = [each.to_record() for each in read[report.document_id]]
        session.flush()
    if stage == FINAL:
        _note_analysis(session, tenant_id, period_id, requested_by, now)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=requested_by, action="request_report",
        subject=f"report:{report.id}", now=now, detail={"period": str(period_id), "stage": stage},
    )  # fmt: skip
    return report


def _note_analysis(session: Session, tenant_id: int, period_id: UUID, account_id: UUID | None, now: datetime) -> None:
    """The period's report is analysed once its final version is asked for; another one of these changes nothing."""
    standing = standing_of(session, tenant_id=tenant_id, period_id=period_id, now=now)
    if standing is not None and standing.state != ANALYSED and may_take(ANALYSE, standing.state):
        take_step(session, tenant_id=tenant_id, standing=standing, step=ANALYSE, account_id=account_id, now=now)


def _refuse(period_id: UUID, findings: Sequence[ReportFinding], advice_seen: bool) -> None:
    faults = faults_of(findings)
    if faults:
        raise UnableToRequestReport(period_id, "faults", faults)
    if advice_of(findings) and not advice_seen:
        raise UnableToRequestReport(period_id, "advice-unseen", findings)
