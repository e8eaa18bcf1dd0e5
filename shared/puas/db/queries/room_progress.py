"""A room as its trainer sees it: everybody and their progress, in one statement each, however many practice tenants there are."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from puas.db.tables.training import TrainingEvaluation, TrainingParticipant, TrainingProgress, TrainingTest
from puas.domain.curricula import EVALUATION
from puas.domain.room_progress import Mark, Participant
from puas.domain.training_tests import STEP_OF


def list_people(session: Session, *, tenant_id: int, session_id: UUID) -> list[Participant]:
    """Everybody who joined, in the order of their numbers."""
    table = TrainingParticipant
    rows = session.execute(
        select(table.id, table.number, table.name, table.agency_name, table.group_name, table.last_seen_at)
        .where(table.tenant_id == tenant_id, table.session_id == session_id)
        .order_by(table.number)
    )
    return [Participant(*row) for row in rows]


def list_marks(session: Session, *, tenant_id: int, session_id: UUID) -> list[Mark]:
    """Everybody's progress with every exercise they began."""
    table = TrainingProgress
    rows = session.execute(
        select(
            table.participant_id, table.exercise, table.state, table.attempts, table.hints, table.points, table.faults, table.changed_at,
        ).where(table.tenant_id == tenant_id, table.session_id == session_id)
    )  # fmt: skip
    return [Mark(*row[:6], tuple(row.faults), row.changed_at) for row in rows]


def count_sent(session: Session, *, tenant_id: int, session_id: UUID) -> dict[str, int]:
    """How many have sent each test and the evaluation, by the kind of agenda item; whose evaluations they are nobody knows."""
    of_test = select(TrainingTest.kind, func.count()).where(
        TrainingTest.tenant_id == tenant_id, TrainingTest.session_id == session_id, TrainingTest.finished_at.is_not(None)
    )
    opinions = select(literal(EVALUATION), func.count()).where(
        TrainingEvaluation.tenant_id == tenant_id, TrainingEvaluation.session_id == session_id
    )
    return {STEP_OF[kind]: number for kind, number in session.execute(union_all(of_test.group_by(TrainingTest.kind), opinions))}
