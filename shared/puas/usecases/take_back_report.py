"""Takes a submitted report back, before anybody has approved it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.domain.submission_standing import UnableToTakeStep
from puas.domain.submission_workflow import TAKE_BACK
from puas.usecases._submissions import standing_for, take_step
from puas.usecases.record_audit import record_audit


class UnableToTakeBackReport(UnableToTakeStep):
    """`reason` as in any step."""


def take_back_report(
    *, session: Session, tenant_id: int, period_id: UUID, account_id: UUID, now: datetime, version: int | None = None, reason: str = ""
) -> None:
    """Texts and plan can be changed again. In the first round it counts as never submitted."""
    with UnableToTakeBackReport.instead():
        standing = standing_for(session, tenant_id=tenant_id, period_id=period_id, step=TAKE_BACK, version=version, now=now)
        take_step(
            session, tenant_id=tenant_id, standing=standing, step=TAKE_BACK, account_id=account_id, now=now, reason=reason.strip(),
            submitted_by=None, submitted_at=None if standing.round == 1 else standing.submitted_at,
        )  # fmt: skip
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="take_back_report",
        subject=f"survey_period:{period_id}", now=now,
        detail={"agency": standing.agency_name, "label": standing.label, "reason": reason.strip()},
    )  # fmt: skip
