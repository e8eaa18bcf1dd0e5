"""A machine's clock is ten minutes off: what it wrote down is found all the same, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from puas.db.session import unit_of_work
from puas.db.tables.responses import Response
from puas.db.tables.tallies import tally
from puas.domain.mail_patience import SIGNAL_LOST_AFTER as MAIL_SIGNAL_LOST_AFTER
from puas.domain.report_patience import CLAIM_LOST_AFTER
from puas.jobs import enqueue as queue
from puas.usecases.claim_report import claim_report
from puas.usecases.request_report import request_report
from puas.usecases.send_mail import send_mail
from puas.usecases.submit_response import submit_response
from puas_web.responding.sent_form import seconds_on_form
from puas_worker.jobs import sweep, tally_responses
from tests.conftest import Committing
from tests.factories.closed import ClosedPeriod, closed_period
from tests.factories.surveys import Survey, a_form, a_survey

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
OFF = timedelta(minutes=10)
OFF_BY = pytest.mark.parametrize("off", [OFF, -OFF], ids=["fast", "slow"])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, worker_settings: None) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(request: queue.Request) -> bool:
        sent.append(request.job.name)
        return True

    monkeypatch.setattr(queue, "send", note)
    yield sent


@pytest.fixture
def survey(job_database: Committing) -> Survey:
    with job_database.session_factory() as session:
        survey = a_survey(session, ends_on=date(2026, 12, 31))
        session.commit()
    return survey


def swept(asked: list[str]) -> list[str]:
    """What a sweep asks for by the right clock, a little later."""
    asked.clear()
    with time_machine.travel(NOW + timedelta(seconds=90), tick=False):
        sweep.run()
    return list(asked)


@OFF_BY
def test_answers_of_a_web_server_with_another_time_are_counted_once(
    job_database: Committing, survey: Survey, asked: list[str], off: timedelta
) -> None:
    form = a_form(survey)
    for moment in (NOW + off, NOW):
        with job_database.session_factory() as session:
            submit_response(session=session, tenant_id=survey.tenant_id, time_zone=survey.time_zone, form=form, now=moment)
            session.commit()
    assert swept(asked) == ["tally-responses"]
    tally_responses.run(tenant_id=survey.tenant_id)
    assert swept(asked) == []
    with unit_of_work(job_database.session_factory, tenant_id=survey.tenant_id) as session:
        assert session.scalar(select(func.count()).select_from(Response)) == 1
        assert session.scalar(select(func.sum(tally.c.respondents)).where(tally.c.dimension == "service")) == 1


@OFF_BY
def test_mail_is_found(job_database: Committing, asked: list[str], off: timedelta) -> None:
    assert OFF > MAIL_SIGNAL_LOST_AFTER
    with job_database.session_factory() as session:
        send_mail(session=session, recipient="sri@contoh.go.id", subject="Uji", body="Uji", now=NOW + off)
        session.commit()
    assert swept(asked) == ["send-mail"]


@pytest.fixture
def closed(job_database: Committing) -> ClosedPeriod:
    with job_database.session_factory() as session:
        made = closed_period(session)
        session.commit()
        return made


@OFF_BY
def test_documents_are_found_also_those_whose_reporter_died(
    job_database: Committing, closed: ClosedPeriod, asked: list[str], off: timedelta
) -> None:
    assert OFF > CLAIM_LOST_AFTER
    with unit_of_work(job_database.session_factory, tenant_id=closed.tenant_id) as session:
        report_id = request_report(
            session=session, tenant_id=closed.tenant_id, period_id=closed.period_id, requested_by=None, base_url="http://localhost",
            now=NOW + off,
        ).id  # fmt: skip
    assert swept(asked) == ["render-report"]
    with unit_of_work(job_database.session_factory, tenant_id=closed.tenant_id) as session:
        assert claim_report(session=session, tenant_id=closed.tenant_id, report_id=report_id, now=NOW + off) is not None
    assert swept(asked) == ["render-report"]


@OFF_BY
def test_the_time_on_a_form_is_left_out_where_clocks_cannot_have_been_right(survey: Survey, off: timedelta) -> None:
    with time_machine.travel(NOW + off, tick=False):
        form = a_form(survey)
    assert seconds_on_form(form.id, NOW) == (None if off > timedelta(0) else 600)
