"""Prepares the practice tenants of a training session, one a call, so that those who join need not wait."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.practice_lock import hold_pool
from puas.db.queries.practice_tenants import count_made, find_template
from puas.db.tables.training import TrainingSession
from puas.domain.practice_stories import DEFAULT_CHECKPOINT
from puas.usecases._practice_clones import make_practice_tenant


def fill_practice_pool(*, session: Session, owner_id: int, session_id: UUID, now: datetime) -> int:
    """Make one practice tenant where the session has fewer than seats; how many are still missing afterwards.

    One a transaction: who joins meanwhile finds what is ready. Of a session that is not open, or over, nothing is missing.
    """
    hold_pool(session, session_id=session_id)
    with tenancy.inside(session, tenant_id=owner_id):
        mine = (TrainingSession.tenant_id == owner_id, TrainingSession.id == session_id, TrainingSession.state == "open")
        columns = (TrainingSession.story, TrainingSession.seed, TrainingSession.seats, TrainingSession.practice_until)
        told = session.execute(select(*columns).where(*mine, TrainingSession.practice_until > now)).one_or_none()
    if told is None:
        return 0
    missing: int = told.seats - count_made(session, owner_id=owner_id, session_id=session_id)
    template = find_template(session, story=told.story)
    if missing <= 0 or template is None:
        return 0
    make_practice_tenant(
        session, template=template, owner_id=owner_id, session_id=session_id, checkpoint=DEFAULT_CHECKPOINT, seed=told.seed,
        signing_key=None, expires_at=told.practice_until, taken_at=None, now=now,
    )  # fmt: skip
    return missing - 1
