"""What the platform knows of a unit's surveys, plans and publications, read from its own tables."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.performance_proposals import proposals_for, survey_facts
from puas.db.tables.reports import FollowupItem, Report
from puas.db.tables.submissions import Submission
from puas.db.tables.surveys import SurveyPeriod
from tests.factories.closed import ClosedPeriod, closed_period, same_period_in
from tests.factories.users_forms import OLD_RULE, add_assessment

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def closed(session: Session) -> ClosedPeriod:
    return closed_period(session)


def promise(session: Session, closed: ClosedPeriod, **told: object) -> FollowupItem:
    values = {"period_id": closed.period_id, "unsur": "waktu", "action": "Menambah loket", "updated_at": NOW, **told}
    row = FollowupItem(tenant_id=closed.tenant_id, id=new_id(), **values)
    session.add(row)
    session.flush()
    return row


def poster(session: Session, closed: ClosedPeriod, **told: object) -> None:
    values = {"document": "result_poster", "formats": ["poster-a4.pdf"], "state": "ready", "document_id": str(new_id()), **told}
    session.add(
        Report(
            tenant_id=closed.tenant_id, id=new_id(), period_id=closed.period_id, title="Poster", twin_key=str(new_id()), snapshot="{}",
            requested_at=NOW, **values,
        )
    )  # fmt: skip
    session.flush()


def scores(session: Session, closed: ClosedPeriod, **told: object) -> dict[str, int]:
    assessment = add_assessment(session, closed.tenant_id, closed.survey.agency_id, **told)  # type: ignore[arg-type]
    found = proposals_for(session, tenant_id=closed.tenant_id, assessment=assessment)
    return {code: each.score for code, each in found.items()}


def test_from_a_fixed_result_to_all_of_its_plan(session: Session, closed: ClosedPeriod) -> None:
    year = session.get_one(SurveyPeriod, (closed.tenant_id, closed.period_id)).ends_on.year
    assert scores(session, closed, year=year) == {"A.06": 2, "A.08": 0, "A.09": 0}
    session.execute(update(Submission).values(published_at=NOW, submitted_at=NOW))
    poster(session, closed)
    first, _second = promise(session, closed), promise(session, closed, state="done", description="Selesai.")
    assert scores(session, closed, year=year, form="B") == {"B.05": 5, "B.06": 2, "B.07": 3}
    first.state, first.description = "done", "Selesai juga."
    session.flush()
    assert scores(session, closed, year=year, edition=OLD_RULE) == {"1.c.P": 1, "1.c.B": 4}
    facts = survey_facts(session, tenant_id=closed.tenant_id, agency_id=closed.survey.agency_id, year=year)
    assert (facts.year, facts.media, facts.surveys[0].respondents) == (year, ("portal", "poster"), 24)


def test_a_year_without_a_result_looks_back_one_year_and_no_further(session: Session, closed: ClosedPeriod) -> None:
    year = session.get_one(SurveyPeriod, (closed.tenant_id, closed.period_id)).ends_on.year
    assert scores(session, closed, year=year + 1)["A.06"] == 2
    assert scores(session, closed, year=year + 2) == {}
    assert scores(session, closed, year=year - 1) == {}


def test_what_was_withdrawn_or_failed_hangs_nowhere(session: Session, closed: ClosedPeriod) -> None:
    year = session.get_one(SurveyPeriod, (closed.tenant_id, closed.period_id)).ends_on.year
    poster(session, closed, state="failed")
    poster(session, closed, withdrawn_at=NOW)
    assert "A.07" not in scores(session, closed, year=year)


def test_a_promise_taken_up_by_a_later_plan_is_done_with_it(session: Session, closed: ClosedPeriod) -> None:
    year = session.get_one(SurveyPeriod, (closed.tenant_id, closed.period_id)).ends_on.year
    old = promise(session, closed)
    later = same_period_in(session, closed, year + 1)
    heir = promise(session, closed, period_id=later, carried_from=old.id)
    facts = survey_facts(session, tenant_id=closed.tenant_id, agency_id=closed.survey.agency_id, year=year)
    assert [each.done_on for each in facts.promises] == [None]
    heir.state = "done"
    session.flush()
    facts = survey_facts(session, tenant_id=closed.tenant_id, agency_id=closed.survey.agency_id, year=year)
    assert [each.done_on for each in facts.promises] == [NOW.date()]


def test_nothing_is_known_of_another_tenant(session: Session, closed: ClosedPeriod) -> None:
    other = closed_period(session, slug="wonoasri", respondents=1)
    tenancy.enter(session, tenant_id=closed.tenant_id)
    year = session.get_one(SurveyPeriod, (closed.tenant_id, closed.period_id)).ends_on.year
    facts = survey_facts(session, tenant_id=closed.tenant_id, agency_id=closed.survey.agency_id, year=year)
    assert len(facts.surveys) == 1 and other.period_id != closed.period_id
