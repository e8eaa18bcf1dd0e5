"""Saves what a person wrote for one section of a period's report, or goes back to the draft."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.submitted_reports import is_with_regency
from puas.db.tables.people import AuditEvent
from puas.db.tables.reports import ReportText
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.report_details import CHOSEN_SUGGESTIONS, DETAILS
from puas.domain.report_snapshot import TEXT_SECTIONS
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

SECTIONS = frozenset({*TEXT_SECTIONS, *DETAILS, CHOSEN_SUGGESTIONS})
LONGEST_TEXT = 20_000
ONE_SITTING = timedelta(hours=1)
"""Saves within this time of the first one are one act in the log."""


class UnableToSaveReportText(Refusal):
    """`reason`: unknown-section, unknown-period, too-long, with-regency, or changed-meanwhile (then `body` is what stands there)."""

    def __init__(self, reason: str, body: str = "", version: int = 0) -> None:
        super().__init__(reason)
        self.body = body
        self.version = version


def save_report_text(
    *,
    session: Session,
    tenant_id: int,
    period_id: UUID,
    section: str,
    body: str,
    version: int | None,
    account_id: UUID | None,
    now: datetime,
) -> None:
    """Save; an empty body goes back to the draft. `version` is what the editor saw, None where it does not matter."""
    if section not in SECTIONS:
        raise UnableToSaveReportText("unknown-section")
    if len(body) > LONGEST_TEXT:
        raise UnableToSaveReportText("too-long")
    row = _lock(session, tenant_id, period_id, section)
    if is_with_regency(session, tenant_id=tenant_id, period_id=period_id):
        raise UnableToSaveReportText("with-regency")
    if version is not None and version != (row.version if row else 0):
        raise UnableToSaveReportText("changed-meanwhile", row.body if row else "", row.version if row else 0)
    if row is None:
        row = ReportText(tenant_id=tenant_id, period_id=period_id, section=section, body=body, version=0, updated_at=now)
        session.add(row)
    row.body, row.version = body, row.version + 1
    row.updated_by, row.updated_at = account_id, now
    session.flush()
    _note(session, tenant_id, period_id, section, account_id, now)


def _note(session: Session, tenant_id: int, period_id: UUID, section: str, account_id: UUID | None, now: datetime) -> None:
    """One line for a section, a person and an hour: who writes saves often, and the log is to be read."""
    subject = f"survey_period:{period_id}"
    noted = select(AuditEvent.id).where(
        AuditEvent.tenant_id == tenant_id, AuditEvent.action == "save_report_text", AuditEvent.subject == subject,
        AuditEvent.account_id.is_not_distinct_from(account_id), AuditEvent.at > now - ONE_SITTING,
        AuditEvent.detail["section"].astext == section,
    )  # fmt: skip
    if session.scalar(noted.limit(1)) is None:
        record_audit(
            session=session, tenant_id=tenant_id, account_id=account_id, action="save_report_text", subject=subject, now=now,
            detail={"section": section},
        )  # fmt: skip


def _lock(session: Session, tenant_id: int, period_id: UUID, section: str) -> ReportText | None:
    """The section's row. The period is locked first, so that of two first editors one waits for the other."""
    period = select(SurveyPeriod.id).where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id)
    if session.scalar(period.with_for_update()) is None:
        raise UnableToSaveReportText("unknown-period")
    statement = select(ReportText).where(
        ReportText.tenant_id == tenant_id, ReportText.period_id == period_id, ReportText.section == section
    )
    return session.scalars(statement).one_or_none()
