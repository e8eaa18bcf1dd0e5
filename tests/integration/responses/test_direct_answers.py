"""Answers stored directly: the same outcomes as in a session, committed at once, one message each, sent again when the server was gone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import func, select, update

from puas.db import tenancy
from puas.db.answer_store import DirectAnswers
from puas.db.identifiers import new_id
from puas.db.tables.responses import Response, ResponseInbox
from puas.db.tables.surveys import SurveyPeriod
from puas.usecases.submit_response import FilledForm, Receipt, UnableToSubmitResponse, submit_response
from tests.conftest import Committing
from tests.factories.surveys import Survey, a_form, a_survey

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def survey(committing: Committing, monkeypatch: pytest.MonkeyPatch) -> Survey:
    # Every pooled connection counts as rested, as after a second.
    monkeypatch.setattr("puas.db.session._RESTED_SECONDS", 0.0)
    with committing.session_factory() as session:
        survey = a_survey(session)
        session.commit()
    return survey


@pytest.fixture
def direct(committing: Committing) -> Iterator[DirectAnswers]:
    answers = DirectAnswers(committing.app_url)
    yield answers
    answers.close()


def submit(direct: DirectAnswers, survey: Survey, form: FilledForm) -> Receipt:
    return submit_response(session=direct, tenant_id=survey.tenant_id, time_zone=survey.time_zone, form=form, now=NOW)


def counts(committing: Committing, survey: Survey) -> tuple[int, int]:
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=survey.tenant_id)
        answers = session.scalar(select(func.count()).select_from(Response).where(Response.tenant_id == survey.tenant_id))
        inbox = session.scalar(select(func.count()).select_from(ResponseInbox).where(ResponseInbox.tenant_id == survey.tenant_id))
        return answers or 0, inbox or 0


def cut_connections(committing: Committing) -> None:
    """What a restart of the server does to those who hold connections."""
    cut = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'puas_app' and datname = %s"
    address = f"host={committing.database.services.socket_dir} user=postgres dbname=postgres"
    with psycopg.connect(address, autocommit=True) as superuser:
        superuser.execute(cut, (committing.database.name,))


def test_what_is_stored_is_committed(committing: Committing, survey: Survey, direct: DirectAnswers) -> None:
    form = a_form(survey, suggestion="Bagus; drop table response --", network_key=b"n" * 16)
    assert submit(direct, survey, form) == Receipt(form.id, "counted")
    assert submit(direct, survey, form) == Receipt(form.id, "repeated")
    assert counts(committing, survey) == (1, 1)
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=survey.tenant_id)
        stored = session.scalars(select(Response).where(Response.tenant_id == survey.tenant_id)).one()
        kept = {name: getattr(stored, name) for name in ("gender", "age", "education", "occupation", "disability", "suggestion", "channel")}
        assert kept == {name: getattr(form, name) for name in kept}
        assert {slug: getattr(stored, slug) for slug in form.scores} == form.scores
        assert (stored.submitted_at, stored.network_key, stored.collection_point_id) == (NOW, b"n" * 16, survey.service_point_id)


def test_each_score_lands_in_its_own_column(committing: Committing, survey: Survey, direct: DirectAnswers) -> None:
    scores = {slug: position % 4 + 1 for position, slug in enumerate(a_form(survey).scores)}
    submit(direct, survey, a_form(survey, scores))
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=survey.tenant_id)
        stored = session.scalars(select(Response).where(Response.tenant_id == survey.tenant_id)).one()
        assert {slug: getattr(stored, slug) for slug in scores} == scores


def test_other_content_and_refusals(committing: Committing, survey: Survey, direct: DirectAnswers) -> None:
    form = a_form(survey, 4)
    submit(direct, survey, form)
    other = submit(direct, survey, a_form(survey, 1, id=form.id))
    assert other.outcome == "counted"
    assert other.response_id != form.id
    with pytest.raises(UnableToSubmitResponse, match="unknown-service"):
        submit(direct, survey, a_form(survey, service_type_id=new_id()))
    with pytest.raises(UnableToSubmitResponse, match="no-period"):
        submit(direct, survey, a_form(survey, agency_id=new_id()))
    with pytest.raises(psycopg.errors.CheckViolation):
        submit(direct, survey, a_form(survey, 5))
    assert submit(direct, survey, a_form(survey)).outcome == "counted"
    assert counts(committing, survey) == (3, 3)


def test_late_answers_are_not_queued(committing: Committing, survey: Survey, direct: DirectAnswers) -> None:
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=survey.tenant_id)
        session.execute(update(SurveyPeriod).where(SurveyPeriod.tenant_id == survey.tenant_id).values(state="closed"))
        session.commit()
    assert submit(direct, survey, a_form(survey)).outcome == "late"
    assert counts(committing, survey) == (1, 0)


def test_a_connection_that_died_is_replaced(committing: Committing, survey: Survey, direct: DirectAnswers) -> None:
    submit(direct, survey, a_form(survey))
    cut_connections(committing)
    form = a_form(survey)
    assert submit(direct, survey, form) == Receipt(form.id, "counted")
    assert counts(committing, survey) == (2, 2)


def test_the_same_form_sent_at_once_from_everywhere_is_stored_once(committing: Committing, survey: Survey) -> None:
    form = a_form(survey)

    def send(_: int) -> str:
        answers = DirectAnswers(committing.app_url)
        try:
            return submit(answers, survey, form).outcome
        finally:
            answers.close()

    with ThreadPoolExecutor(8) as threads:
        outcomes = sorted(threads.map(send, range(8)))
    assert outcomes == ["counted", *["repeated"] * 7]
    assert counts(committing, survey) == (1, 1)


def test_a_pooled_connection_that_rested_is_tried_before_use(committing: Committing, survey: Survey) -> None:
    counts(committing, survey)
    cut_connections(committing)
    assert counts(committing, survey) == (0, 0)
