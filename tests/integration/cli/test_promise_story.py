"""The demo's promises: users who answered, one promise kept, one late, one to come."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.cli.demo.promise_story import add_promises
from puas.db.queries.improvement_lists import WantedImprovements, count_improvements
from puas.db.queries.performance_answers import answers_of
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.followup_plan import Counts
from tests.factories.assessments import add_assessment
from tests.factories.members import add_workspace

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


class _Target:
    """A day for the story."""

    now = NOW
    today = NOW.date()


def test_the_story_follows_from_assessments(session: Session) -> None:
    place = add_workspace(session)
    last = add_assessment(session, place, year=2025)
    weak = {"A_06": 1, "A_18": 2, "A_26": 2}
    last.fill(session, **weak)  # type: ignore[arg-type]
    for each in last.evaluators:
        last.fill(session, each, **weak)  # type: ignore[arg-type]
    last.answer(session)
    last.validate(session)
    session.flush()
    add_promises(session, tenant_id=place.tenant_id, account_id=place.admin.id, target=_Target())  # type: ignore[arg-type]
    mine = WantedImprovements(place.agencies[0])
    counts = count_improvements(session, tenant_id=place.tenant_id, agency_ids=None, today=NOW.date(), wanted=mine)
    assert counts == Counts(planned=1, done=1, overdue=1)


def test_users_answer_what_is_open(session: Session) -> None:
    made = add_assessment(session)
    add_promises(session, tenant_id=made.tenant_id, account_id=None, target=_Target())  # type: ignore[arg-type]
    assert answers_of(session, tenant_id=made.tenant_id, assessment_id=made.assessment_id).respondents == 14
    assert len(made.assessment(session).code) == 7
    assert session.scalar(select(func.count()).select_from(ImprovementItem)) == 0


def test_where_nobody_was_assessed_nothing_happens(session: Session) -> None:
    place = add_workspace(session)
    add_promises(session, tenant_id=place.tenant_id, account_id=None, target=_Target())  # type: ignore[arg-type]
    assert session.scalar(select(func.count()).select_from(ImprovementItem)) == 0
