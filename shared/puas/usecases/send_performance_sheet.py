"""Sends a complete sheet (F-01 or F-02): from then on it counts and nobody changes it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.people_to_tell import administrators_of
from puas.db.queries.performance_proposals import proposals_for
from puas.db.queries.performance_sheets import SENT, entries_of, scores_of, sheets_of
from puas.db.tables.people import Account
from puas.db.tables.performance import PerformanceAssessment
from puas.domain.notices import PERFORMANCE_READY
from puas.domain.performance_sheet import entry_faults, unscored
from puas.domain.performance_snapshot import EVALUATOR_FORM
from puas.domain.regulation.performance_registry import performance_edition
from puas.usecases._performance import UnableToChangePerformance, lock_open_sheet
from puas.usecases.notify import notify
from puas.usecases.record_audit import record_audit


class UnableToSendPerformanceSheet(UnableToChangePerformance):
    """`reason`: as in saving, or incomplete (with the codes that lack a score, or a reason, as `names`)."""


def send_performance_sheet(*, session: Session, tenant_id: int, sheet_id: UUID, account_id: UUID | None, now: datetime) -> None:
    """Send the sheet; with the last F-02 the administrators are told that the assessment can be validated."""
    sheet, assessment = lock_open_sheet(session, tenant_id, sheet_id, account_id, kind=UnableToSendPerformanceSheet)
    form = performance_edition(assessment.edition).form(assessment.form)
    entries = entries_of(scores_of(session, tenant_id=tenant_id, sheet_ids=[sheet.id])[sheet.id])
    # What was entered before there was a proposal is looked at again.
    faults = entry_faults(form, entries, proposals_for(session, tenant_id=tenant_id, assessment=assessment))
    lacking = (*(each.code for each in unscored(form, entries)), *(each.indicator for each in faults))
    if lacking:
        raise UnableToSendPerformanceSheet("incomplete", names=tuple(dict.fromkeys(lacking)))
    name = session.scalar(select(Account.name).where(Account.id == account_id)) if account_id else None
    sheet.state, sheet.sent_at, sheet.changed_at = SENT, now, now
    if sheet.form != EVALUATOR_FORM:
        sheet.account_id, sheet.person_name = account_id, name or sheet.person_name
    sheet.version += 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="send_performance_sheet",
        subject=f"performance_assessment:{assessment.id}", now=now,
        detail={"agency": assessment.agency_name, "year": str(assessment.year), "form": sheet.form, "name": sheet.person_name},
    )  # fmt: skip
    _tell_when_ready(session, assessment, account_id, now)


def _tell_when_ready(session: Session, assessment: PerformanceAssessment, account_id: UUID | None, now: datetime) -> None:
    evaluators = [
        each
        for each in sheets_of(session, tenant_id=assessment.tenant_id, assessment_id=assessment.id)
        if each.form == EVALUATOR_FORM
    ]  # fmt: skip
    if not evaluators or any(each.state != SENT for each in evaluators):
        return
    # A sheet that was opened again and sent again is news again.
    rounds = sum(each.version for each in evaluators)
    others = administrators_of(session, tenant_id=assessment.tenant_id) - {account_id}
    notify(
        session=session, tenant_id=assessment.tenant_id, account_ids=others,
        kind=PERFORMANCE_READY, subject=f"performance_assessment:{assessment.id}:{rounds}",
        facts={"agency": assessment.agency_name, "year": str(assessment.year)}, path=f"/mutu/kinerja/{assessment.id}/validasi", now=now,
    )  # fmt: skip
