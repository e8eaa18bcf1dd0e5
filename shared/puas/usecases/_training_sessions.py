"""What planning, changing, opening and closing a training session have in common: its locked row, its days, its code."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.queries.practice_rooms import PREPARED_BEFORE
from puas.db.tables.places import Region
from puas.db.tables.training import TrainingDay, TrainingSession
from puas.domain.curricula import UnusableAgenda, check_agenda
from puas.domain.practice_stories import STORIES
from puas.domain.training_plan import TrainingPlan, days_between, fault_of_plan
from puas.jobs.catalogue import FILL_PRACTICE_POOL
from puas.jobs.enqueue import enqueue

DAY_CODE_LENGTH = 5


def fault_of(session: Session, plan: TrainingPlan) -> str:
    """What makes no sense in the plan, empty where all does."""
    if fault := fault_of_plan(plan):
        return fault
    if plan.region_code and session.scalar(select(Region.code).where(Region.code == plan.region_code)) is None:
        return "unknown-region"
    if plan.story not in STORIES:
        return "unknown-story"
    try:
        check_agenda(plan.agenda) if plan.agenda is not None else None
    except UnusableAgenda:
        return "unusable-agenda"
    return ""


def locked(session: Session, *, tenant_id: int, session_id: UUID) -> TrainingSession | None:
    """The session's row, held until the transaction ends; what refers to it may go on meanwhile."""
    statement = (
        select(TrainingSession)
        .where(TrainingSession.tenant_id == tenant_id, TrainingSession.id == session_id)
        .with_for_update(key_share=True)
        # What was read before the lock was had may be old.
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def set_days(session: Session, *, tenant_id: int, session_id: UUID, first: date, last: date, known: Collection[date] = ()) -> None:
    """A code for every day of the session; days that stay keep theirs."""
    wanted = days_between(first, last)
    going = [day for day in known if day not in wanted]
    if going:
        session.execute(
            delete(TrainingDay).where(
                TrainingDay.tenant_id == tenant_id, TrainingDay.session_id == session_id, TrainingDay.held_on.in_(going)
            )
        )
    session.add_all(
        TrainingDay(tenant_id=tenant_id, session_id=session_id, held_on=day, code=locators.new_code(DAY_CODE_LENGTH))
        for day in wanted
        if day not in known
    )


def prepare_pool(session: Session, row: TrainingSession) -> None:
    """Ask the worker for practice tenants, as many as there are seats; a lost signal is found by its sweep."""
    enqueue(session, FILL_PRACTICE_POOL, coalesce=row.id.hex, owner_id=row.tenant_id, session_id=str(row.id))


def prepare_template(session: Session, row: TrainingSession, *, now: datetime) -> None:
    """Ask for the story's template of a session that comes soon, so that the first who joins right after opening finds it."""
    if row.starts_on <= (now + PREPARED_BEFORE).date():
        # A key of its own: the wish of an opening must not be dropped because this one is at work.
        key = f"{row.id.hex}-{row.story}"
        enqueue(session, FILL_PRACTICE_POOL, coalesce=key, owner_id=row.tenant_id, session_id=str(row.id))


def remember_code(session: Session, row: TrainingSession, *, expires_at: datetime | None) -> None:
    """Let the code lead to the session; of a closed one until its practice tenants go."""
    locators.forget(session, kind=locators.TRAINING, target=str(row.id))
    locators.remember(session, kind=locators.TRAINING, key=row.code, target=str(row.id), tenant_id=row.tenant_id, expires_at=expires_at)
