"""Closed periods with a signed result, as closing leaves them; the collection of answers is not part of it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.surveys import SurveyPeriod
from puas.runtime.signing_key import SigningKey
from puas.usecases.freeze_result import freeze_result
from tests.factories.surveyed import Surveyed, SurveyedPeriod

# The secret of the web application in tests, so that the keys it publishes fit.
SECRET = "only for tests, only for tests, only for tests"


def freeze_period(session: Session, surveyed: Surveyed, period: SurveyedPeriod, *, reason: str = "") -> UUID:
    """Close the period and freeze its result; returns the result's id."""
    now = datetime.combine(period.window.ends_on, time(12), UTC)
    result = freeze_result(
        session=session,
        tenant_id=surveyed.tenant_id,
        period_id=period.id,
        account_id=None,
        signing_key=SigningKey(SECRET),
        now=now,
        reason=reason,
    )
    session.execute(
        update(SurveyPeriod)
        .where(SurveyPeriod.tenant_id == surveyed.tenant_id, SurveyPeriod.id == period.id)
        .values(state="closed", closed_at=now)
    )
    session.flush()
    return result.id
