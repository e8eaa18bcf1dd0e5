"""The jobs around answers: counting, sweeping, closing by schedule, forgetting salts. Each does its work once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.daily_salts import find_salt, make_salt
from puas.db.queries.tally_counts import tally_differences
from puas.db.tables.places import Tenant
from puas.db.tables.responses import ResponseInbox
from puas.db.tables.results import Result
from puas.db.tables.surveys import SurveyPeriod
from puas.db.tables.tallies import tally
from puas.jobs import enqueue as queue
from puas.runtime import clock
from puas.usecases.submit_response import submit_response
from puas_worker.jobs import close_due_periods, forget_salts, sweep, tally_responses
from tests.conftest import Committing
from tests.factories.surveys import Survey, a_form, a_survey

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
LAST_DAY = date(2026, 12, 31)


@pytest.fixture
def survey(job_database: Committing) -> Survey:
    with job_database.session_factory() as session:
        survey = a_survey(session, ends_on=LAST_DAY)
        session.commit()
    return survey


def answer(database: Committing, survey: Survey, number: int = 1, now: datetime = NOW) -> None:
    with database.session_factory() as session:
        for _ in range(number):
            submit_response(session=session, tenant_id=survey.tenant_id, time_zone=survey.time_zone, form=a_form(survey), now=now)
        session.commit()


def entered(database: Committing, survey: Survey) -> Session:
    session = database.session_factory()
    tenancy.enter(session, tenant_id=survey.tenant_id)
    return session


def waiting(database: Committing, survey: Survey) -> int:
    with entered(database, survey) as session:
        return session.scalar(select(func.count()).select_from(ResponseInbox).where(ResponseInbox.tenant_id == survey.tenant_id)) or 0


def test_counting_runs_twice(job_database: Committing, survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally_responses, "BATCH_SIZE", 3)
    answer(job_database, survey, 7)
    assert tally_responses.run(tenant_id=survey.tenant_id, unknown="ignored") == 7
    assert tally_responses.run(tenant_id=survey.tenant_id) == 0
    with entered(job_database, survey) as session:
        per_service = select(func.sum(tally.c.respondents)).where(tally.c.tenant_id == survey.tenant_id, tally.c.dimension == "service")
        assert session.scalar(per_service) == 7
        assert tally_differences(session, tenant_id=survey.tenant_id, period_id=survey.period_id) == []


def test_one_tenants_count_leaves_the_others_alone(job_database: Committing, survey: Survey) -> None:
    with job_database.session_factory() as session:
        other = a_survey(session, slug="wonoasri")
        session.commit()
    answer(job_database, survey, 2)
    assert tally_responses.run(tenant_id=other.tenant_id) == 0
    assert waiting(job_database, survey) == 2


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[queue.Request]]:
    sent: list[queue.Request] = []

    def note(request: queue.Request) -> bool:
        sent.append(request)
        return True

    monkeypatch.setattr(queue, "send", note)
    yield sent


@pytest.mark.usefixtures("worker_settings")
def test_sweeping_asks_for_answers_whose_signal_was_lost(job_database: Committing, survey: Survey, asked: list[queue.Request]) -> None:
    answer(job_database, survey, now=NOW)
    with time_machine.travel(NOW + timedelta(seconds=2), tick=False):
        sweep.run()
    assert asked == []
    with time_machine.travel(NOW + timedelta(seconds=10), tick=False):
        sweep.run(unknown="ignored")
    assert [(each.job.name, each.arguments) for each in asked] == [("tally-responses", {"tenant_id": survey.tenant_id})]


@pytest.mark.usefixtures("worker_settings")
def test_sweeping_runs_twice(job_database: Committing, survey: Survey, asked: list[queue.Request]) -> None:
    answer(job_database, survey, now=NOW)
    with time_machine.travel(NOW + timedelta(seconds=10), tick=False):
        sweep.run()
        tally_responses.run(tenant_id=survey.tenant_id)
        sweep.run()
    assert len(asked) == 1


@pytest.mark.usefixtures("worker_settings")
def test_trouble_with_mail_does_not_keep_answers_waiting(
    job_database: Committing, survey: Survey, asked: list[queue.Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> int:
        raise RuntimeError("no mail today")

    monkeypatch.setattr(sweep, "sweep_mail", broken)
    answer(job_database, survey, now=NOW)
    with time_machine.travel(NOW + timedelta(seconds=10), tick=False), pytest.raises(ExceptionGroup, match="could not be swept"):
        sweep.run()
    assert [each.job.name for each in asked] == ["tally-responses"]


def closed(database: Committing, survey: Survey) -> bool:
    with entered(database, survey) as session:
        return session.scalars(select(SurveyPeriod.state).where(SurveyPeriod.tenant_id == survey.tenant_id)).one() == "closed"


@pytest.mark.usefixtures("worker_settings")
def test_closing_runs_twice(job_database: Committing, survey: Survey) -> None:
    answer(job_database, survey, 3)
    with time_machine.travel(datetime(2027, 1, 1, 1, 0, tzinfo=UTC), tick=False):
        assert close_due_periods.run(unknown="ignored") == 1
        assert close_due_periods.run() == 0
    assert closed(job_database, survey)
    with entered(job_database, survey) as session:
        (result,) = session.scalars(select(Result).where(Result.tenant_id == survey.tenant_id)).all()
        assert (result.respondents, result.frozen_by) == (3, None)


@pytest.mark.parametrize(("time_zone", "hours"), [("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)])
@pytest.mark.usefixtures("worker_settings")
def test_periods_close_on_the_next_morning_of_the_tenant(job_database: Committing, time_zone: str, hours: int) -> None:
    with job_database.session_factory() as session:
        survey = a_survey(session, slug="timur", time_zone=time_zone, ends_on=LAST_DAY)
        session.commit()

    def at(day: int, hour: int, minute: int = 0) -> bool:
        month, year = (12, 2026) if day == 31 else (1, 2027)
        moment = datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=hours)
        with time_machine.travel(moment, tick=False):
            close_due_periods.run()
        return closed(job_database, survey)

    assert not at(31, 12)
    assert not at(31, 23, 59)
    assert not at(1, 0, 1)
    assert not at(1, 4, 59)
    assert at(1, 5)


@pytest.mark.usefixtures("worker_settings")
def test_a_period_that_cannot_be_closed_does_not_hold_up_the_others(
    job_database: Committing, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    with job_database.session_factory() as session:
        second = a_survey(session, slug="wonoasri", ends_on=LAST_DAY)
        session.commit()
    original = close_due_periods.close_survey_period

    def troubled(**arguments: object) -> object:
        if arguments["tenant_id"] == survey.tenant_id:
            raise RuntimeError("disk full")
        return original(**arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(close_due_periods, "close_survey_period", troubled)
    morning = datetime(2027, 1, 1, 1, 0, tzinfo=UTC)
    with time_machine.travel(morning, tick=False), pytest.raises(ExceptionGroup, match="could not be closed"):
        close_due_periods.run()
    assert (closed(job_database, survey), closed(job_database, second)) == (False, True)


def test_tenants_that_have_left_are_not_visited(job_database: Committing, survey: Survey, worker_settings: None) -> None:
    with job_database.session_factory() as session:
        session.scalars(select(Tenant).where(Tenant.id == survey.tenant_id)).one().state = "left"
        session.commit()
    with time_machine.travel(datetime(2027, 1, 1, 1, 0, tzinfo=UTC), tick=False):
        assert close_due_periods.run() == 0


def test_forgetting_runs_twice_and_keeps_today(job_database: Committing) -> None:
    today = clock.now().date()
    with job_database.session_factory() as session:
        for day in (today - timedelta(days=2), today - timedelta(days=1), today):
            make_salt(session, day=day)
        kept = find_salt(session, day=today)
        session.commit()
    assert forget_salts.run(unknown="ignored") == 2
    assert forget_salts.run() == 0
    with job_database.session_factory() as session:
        assert find_salt(session, day=today) == kept
        assert find_salt(session, day=today - timedelta(days=1)) is None
