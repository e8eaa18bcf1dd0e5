"""Moves answers between counted and quarantined, and lets the tallies follow through the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from puas.db.collection_lock import share_collection
from puas.db.identifiers import new_id
from puas.db.tables.responses import Response, ResponseInbox
from puas.db.tables.surveys import SurveyPeriod
from puas.jobs.signals import signal_tally


class PeriodNotOpen(Exception):
    """Answers of a closed period are frozen with its result."""


def change_state(
    session: Session, *, tenant_id: int, period_id: UUID, response_ids: Sequence[UUID], before: str, after: str, sign: int, now: datetime
) -> list[UUID]:
    """Guarded change of the period's answers that are in state `before`; returns those that changed.

    A change that the tallies have not seen yet is taken back from the inbox instead of being followed by its opposite: so
    no tally is ever below zero, in whatever order batches are counted.
    """
    statement = select(SurveyPeriod.agency_id).where(SurveyPeriod.tenant_id == tenant_id, SurveyPeriod.id == period_id)
    agency_id = session.scalar(statement)
    if agency_id is None:
        raise PeriodNotOpen
    share_collection(session, tenant_id=tenant_id, agency_id=agency_id)
    if session.scalar(statement.where(SurveyPeriod.state == "open")) is None:
        raise PeriodNotOpen
    changed = list(
        session.scalars(
            update(Response)
            .where(
                Response.tenant_id == tenant_id, Response.period_id == period_id, Response.id.in_(response_ids), Response.state == before
            )
            .values(state=after)
            .returning(Response.id)
        )
    )
    taken_back = set(
        session.scalars(
            delete(ResponseInbox)
            .where(ResponseInbox.tenant_id == tenant_id, ResponseInbox.response_id.in_(changed), ResponseInbox.sign == -sign)
            .returning(ResponseInbox.response_id)
        )
    )
    session.add_all(
        ResponseInbox(tenant_id=tenant_id, id=new_id(), response_id=response_id, period_id=period_id, sign=sign, received_at=now)
        for response_id in changed
        if response_id not in taken_back
    )
    session.flush()
    signal_tally(session, tenant_id=tenant_id)
    return changed
