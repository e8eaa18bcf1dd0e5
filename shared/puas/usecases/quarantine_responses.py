"""Takes answers out of the count, visibly and with a reason; they are kept and can be released."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Session

from puas.usecases._recount_later import PeriodNotOpen, change_state
from puas.usecases.record_audit import record_audit


class UnableToQuarantineResponses(Exception):
    """Without a reason nothing is taken out; and the answers of a closed period are frozen with its result."""

    def __init__(self, reason: Literal["no-reason", "period-not-open"]) -> None:
        super().__init__(reason)
        self.reason = reason


def quarantine_responses(
    *, session: Session, tenant_id: int, period_id: UUID, response_ids: Sequence[UUID], reason: str, account_id: UUID, now: datetime
) -> list[UUID]:
    """Quarantine those of the answers that are counted; returns them. Doing it twice changes nothing."""
    if not reason.strip():
        raise UnableToQuarantineResponses("no-reason")
    try:
        changed = change_state(
            session,
            tenant_id=tenant_id,
            period_id=period_id,
            response_ids=response_ids,
            before="counted",
            after="quarantined",
            sign=-1,
            now=now,
        )
    except PeriodNotOpen:
        raise UnableToQuarantineResponses("period-not-open") from None
    if changed:
        record_audit(
            session=session,
            tenant_id=tenant_id,
            account_id=account_id,
            action="quarantine_responses",
            subject=f"survey_period:{period_id}",
            now=now,
            detail={"reason": reason.strip(), "responses": sorted(map(str, changed))},
        )
    return changed
