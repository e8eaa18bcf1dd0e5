"""Surveyed periods whose results are frozen and public, as the way of a report leaves them; the way itself is not part of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.tables.submissions import Submission
from puas.usecases._submissions import ensure_submissions
from puas.usecases.share_figures import share_figures
from tests.factories.frozen import freeze_period
from tests.factories.surveyed import Surveyed, SurveyedPeriod

PUBLISHED_AT = datetime(2026, 10, 20, 3, 0, tzinfo=UTC)


def publish_period(session: Session, surveyed: Surveyed, period: SurveyedPeriod, *, reason: str = "") -> UUID:
    """Freeze the period's result and make it public, without sharing its figures; returns the result's id."""
    result_id = freeze_period(session, surveyed, period, reason=reason)
    make_public(session, surveyed, period, result_id)
    return result_id


def make_public(session: Session, surveyed: Surveyed, period: SurveyedPeriod, result_id: UUID) -> None:
    """Make a frozen result public, without sharing its figures."""
    ensure_submissions(session, tenant_id=surveyed.tenant_id, period_ids=(period.id,), now=PUBLISHED_AT)
    session.execute(
        update(Submission)
        .where(Submission.tenant_id == surveyed.tenant_id, Submission.period_id == period.id)
        .values(state="published", published_at=PUBLISHED_AT, published_result_id=result_id)
    )


def publish_and_share(session: Session, surveyed: Surveyed, periods: Iterable[SurveyedPeriod] | None = None) -> None:
    """Publish these periods, or all of them, and share the figures."""
    chosen = list(surveyed.periods if periods is None else periods)
    for each in chosen:
        publish_period(session, surveyed, each)
    share_figures(session=session, tenant_id=surveyed.tenant_id, period_ids=[each.id for each in chosen], now=PUBLISHED_AT)
