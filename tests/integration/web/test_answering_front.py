"""The short way of ordinary answers: the same outcome and the same page as the long way, and the long way for all others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select, update

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.responses import Response, ResponseInbox
from puas.db.tables.surveys import SurveyPeriod
from puas.runtime.settings import WebSettings
from puas_web.app import create_app
from puas_web.responding import front, network_keys
from tests.conftest import Committing
from tests.factories.surveys import SLUGS, Survey, a_survey
from tests.web_pages import Browser

TODAY = datetime.now(UTC).date()
ALL_GOOD = dict.fromkeys(SLUGS, "4")


@pytest.fixture
def survey(committing: Committing) -> Survey:
    network_keys._kept.clear()
    with committing.session_factory() as session:
        survey = a_survey(session, starts_on=date(TODAY.year - 1, 1, 1), ends_on=date(TODAY.year + 1, 12, 31))
        session.commit()
    return survey


@pytest.fixture
def default_locale() -> Literal["id", "en"]:
    """The language of those who chose none."""
    return "id"


@pytest.fixture
def own_app(committing: Committing, redis_url: str, tmp_path: Path, default_locale: Literal["id", "en"]) -> Iterator[Flask]:
    """The application on a database where commits are real, so answers go straight to it."""
    from puas_web.database import db

    app = create_app(
        WebSettings(
            mode="demo",
            database_url=committing.app_url,
            redis_url=redis_url,
            base_url="http://localhost",
            files_url=tmp_path.as_uri(),
            secret_key="only for tests, only for tests, only for tests",
            default_locale=default_locale,
        )
    )
    yield app
    with app.app_context():
        db.engine.dispose()
    from puas_web.responding import sessions

    for answers in list(sessions._own.__dict__.values()):
        answers.close()
    sessions._own.__dict__.clear()


@pytest.fixture
def visitor(own_app: Flask, survey: Survey) -> Browser:
    """Somebody who comes when the salt of the day is made and the form is known."""
    browser = Browser(own_app)
    for _ in range(2):
        browser.send(browser.get(f"/s/{survey.service_code}"), ALL_GOOD)
    return browser


@pytest.fixture
def long_way(own_app: Flask) -> list[str]:
    """Addresses of requests that were handed on to the application."""
    handed_on: list[str] = []
    gate: front.FormFront = own_app.extensions["puas_form_front"]
    original = gate._app

    def note(environ: Any, start_response: Any) -> Any:
        handed_on.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        return original(environ, start_response)

    gate._app = note
    return handed_on


def stored(committing: Committing, survey: Survey) -> list[Response]:
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=survey.tenant_id)
        return list(session.scalars(select(Response).where(Response.tenant_id == survey.tenant_id).order_by(Response.submitted_at)))


def test_an_ordinary_answer_takes_the_short_way(
    committing: Committing, survey: Survey, visitor: Browser, long_way: list[str]
) -> None:
    before = len(stored(committing, survey))
    values = {**ALL_GOOD, "waktu": "1", "suggestion": "Bagus & cepat <b>", "gender": "perempuan", "age": "44"}
    page = visitor.send(visitor.get(f"/s/{survey.service_code}"), values)
    assert long_way == []
    assert (page.status, page.title) == (200, "Terima kasih")
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in page.response.headers
    answers = stored(committing, survey)
    assert len(answers) == before + 1
    newest = answers[-1]
    assert (newest.waktu, newest.biaya, newest.suggestion, newest.gender, newest.age) == (1, 4, "Bagus & cepat <b>", "perempuan", 44)
    assert newest.network_key == answers[0].network_key
    assert newest.seconds_on_form is not None
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=survey.tenant_id)
        assert session.scalars(select(ResponseInbox.id).where(ResponseInbox.response_id == newest.id)).one() == newest.id


@pytest.mark.parametrize("default_locale", ["id", "en"])
def test_who_chose_no_language_gets_that_of_the_installation(
    own_app: Flask, committing: Committing, survey: Survey, long_way: list[str], default_locale: str
) -> None:
    visitor, other = Browser(own_app), "id" if default_locale == "en" else "en"

    def language(query: str = "") -> str:
        return str(visitor.get(f"/s/{survey.service_code}{query}").html.html["lang"])  # type: ignore[index]

    # The first time through the application, then from memory.
    assert [language(), language()] == [default_locale] * 2 and len(long_way) == 1
    assert [language(f"?bahasa={other}"), language(), language("?bahasa=xx")] == [other, default_locale, default_locale]
    assert visitor.send(visitor.get(f"/s/{survey.service_code}"), ALL_GOOD).status == 200
    assert [each.language for each in stored(committing, survey)] == [default_locale]
    assert Browser(own_app).get("/s/tidakada").html.html["lang"] == default_locale  # type: ignore[index]


def test_a_repeat_on_the_other_way_is_still_a_repeat(committing: Committing, survey: Survey, visitor: Browser, long_way: list[str]) -> None:
    values = {**visitor.get(f"/s/{survey.service_code}").filled(), **ALL_GOOD}
    first = visitor.post(f"/s/{survey.service_code}", values)
    number = len(stored(committing, survey))
    visitor.client.set_cookie("bahasa", "id")
    second = visitor.post(f"/s/{survey.service_code}", values)
    assert long_way == [f"POST /s/{survey.service_code}"]
    assert first.response.data == second.response.data
    assert len(stored(committing, survey)) == number


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"waktu": "5"}, 422),
        ({"waktu": ""}, 422),
        ({"age": "x"}, 422),
        ({"suggestion": "x" * 2001}, 422),
        ({"suggestion": "x" * 70_000}, 413),
    ],
)
def test_what_is_to_be_mended_is_answered_with_everything_typed(
    committing: Committing, survey: Survey, visitor: Browser, long_way: list[str], changes: dict[str, str], status: int
) -> None:
    number = len(stored(committing, survey))
    page = visitor.send(visitor.get(f"/s/{survey.service_code}"), {**ALL_GOOD, "gender": "perempuan", **changes})
    assert page.status == status
    if status == 422:
        assert page.filled()["gender"] == ["perempuan"]
    assert long_way == [f"POST /s/{survey.service_code}"]
    assert len(stored(committing, survey)) == number


def test_after_closing_the_short_way_says_late(committing: Committing, survey: Survey, visitor: Browser, long_way: list[str]) -> None:
    """The form may be fresh for some seconds more; what is stored is decided by the database."""
    values = {**visitor.get(f"/s/{survey.service_code}").filled(), **ALL_GOOD}
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=survey.tenant_id)
        session.execute(update(SurveyPeriod).where(SurveyPeriod.tenant_id == survey.tenant_id).values(state="closed"))
        session.commit()
    page = visitor.post(f"/s/{survey.service_code}", values)
    assert long_way == []
    assert "tidak ikut dihitung" in page.text
    assert stored(committing, survey)[-1].state == "late"


def test_a_database_that_restarted_costs_no_answer(committing: Committing, survey: Survey, visitor: Browser, long_way: list[str]) -> None:
    cut = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'puas_app' and datname = %s"
    values = {**visitor.get(f"/s/{survey.service_code}").filled(), **ALL_GOOD}
    number = len(stored(committing, survey))
    with psycopg.connect(f"host={committing.database.services.socket_dir} user=postgres dbname=postgres", autocommit=True) as superuser:
        superuser.execute(cut, (committing.database.name,))
    assert visitor.post(f"/s/{survey.service_code}", values).title == "Terima kasih"
    committing.engine.dispose()
    assert len(stored(committing, survey)) == number + 1


def test_ids_that_are_none_and_strange_bodies(committing: Committing, survey: Survey, visitor: Browser) -> None:
    number = len(stored(committing, survey))
    path = f"/s/{survey.service_code}"
    assert visitor.post(path, {**ALL_GOOD, "bahasa": "id", "id": "'; drop table response; --"}).title == "Terima kasih"
    assert visitor.post(path, {**ALL_GOOD, "bahasa": "xx", "id": str(new_id())}).title == "Terima kasih"
    form = {"content_type": "application/x-www-form-urlencoded"}
    for body in (b"\xff\xfe=1&waktu=%FF", b"&".join([b"a=1"] * 5000), b"", b"{}"):
        assert visitor.client.post(path, data=body, **form).status_code in (400, 413, 422)
    assert visitor.client.post(path, data=b'{"waktu": 4}', content_type="application/json").status_code == 422
    assert len(stored(committing, survey)) == number + 2
