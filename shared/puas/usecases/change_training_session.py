"""Changes what was planned about a session; once it was opened, what its participants already work on stays."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from puas.db.queries.tenant_day import zone_of
from puas.db.tables.training import PracticeTenant, TrainingAttendance, TrainingDay, TrainingParticipant, TrainingSession
from puas.domain.curricula import days_of, from_plain, to_plain
from puas.domain.training_plan import CLOSED, OPEN, PLANNED, TrainingPlan, practice_end
from puas.usecases._refusal import Refusal
from puas.usecases._training_sessions import fault_of, locked, prepare_pool, prepare_template, remember_code, set_days
from puas.usecases.record_audit import record_audit


class UnableToChangeTrainingSession(Refusal):
    """`reason` is one of `plan_training_session`, or unknown-session, agenda-fixed, story-fixed (it was opened), seats-taken
    (fewer than have joined), attended (a day that is to go has people who were there).
    """


def change_training_session(
    *, session: Session, tenant_id: int, session_id: UUID, plan: TrainingPlan, account_id: UUID | None, now: datetime
) -> None:
    """Make the session what the plan says. Days that stay keep their codes, participants their places."""
    row = locked(session, tenant_id=tenant_id, session_id=session_id)
    if row is None:
        raise UnableToChangeTrainingSession("unknown-session")
    _refuse(session, row, plan)
    days = _days(session, row)
    if any(attended and not plan.starts_on <= day <= plan.ends_on for day, attended in days.items()):
        raise UnableToChangeTrainingSession("attended")
    set_days(session, tenant_id=tenant_id, session_id=session_id, first=plan.starts_on, last=plan.ends_on, known=list(days))
    row.title, row.place, row.link = plan.title.strip(), plan.place.strip(), plan.link.strip()
    row.starts_on, row.ends_on, row.region_code = plan.starts_on, plan.ends_on, plan.region_code
    if row.state == OPEN and plan.seats > row.seats:
        prepare_pool(session, row)
    row.seats, row.hours, row.story = plan.seats, plan.hours, plan.story
    if row.state == PLANNED:
        prepare_template(session, row, now=now)
    if plan.agenda is not None:
        row.agenda = to_plain(plan.agenda)
    row.version += 1
    _move_end(session, row, practice_end(plan.ends_on, plan.practice_days, zone_of(session, tenant_id=tenant_id)))
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="change_training_session",
        subject=f"training_session:{session_id}", now=now, detail={"name": row.title},
    )  # fmt: skip
    session.flush()


def _refuse(session: Session, row: TrainingSession, plan: TrainingPlan) -> None:
    if fault := fault_of(session, plan):
        raise UnableToChangeTrainingSession(fault)
    if plan.agenda is None and days_of(from_plain(row.agenda)) > (plan.ends_on - plan.starts_on).days + 1:
        raise UnableToChangeTrainingSession("too-few-days")
    if row.state != PLANNED and plan.agenda is not None and to_plain(plan.agenda) != row.agenda:
        raise UnableToChangeTrainingSession("agenda-fixed")
    if row.state != PLANNED and plan.story != row.story:
        raise UnableToChangeTrainingSession("story-fixed")
    joined = select(func.count()).where(TrainingParticipant.tenant_id == row.tenant_id, TrainingParticipant.session_id == row.id)
    if plan.seats < row.seats and plan.seats < (session.scalar(joined) or 0):
        raise UnableToChangeTrainingSession("seats-taken")


def _days(session: Session, row: TrainingSession) -> dict[date, bool]:
    """The days there are, and whether anybody was there."""
    attended = (
        select(TrainingAttendance.held_on)
        .where(TrainingAttendance.tenant_id == TrainingDay.tenant_id, TrainingAttendance.session_id == TrainingDay.session_id)
        .where(TrainingAttendance.held_on == TrainingDay.held_on)
        .exists()
    )
    statement = select(TrainingDay.held_on, attended.label("is_attended")).where(
        TrainingDay.tenant_id == row.tenant_id, TrainingDay.session_id == row.id
    )
    return {row.held_on: row.is_attended for row in session.execute(statement)}


def _move_end(session: Session, row: TrainingSession, until: datetime) -> None:
    """Practice tenants go with their session, those that are already there too."""
    if row.practice_until == until:
        return
    row.practice_until = until
    mine = (PracticeTenant.owner_id == row.tenant_id, PracticeTenant.session_id == row.id, PracticeTenant.gone_at.is_(None))
    session.execute(update(PracticeTenant).where(*mine).values(expires_at=until))
    if row.state == CLOSED:
        remember_code(session, row, expires_at=until)
