"""Closes a survey period: what is on its way is counted, nothing more is, and the result is frozen in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.collection_lock import stop_collection
from puas.db.queries.tally_counts import add_whole_period
from puas.db.tables.results import Result
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.submission_workflow import CLOSE, may_take
from puas.runtime.signing_key import SigningKey
from puas.usecases._submissions import standing_of, take_step
from puas.usecases.freeze_result import freeze_result
from puas.usecases.record_audit import record_audit


class UnableToCloseSurveyPeriod(Exception):
    """The period is unknown to this tenant, or closed already."""

    def __init__(self, reason: Literal["unknown-period", "already-closed"]) -> None:
        super().__init__(reason)
        self.reason = reason


def close_survey_period(
    *, session: Session, tenant_id: int, period_id: UUID, account_id: UUID | None, signing_key: SigningKey, now: datetime
) -> Result:
    """Close the period and return its frozen result; waits for answers that are being stored at this moment.

    `account_id` is empty where the schedule closes it. Answers that arrive later are kept as late and not counted.
    """
    agency_id = session.scalar(select(SurveyPeriod.agency_id).where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id))
    if agency_id is None:
        raise UnableToCloseSurveyPeriod("unknown-period")
    stop_collection(session, tenant_id=tenant_id, agency_id=agency_id)
    # Before the period changes, or the row of one that has none yet would be made as closed already.
    standing = standing_of(session, tenant_id=tenant_id, period_id=period_id, now=now)
    if not _mark_closed(session, tenant_id, period_id, now):
        raise UnableToCloseSurveyPeriod("already-closed")
    counted = add_whole_period(session, tenant_id=tenant_id, period_id=period_id)
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=account_id,
        action="close_survey_period",
        subject=f"survey_period:{period_id}",
        now=now,
        detail={"counted_at_closing": counted},
    )
    result = freeze_result(
        session=session, tenant_id=tenant_id, period_id=period_id, account_id=account_id, signing_key=signing_key, now=now
    )
    if standing is not None and may_take(CLOSE, standing.state):
        take_step(
            session, tenant_id=tenant_id, standing=standing, step=CLOSE, account_id=account_id, now=now,
            respondents=result.respondents, counted_at=now,
        )  # fmt: skip
    return result


def _mark_closed(session: Session, tenant_id: int, period_id: UUID, now: datetime) -> bool:
    """Guarded: of two that close at once, one changes the row and the other finds it closed."""
    closed = session.scalars(
        update(SurveyPeriod)
        .where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id, SurveyPeriod.state == "open")
        .values(state="closed", closed_at=now)
        .returning(SurveyPeriod.id)
    ).all()
    return bool(closed)
