"""Freezes what a report of a bundle is rendered from, when its turn has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from puas.db.queries.frozen_period import frozen_period
from puas.db.queries.report_proofs import proof_of_report
from puas.db.queries.report_sources import skm_report_source
from puas.db.tables.reports import Report
from puas.domain.document_source import REPORT_CARD
from puas.domain.report_bundle import BundleSource
from puas.domain.report_snapshot import DRAFT, FINAL
from puas.domain.survey_period import local_day
from puas.usecases._filing_heads import filing_head
from puas.usecases._report_cards import card_of_unit, card_source
from puas.usecases.add_report_file import ClaimLost


class UnableToFreezeReport(Exception):
    """The period has no frozen result any more, or nothing is known of the unit."""


def freeze_bundled_report(*, session: Session, tenant_id: int, report_id: UUID, attempt: int, now: datetime) -> str:
    """The source, written into the row of whoever holds the claim; raises ClaimLost where that is no longer this attempt."""
    bundle = aliased(Report)
    statement = (
        select(Report, bundle.snapshot)
        .join(bundle, (bundle.tenant_id == Report.tenant_id) & (bundle.id == Report.bundle_id))
        .where(Report.tenant_id == tenant_id, Report.id == report_id, Report.state == "running", Report.attempt == attempt)
        .with_for_update(of=Report)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise ClaimLost(str(report_id))
    report, request = row
    if report.document == REPORT_CARD:
        report.snapshot = _card(session, report, BundleSource.from_json(request), now)
        session.flush()
        return report.snapshot
    frozen = None if report.period_id is None else frozen_period(session, tenant_id=tenant_id, period_id=report.period_id)
    if frozen is None:
        raise UnableToFreezeReport(str(report_id))
    source = skm_report_source(
        session, tenant_id=tenant_id, frozen=frozen, document_id=report.document_id,
        base_url=BundleSource.from_json(request).base_url, now=now,
    )  # fmt: skip
    findings = proof_of_report(session, tenant_id=tenant_id, agency_id=frozen.period.agency_id, report=source.report)
    # Of many reports nobody read the advice: only what has neither fault nor advice is final.
    report.stage = DRAFT if findings else FINAL
    report.findings = [each.to_record() for each in findings]
    source = replace(source, report=replace(source.report, stage=report.stage))
    report.snapshot = source.to_json()
    session.flush()
    return report.snapshot


def _card(session: Session, report: Report, request: BundleSource, now: datetime) -> str:
    """The card of the unit as it stands now."""
    tenant_id, agency_id = report.tenant_id, report.agency_id
    today = local_day(now, request.time_zone)
    card = card_of_unit(session, tenant_id=tenant_id, agency_id=agency_id, year=request.year, today=today)
    if not card.known:
        raise UnableToFreezeReport(str(report.id))
    head = filing_head(
        session, tenant_id=tenant_id, agency_id=agency_id, document_id=report.document_id, base_url=request.base_url, now=now
    )
    return card_source(head, head.office, card).to_json()
