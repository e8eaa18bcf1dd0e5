"""Takes a published document back, with a reason that everybody who checks it is told. It cannot be undone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

LONGEST_REASON = 500


class UnableToWithdrawDocument(Refusal):
    """`reason` is unknown, not-published, withdrawn-already, no-reason or too-long."""


def withdraw_document(*, session: Session, tenant_id: int, report_id: UUID, why: str, account_id: UUID | None, now: datetime) -> None:
    """Withdraw it. Its files, signed copies and figures stay, and say that it no longer counts."""
    why = " ".join(why.split())
    if not why or len(why) > LONGEST_REASON:
        raise UnableToWithdrawDocument("too-long" if why else "no-reason")
    statement = select(Report).where(Report.tenant_id == tenant_id, Report.id == report_id).with_for_update()
    report = session.scalars(statement).one_or_none()
    if report is None:
        raise UnableToWithdrawDocument("unknown")
    if report.state not in ("ready", "gone") or report.failure:
        raise UnableToWithdrawDocument("not-published")
    if report.withdrawn_at is not None:
        raise UnableToWithdrawDocument("withdrawn-already")
    report.withdrawn_at, report.withdrawn_by, report.withdrawal_reason = now, account_id, why
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="withdraw_document",
        subject=f"report:{report.id}", now=now, detail={"document_id": report.document_id, "reason": why},
    )  # fmt: skip
