"""Hands published results over to the province, one or many at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.places import Tenant
from puas.domain.notices import REPORT_HANDED_OVER
from puas.domain.submission_standing import StepsTaken, UnableToTakeStep
from puas.domain.submission_workflow import HAND_OVER
from puas.usecases._submission_notices import tell_agency
from puas.usecases._submissions import take_each
from puas.usecases.record_audit import record_audit


class UnableToHandOverResults(UnableToTakeStep):
    """`reason` as in any step, none-chosen, or no-province; raised where not one of the periods could be handed over."""


def hand_over_results(*, session: Session, tenant_id: int, period_ids: Collection[UUID], account_id: UUID, now: datetime) -> StepsTaken:
    """Hand each over, and say which could not be. A tenant under no province has nobody to hand anything to."""
    if session.scalar(select(Tenant.province_code).where(Tenant.id == tenant_id)) is None:
        raise UnableToHandOverResults("no-province")
    with UnableToHandOverResults.instead():
        outcome = take_each(
            session, tenant_id=tenant_id, period_ids=period_ids, step=HAND_OVER, account_id=account_id, now=now,
            values=lambda _standing: {"handed_over_at": now},
        )  # fmt: skip
    for standing in outcome.taken:
        record_audit(
            session=session, tenant_id=tenant_id, account_id=account_id, action="hand_over_results",
            subject=f"survey_period:{standing.period_id}", now=now, detail={"agency": standing.agency_name, "label": standing.label},
        )  # fmt: skip
        tell_agency(session, tenant_id=tenant_id, standing=standing, kind=REPORT_HANDED_OVER, account_id=account_id, now=now)
    return outcome
