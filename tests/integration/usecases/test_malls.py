"""Malls of services in the database: counted once here and once there, readings, mergers."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.queries.mall_figures import mall_periods
from puas.db.queries.malls import counters_of, members_of
from puas.db.queries.malls_readings import read_malls
from puas.db.queries.tallies import count_periods, group_tallies
from puas.db.queries.tally_counts import tally_differences
from puas.db.tables.agencies import Agency
from puas.db.tables.responses import Response
from puas.db.tables.surveys import CollectionPoint
from puas.db.tables.tallies import tally
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.yardsticks import MALLS
from puas.usecases.close_survey_period import close_survey_period
from puas.usecases.merge_agencies import UnableToMergeAgencies, merge_agencies
from puas.usecases.quarantine_responses import quarantine_responses
from puas.usecases.recount_tallies import recount_tallies
from puas.usecases.release_responses import release_responses
from puas.usecases.share_yardsticks import share_yardsticks
from puas.usecases.tally_responses import tally_responses
from tests.factories.malls import NOW, Mall, a_mall, answer, make_mall, serve
from tests.factories.regency import make_member
from tests.factories.rows import KEY
from tests.factories.surveys import a_survey


@pytest.fixture
def mall(session: Session) -> Mall:
    return a_mall(session)


def _at_mall(session: Session, mall: Mall) -> dict[str, int]:
    statement = select(tally.c.category, tally.c.respondents).where(
        tally.c.tenant_id == mall.tenant_id, tally.c.period_id == mall.office.period_id, tally.c.dimension == "mall"
    )
    return {row.category: row.respondents for row in session.execute(statement)}


def _differences(session: Session, mall: Mall) -> list[dict[str, Any]]:
    return tally_differences(session, tenant_id=mall.tenant_id, period_id=mall.office.period_id)


def test_an_answer_is_counted_once_at_the_agency_and_once_at_the_mall(session: Session, mall: Mall) -> None:
    answer(session, mall.office, counter=mall.counter, number=3)
    answer(session, mall.office, counter=None, number=2)
    assert _differences(session, mall) == []
    assert tally_responses(session=session, tenant_id=mall.tenant_id) == 5
    assert _at_mall(session, mall) == {str(mall.id): 3}
    counted = count_periods(session, tenant_id=mall.tenant_id, period_ids=[mall.office.period_id])
    assert counted.tally_of(mall.office.service_ids[0]).respondents == 5
    # No profile of respondents, here or beside the scores of groups.
    assert "mall" not in counted.profile
    assert "mall" not in group_tallies(session, tenant_id=mall.tenant_id, period_id=mall.office.period_id)
    assert _differences(session, mall) == []


def test_answers_elsewhere_leave_no_row(session: Session, mall: Mall) -> None:
    answer(session, mall.office, counter=None, number=4)
    tally_responses(session=session, tenant_id=mall.tenant_id)
    assert _at_mall(session, mall) == {}


def test_quarantine_and_release_move_the_mall_too(session: Session, mall: Mall) -> None:
    answer(session, mall.office, counter=mall.counter, number=3)
    tally_responses(session=session, tenant_id=mall.tenant_id)
    one = session.scalars(select(Response.id).where(Response.tenant_id == mall.tenant_id).limit(1)).all()
    whose: dict[str, Any] = {
        "session": session, "tenant_id": mall.tenant_id, "period_id": mall.office.period_id, "response_ids": one, "reason": "ganda",
        "account_id": make_member(session, mall.tenant_id, "tenant-admin").id, "now": NOW,
    }  # fmt: skip
    quarantine_responses(**whose)
    tally_responses(session=session, tenant_id=mall.tenant_id)
    assert _at_mall(session, mall) == {str(mall.id): 2} and _differences(session, mall) == []
    release_responses(**whose)
    tally_responses(session=session, tenant_id=mall.tenant_id)
    assert _at_mall(session, mall) == {str(mall.id): 3} and _differences(session, mall) == []


def test_a_recount_finds_the_same(session: Session, mall: Mall) -> None:
    answer(session, mall.office, counter=mall.counter, number=3)
    answer(session, mall.office, counter=None, number=1)
    tally_responses(session=session, tenant_id=mall.tenant_id)
    session.execute(update(tally).where(tally.c.dimension == "mall").values(respondents=77))
    assert [each["dimension"] for each in _differences(session, mall)] == ["mall"]
    recount_tallies(session=session, tenant_id=mall.tenant_id, period_id=mall.office.period_id)
    assert _at_mall(session, mall) == {str(mall.id): 3} and _differences(session, mall) == []


def _close(session: Session, mall: Mall) -> None:
    for survey in (mall.office, mall.other):
        close_survey_period(
            session=session, tenant_id=mall.tenant_id, period_id=survey.period_id, account_id=None, signing_key=KEY, now=NOW
        )


@pytest.mark.parametrize(("number", "value"), [(4, None), (5, "100.00")])
def test_a_reading_tells_closed_periods_of_ten_people_at_least(session: Session, mall: Mall, number: int, value: str | None) -> None:
    for survey, counter in ((mall.office, mall.counter), (mall.other, mall.other_counter)):
        answer(session, survey, counter=counter, number=number)
    assert read_malls(session, tenant_id=mall.tenant_id, today=NOW.date()) == []
    _close(session, mall)
    (reading,) = read_malls(session, tenant_id=mall.tenant_id, today=NOW.date())
    assert (reading.unit_id, reading.year, reading.counts["agencies"]) == (mall.id, 2026, 2)
    assert str(reading.value) == str(value)
    assert ("respondents" in reading.counts) is (value is not None)
    share_yardsticks(session=session, tenant_id=mall.tenant_id, now=NOW, yardsticks=(MALLS,))
    stored = session.scalars(select(YardstickFigure).where(YardstickFigure.tenant_id == mall.tenant_id)).all()
    assert [(each.yardstick, each.level, each.unit_id) for each in stored] == [("malls", "mall", mall.id)]


def _merge(session: Session, mall: Mall, ending: Any, into: Any) -> None:
    merge_agencies(session=session, tenant_id=mall.tenant_id, agency_id=ending, into_id=into, account_id=None, signing_key=KEY, now=NOW)


def test_a_merger_takes_the_counters_along(session: Session, mall: Mall) -> None:
    answer(session, mall.office, counter=mall.counter, number=2)
    heir = a_survey(session)
    _merge(session, mall, mall.office.agency_id, heir.agency_id)
    serving = {each.agency_id for each in members_of(session, tenant_id=mall.tenant_id, mall_id=mall.id)}
    assert serving == {heir.agency_id, mall.other.agency_id}
    point = session.scalars(select(CollectionPoint).where(CollectionPoint.id == mall.counter.id)).one()
    assert (point.agency_id, point.mall_id, point.state) == (heir.agency_id, mall.id, "active")
    assert {each.id for each in counters_of(session, tenant_id=mall.tenant_id, mall_id=mall.id)} == {mall.counter.id, mall.other_counter.id}
    # What was said before stays with the period of then, and in the mall.
    assert [each.period.agency_id for each in mall_periods(session, tenant_id=mall.tenant_id)] == [mall.office.agency_id]


def test_agencies_in_two_malls_do_not_merge(session: Session, mall: Mall) -> None:
    elsewhere = a_survey(session)
    serve(session, make_mall(session, tenant_id=mall.tenant_id, name="Mal Kedua"), elsewhere, place="Gerai 1")
    with pytest.raises(UnableToMergeAgencies) as refusal:
        _merge(session, mall, mall.office.agency_id, elsewhere.agency_id)
    assert refusal.value.reason == "other-mall"
    assert session.scalars(select(Agency.state).where(Agency.id == mall.office.agency_id)).one() == "active"
