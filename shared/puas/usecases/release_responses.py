"""Puts quarantined answers back into the count, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Session

from puas.usecases._recount_later import PeriodNotOpen, change_state
from puas.usecases.record_audit import record_audit


class UnableToReleaseResponses(Exception):
    """Without a reason nothing is put back; and the answers of a closed period are frozen with its result."""

    def __init__(self, reason: Literal["no-reason", "period-not-open"]) -> None:
        super().__init__(reason)
        self.reason = reason


def release_responses(
    *, session: Session, tenant_id: int, period_id: UUID, response_ids: Sequence[UUID], reason: str, account_id: UUID, now: datetime
) -> list[UUID]:
    """Release those of the answers that are quarantined; returns them. Doing it twice changes nothing."""
    if not reason.strip():
        raise UnableToReleaseResponses("no-reason")
    try:
        changed = change_state(
            session,
            tenant_id=tenant_id,
            period_id=period_id,
            response_ids=response_ids,
            before="quarantined",
            after="counted",
            sign=1,
            now=now,
        )
    except PeriodNotOpen:
        raise UnableToReleaseResponses("period-not-open") from None
    if changed:
        record_audit(
            session=session,
            tenant_id=tenant_id,
            account_id=account_id,
            action="release_responses",
            subject=f"survey_period:{period_id}",
            now=now,
            detail={"reason": reason.strip(), "responses": sorted(map(str, changed))},
        )
    return changed
