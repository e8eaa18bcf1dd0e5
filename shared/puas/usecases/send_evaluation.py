"""Keeps what a participant thought of the training, so that nobody can tell whose answers they are."""

from __future__ import annotations

from datetime import UTC, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.room_tests import read_test_room
from puas.db.queries.tenant_day import zone_of
from puas.db.queries.training_seats import Seat
from puas.db.tables.training import TrainingEvaluation, TrainingParticipant
from puas.domain.curricula import EVALUATION
from puas.domain.survey_period import local_day
from puas.domain.training_evaluation import Evaluation, UnusableEvaluation, checked
from puas.usecases._refusal import Refusal


class UnableToSendEvaluation(Refusal):
    """`reason`: session-closed, not-on-agenda, step-closed, sent-already, or unusable (then `field` is what has to be mended)."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.field = field


def send_evaluation(*, session: Session, seat: Seat, evaluation: Evaluation, now: datetime) -> None:
    """The answers stand under a random number with the day alone. Of the participant only that, and the day on which, they answered.

    Two devices at once send once.
    """
    room = read_test_room(session, seat=seat)
    reason = "session-closed" if room is None else room.refusal(EVALUATION)
    if reason:
        raise UnableToSendEvaluation(reason)
    try:
        kept = checked(evaluation)
    except UnusableEvaluation as fault:
        raise UnableToSendEvaluation("unusable", fault.field) from fault
    zone = zone_of(session, tenant_id=seat.owner_id)
    today = local_day(now, zone)
    with tenancy.inside(session, tenant_id=seat.owner_id):
        _note_that_somebody_answered(session, seat, datetime.combine(today, time(), ZoneInfo(zone)).astimezone(UTC))
        session.add(
            TrainingEvaluation(
                tenant_id=seat.owner_id, id=uuid4(), session_id=seat.session_id, ratings=dict(kept.ratings), liked=kept.liked,
                missed=kept.missed, sent_on=today,
            )
        )  # fmt: skip


def _note_that_somebody_answered(session: Session, seat: Seat, day: datetime) -> None:
    """Midnight of the day, for an hour would say whose answers came then.

    Rows written by one transaction carry its number. So everybody's row in the room is written, not theirs alone: those that
    others hold at this moment get another number anyway, and are not waited for.
    """
    room = (TrainingParticipant.tenant_id == seat.owner_id, TrainingParticipant.session_id == seat.session_id)
    mine = select(TrainingParticipant.evaluated_at).where(*room, TrainingParticipant.id == seat.participant_id)
    if session.scalars(mine.with_for_update(key_share=True)).one() is not None:
        raise UnableToSendEvaluation("sent-already")
    free = select(TrainingParticipant.id).where(*room).with_for_update(skip_locked=True, key_share=True)
    # In one statement: in the order rows are written it says nothing either.
    session.execute(
        update(TrainingParticipant)
        .where(*room, TrainingParticipant.id.in_(list(session.scalars(free))))
        .values(evaluated_at=case((TrainingParticipant.id == seat.participant_id, day), else_=TrainingParticipant.evaluated_at))
        .execution_options(synchronize_session=False)
    )
