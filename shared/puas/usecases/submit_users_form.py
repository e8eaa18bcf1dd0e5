"""Takes in one filled form F-03: counted once however often it is sent, and only while the form takes answers."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.queries.tenant_day import today_of
from puas.db.tables.performance import PerformanceAnswer
from puas.domain.performance_users import MOST_ANSWERS, CheckedUsersForm
from puas.usecases._performance import held_assessment

Outcome = Literal["stored", "repeated"]


class UnableToSubmitUsersForm(Exception):
    """`reason`: closed (validated, withdrawn, or past its last day by the office's calendar), or full."""

    def __init__(self, reason: Literal["closed", "full"]) -> None:
        super().__init__(reason)
        self.reason = reason


def submit_users_form(
    *, session: Session, tenant_id: int, assessment_id: UUID, form_id: UUID, checked: CheckedUsersForm, language: str, now: datetime
) -> Outcome:
    """Store the answer under the id made with the form; the same id again changes nothing and is thanked for like the first time.

    The assessment is held while it is asked whether it takes answers, so that a validation either counts this one or refuses it.
    """
    mine = (PerformanceAnswer.tenant_id == tenant_id, PerformanceAnswer.id == form_id)
    if session.scalar(select(func.count()).select_from(PerformanceAnswer).where(*mine)):
        return "repeated"
    row = held_assessment(session, tenant_id, assessment_id, shared=True)
    today = today_of(session, tenant_id=tenant_id, now=now)
    if row is None or row.state != "open" or row.users_until is None or row.users_until < today:
        raise UnableToSubmitUsersForm("closed")
    of_assessment = (PerformanceAnswer.tenant_id == tenant_id, PerformanceAnswer.assessment_id == assessment_id)
    if (session.scalar(select(func.count()).select_from(PerformanceAnswer).where(*of_assessment)) or 0) >= MOST_ANSWERS:
        raise UnableToSubmitUsersForm("full")
    stored = session.execute(
        insert(PerformanceAnswer)
        .values(
            tenant_id=tenant_id, id=form_id, assessment_id=assessment_id, scores=dict(checked.scores),
            suggestion=checked.suggestion, language=language, answered_at=now,
        )
        .on_conflict_do_nothing()
        .returning(PerformanceAnswer.id)
    ).scalar_one_or_none()  # fmt: skip
    return "repeated" if stored is None else "stored"
