"""Rebuilds a period's tallies from its answers."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from puas.db.collection_lock import stop_collection
from puas.db.queries.tally_counts import rebuild
from puas.db.tables.responses import ResponseInbox
from puas.db.tables.surveys import SurveyPeriod
from puas.db.tables.tallies import tally
from puas.usecases._refusal import Refusal


class UnableToRecountTallies(Refusal):
    """The period is unknown, or its answers were erased and its tallies are final."""


def recount_tallies(*, session: Session, tenant_id: int, period_id: UUID) -> None:
    """Count all answers of the period afresh; what waits in the inbox is counted with them."""
    statement = select(SurveyPeriod.agency_id, SurveyPeriod.sealed_at).where(
        SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id
    )
    period = session.execute(statement).one_or_none()
    if period is None:
        raise UnableToRecountTallies("unknown-period")
    if period.sealed_at is not None:
        raise UnableToRecountTallies("sealed")
    stop_collection(session, tenant_id=tenant_id, agency_id=period.agency_id)
    # Waits for a tally that is busy with some of these rows, so its counts are there to be deleted below.
    session.execute(delete(ResponseInbox).where(ResponseInbox.tenant_id == tenant_id, ResponseInbox.period_id == period_id))
    session.execute(delete(tally).where(tally.c.tenant_id == tenant_id, tally.c.period_id == period_id))
    rebuild(session, tenant_id=tenant_id, period_id=period_id)
