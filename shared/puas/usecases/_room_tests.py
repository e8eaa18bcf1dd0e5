"""What the acts of a test share: whether it is open, and the participant's row locked in the owner's tenant."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.room_tests import RoomTests, read_test_room
from puas.db.queries.training_seats import Seat
from puas.db.tables.training import TrainingTest
from puas.domain.question_bank import DrawnQuestion
from puas.domain.training_tests import KINDS, UnknownPlace, answers_at, from_plain
from puas.usecases._refusal import Refusal


class UnableToTakeTest(Refusal):
    """`reason`: unknown-test, session-closed, not-on-agenda, step-closed, not-begun, sent-already, or unknown-place (then `number` is
    the question's).
    """

    def __init__(self, reason: str, number: int = 0) -> None:
        super().__init__(reason)
        self.number = number


def open_test_room(session: Session, seat: Seat, kind: str) -> RoomTests:
    """The room of a test that may be worked at now."""
    room = read_test_room(session, seat=seat) if kind in KINDS else None
    if room is None:
        raise UnableToTakeTest("unknown-test")
    if reason := room.refusal(kind):
        raise UnableToTakeTest(reason)
    return room


def locked_test(session: Session, seat: Seat, kind: str) -> TrainingTest:
    """The seat's test, not sent yet: of two devices one waits for the other. Inside the owner's tenant."""
    statement = (
        select(TrainingTest)
        .where(
            TrainingTest.tenant_id == seat.owner_id, TrainingTest.session_id == seat.session_id,
            TrainingTest.participant_id == seat.participant_id, TrainingTest.kind == kind,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )  # fmt: skip
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise UnableToTakeTest("not-begun")
    if row.finished_at is not None:
        raise UnableToTakeTest("sent-already")
    return row


def keep_answers(row: TrainingTest, places: Mapping[int, str]) -> tuple[DrawnQuestion, ...]:
    """Add what was chosen to what is kept; questions nothing was sent for stay as they are. Gives the questions of the test."""
    questions = from_plain(row.questions)
    try:
        row.answers = {**row.answers, **answers_at(questions, places)}
    except UnknownPlace as fault:
        raise UnableToTakeTest("unknown-place", fault.number) from fault
    return questions
