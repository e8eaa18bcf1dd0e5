"""Closes form F-03 of an assessment before its last day."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.tenant_day import today_of
from puas.usecases._performance import held_assessment
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToCloseUsersForm(Refusal):
    """`reason`: unknown-assessment, or not-taking (it takes no answers)."""


def close_users_form(*, session: Session, tenant_id: int, assessment_id: UUID, account_id: UUID | None, now: datetime) -> None:
    """From now on the code explains that the form is closed; what was answered stays. Its last day becomes yesterday."""
    row = held_assessment(session, tenant_id, assessment_id)
    if row is None:
        raise UnableToCloseUsersForm("unknown-assessment")
    today = today_of(session, tenant_id=tenant_id, now=now)
    if row.state != "open" or row.users_until is None or row.users_until < today:
        raise UnableToCloseUsersForm("not-taking")
    row.users_until, row.version = today - timedelta(days=1), row.version + 1
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="close_users_form",
        subject=f"performance_assessment:{row.id}", now=now,
    )  # fmt: skip
