"""What the tests and the evaluation of a session came to, for whoever leads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from puas.db.tables.training import TrainingEvaluation, TrainingParticipant, TrainingTest
from puas.domain.training_evaluation import Evaluation
from puas.domain.training_tests import AFTER, BEFORE, Score


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished test: the keys of its questions in order, and the answers by key."""

    questions: tuple[str, ...]
    answers: Mapping[str, str]
    score: Score


@dataclass(frozen=True, slots=True)
class ParticipantTests:
    """A participant with what was sent. `unsent` are tests begun and not sent."""

    participant_id: UUID
    number: int
    name: str
    papers: Mapping[str, Paper]
    unsent: frozenset[str]

    @property
    def has_both(self) -> bool:
        return BEFORE in self.papers and AFTER in self.papers


def list_participant_tests(session: Session, *, tenant_id: int, session_id: UUID) -> list[ParticipantTests]:
    """Everybody of a session by number, in one statement."""
    of_person = and_(TrainingTest.tenant_id == TrainingParticipant.tenant_id, TrainingTest.participant_id == TrainingParticipant.id)
    statement = (
        select(
            TrainingParticipant.id, TrainingParticipant.number, TrainingParticipant.name, TrainingTest.kind, TrainingTest.questions,
            TrainingTest.answers, TrainingTest.correct, TrainingTest.finished_at,
        )
        .outerjoin(TrainingTest, of_person)
        .where(TrainingParticipant.tenant_id == tenant_id, TrainingParticipant.session_id == session_id)
        .order_by(TrainingParticipant.number)
    )  # fmt: skip
    people: dict[UUID, tuple[int, str, dict[str, Paper], set[str]]] = {}
    for row in session.execute(statement):
        _number, _name, papers, unsent = people.setdefault(row.id, (row.number, row.name, {}, set()))
        if row.finished_at is not None:
            keys = tuple(each["key"] for each in row.questions)
            papers[row.kind] = Paper(keys, row.answers, Score(row.correct, len(keys)))
        elif row.kind is not None:
            unsent.add(row.kind)
    return [ParticipantTests(key, number, name, papers, frozenset(unsent)) for key, (number, name, papers, unsent) in people.items()]


def list_evaluations(session: Session, *, tenant_id: int, session_id: UUID) -> list[Evaluation]:
    """What people thought of the training, in an order that says nothing of when they did."""
    statement = (
        select(TrainingEvaluation.ratings, TrainingEvaluation.liked, TrainingEvaluation.missed)
        .where(TrainingEvaluation.tenant_id == tenant_id, TrainingEvaluation.session_id == session_id)
        .order_by(TrainingEvaluation.id)
    )
    return [Evaluation(*row) for row in session.execute(statement)]
