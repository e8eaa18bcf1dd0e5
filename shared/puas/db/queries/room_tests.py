"""What a participant's tests and evaluation depend on in the tenant that holds the session: its seed, its steps, and what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.training_seats import Seat
from puas.db.tables.training import TrainingParticipant, TrainingSession, TrainingTest
from puas.domain.curricula import EVALUATION, AgendaItem, from_plain
from puas.domain.question_bank import DrawnQuestion
from puas.domain.training_tests import STEP_OF, Score, may_see_answers, place_of, refusal_of
from puas.domain.training_tests import from_plain as questions_from_plain


@dataclass(frozen=True, slots=True)
class TakenTest:
    """A test somebody has begun: its questions in order, and the answers kept so far by question."""

    kind: str
    questions: tuple[DrawnQuestion, ...]
    answers: Mapping[str, str]
    correct: int
    finished_at: datetime | None

    @property
    def places(self) -> dict[int, int]:
        """Which option is chosen, by the question's number; 0 where none is."""
        return {number: place_of(each, self.answers) for number, each in enumerate(self.questions, start=1)}

    @property
    def score(self) -> Score:
        return Score(self.correct, len(self.questions))


@dataclass(frozen=True, slots=True)
class RoomTests:
    """The session as its tests see it, for one participant."""

    title: str
    seed: int
    state: str
    agenda: tuple[AgendaItem, ...]
    open_steps: frozenset[str]
    tests: Mapping[str, TakenTest]
    evaluated_at: datetime | None

    def refusal(self, kind: str) -> str:
        """Why a test (`before`, `after`) or the evaluation cannot be handed in now; empty where it can."""
        return refusal_of(self.state, self.agenda, self.open_steps, STEP_OF[kind])

    def minutes(self, kind: str) -> int:
        """How long the agenda gives for it."""
        return sum(item.minutes for item in self.agenda if item.kind == STEP_OF[kind])

    @property
    def shows_answers(self) -> bool:
        """Whether right answers and explanations are shown now."""
        return may_see_answers(self.state, self.agenda, [kind for kind, test in self.tests.items() if test.finished_at])

    @property
    def has_evaluation(self) -> bool:
        return any(item.kind == EVALUATION for item in self.agenda)


def read_test_room(session: Session, *, seat: Seat) -> RoomTests | None:
    """The session and everything the seat has sent, in two statements; the caller's tenant is entered again afterwards."""
    statement = (
        select(
            TrainingSession.title, TrainingSession.seed, TrainingSession.state, TrainingSession.agenda, TrainingSession.open_steps,
            TrainingParticipant.evaluated_at,
        )
        .join(
            TrainingParticipant,
            (TrainingParticipant.tenant_id == TrainingSession.tenant_id) & (TrainingParticipant.session_id == TrainingSession.id),
        )
        .where(
            TrainingSession.tenant_id == seat.owner_id, TrainingSession.id == seat.session_id, TrainingParticipant.id == seat.participant_id
        )
    )  # fmt: skip
    taken = select(
        TrainingTest.kind, TrainingTest.questions, TrainingTest.answers, TrainingTest.correct, TrainingTest.finished_at
    ).where(TrainingTest.tenant_id == seat.owner_id, TrainingTest.participant_id == seat.participant_id)
    with tenancy.inside(session, tenant_id=seat.owner_id):
        row = session.execute(statement).one_or_none()
        tests = {each.kind: each for each in session.execute(taken)}
    if row is None:
        return None
    return RoomTests(
        row.title, row.seed, row.state, from_plain(row.agenda), frozenset(row.open_steps),
        {
            kind: TakenTest(kind, questions_from_plain(each.questions), each.answers, each.correct, each.finished_at)
            for kind, each in tests.items()
        },
        row.evaluated_at,
    )  # fmt: skip
