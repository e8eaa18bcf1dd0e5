"""Gives a sheet that was sent back to those who filled it in, with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.people_to_tell import officers_of
from puas.db.queries.performance_sheets import OPEN as SHEET_OPEN
from puas.db.queries.performance_sheets import SENT
from puas.db.tables.performance import PerformanceAssessment, PerformanceSheet
from puas.domain.notices import PERFORMANCE_SHEET_REOPENED
from puas.domain.performance_snapshot import EVALUATOR_FORM
from puas.usecases._performance import OPEN, UnableToChangePerformance, assessment_of_sheet, checked_reason, locked_assessment, locked_sheet
from puas.usecases.notify import notify
from puas.usecases.record_audit import record_audit


class UnableToReopenPerformanceSheet(UnableToChangePerformance):
    """`reason`: unknown-sheet, unknown-assessment, not-open, not-sent, reason-missing, or too-long."""


def reopen_performance_sheet(
    *, session: Session, tenant_id: int, sheet_id: UUID, reason: str, account_id: UUID | None, now: datetime
) -> None:
    """Open the sheet again; what stands on it stays, and those who filled it in are told why."""
    text = checked_reason(reason, UnableToReopenPerformanceSheet)
    assessment_id = assessment_of_sheet(session, tenant_id, sheet_id)
    if assessment_id is None:
        raise UnableToReopenPerformanceSheet("unknown-sheet")
    assessment = locked_assessment(session, tenant_id, assessment_id, kind=UnableToReopenPerformanceSheet)
    sheet = locked_sheet(session, tenant_id, sheet_id, kind=UnableToReopenPerformanceSheet)
    if assessment.state != OPEN:
        raise UnableToReopenPerformanceSheet("not-open")
    if sheet.state != SENT:
        raise UnableToReopenPerformanceSheet("not-sent")
    sheet.state, sheet.sent_at, sheet.changed_at = SHEET_OPEN, None, now
    sheet.version += 1
    assessment.version += 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="reopen_performance_sheet",
        subject=f"performance_assessment:{assessment.id}", now=now,
        detail={
            "agency": assessment.agency_name, "year": str(assessment.year), "form": sheet.form, "name": sheet.person_name, "reason": text,
        },
    )  # fmt: skip
    notify(
        session=session, tenant_id=tenant_id, account_ids=_those_who_filled_it_in(session, assessment, sheet) - {account_id},
        kind=PERFORMANCE_SHEET_REOPENED, subject=f"performance_sheet:{sheet.id}:{sheet.version}",
        facts={"agency": assessment.agency_name, "year": str(assessment.year), "form": sheet.form, "reason": text},
        path=f"/mutu/kinerja/lembar/{sheet.id}", now=now,
    )  # fmt: skip


def _those_who_filled_it_in(session: Session, assessment: PerformanceAssessment, sheet: PerformanceSheet) -> frozenset[UUID]:
    if sheet.form == EVALUATOR_FORM:
        return frozenset() if sheet.account_id is None else frozenset({sheet.account_id})
    return frozenset(officers_of(session, tenant_id=assessment.tenant_id, agency_ids=[assessment.agency_id]))
