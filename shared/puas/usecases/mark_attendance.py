"""Notes that a participant was there: by the code of the day they typed, or by the trainer, who may also take it back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.queries.tenant_day import today_of
from puas.db.tables.training import TrainingAttendance, TrainingDay, TrainingParticipant
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

BY_CODE, BY_TRAINER = "code", "trainer"


class UnableToMarkAttendance(Refusal):
    """`reason`: unknown-participant, unknown-day (no day of the session), no-day-today, other-day (the code is of another day of the
    session) or wrong-code.
    """


def mark_attendance(
    *,
    session: Session,
    owner_id: int,
    session_id: UUID,
    participant_id: UUID,
    now: datetime,
    code: str | None = None,
    held_on: date | None = None,
    is_present: bool = True,
    account_id: UUID | None = None,
) -> date:
    """The day that was noted. With `code`: that of today, on the owner's clock. Else the trainer's word about `held_on`."""
    with tenancy.inside(session, tenant_id=owner_id):
        if not _is_there(session, owner_id, session_id, participant_id):
            raise UnableToMarkAttendance("unknown-participant")
        codes = _codes(session, owner_id, session_id)
        day = held_on if code is None else _day_of(codes, locators.tidy_code(code), today_of(session, tenant_id=owner_id, now=now))
        if day is None or day not in codes:
            raise UnableToMarkAttendance("unknown-day")
        key = {"tenant_id": owner_id, "session_id": session_id, "participant_id": participant_id, "held_on": day}
        if is_present:
            values = {**key, "marked_by": BY_TRAINER if code is None else BY_CODE, "marked_at": now}
            # Twice is once, and what was noted first stays.
            session.execute(insert(TrainingAttendance).values(values).on_conflict_do_nothing())
        else:
            session.execute(delete(TrainingAttendance).filter_by(**key))
        if code is None:
            record_audit(
                session=session, tenant_id=owner_id, account_id=account_id, action="mark_attendance",
                subject=f"training_participant:{participant_id}", now=now, detail={"day": day.isoformat(), "present": is_present},
            )  # fmt: skip
    return day


def _is_there(session: Session, owner_id: int, session_id: UUID, participant_id: UUID) -> bool:
    statement = select(TrainingParticipant.id).where(
        TrainingParticipant.tenant_id == owner_id, TrainingParticipant.session_id == session_id, TrainingParticipant.id == participant_id
    )
    return session.scalar(statement) is not None


def _codes(session: Session, owner_id: int, session_id: UUID) -> dict[date, str]:
    statement = select(TrainingDay).where(TrainingDay.tenant_id == owner_id, TrainingDay.session_id == session_id)
    return {row.held_on: row.code for row in session.scalars(statement)}


def _day_of(codes: dict[date, str], typed: str, today: date) -> date:
    if today not in codes:
        raise UnableToMarkAttendance("no-day-today")
    if codes[today] == typed:
        return today
    raise UnableToMarkAttendance("other-day" if typed in codes.values() else "wrong-code")
