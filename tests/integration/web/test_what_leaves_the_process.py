"""Log lines and error reports of the main flows, also of those that fail: nothing about a person, and no key to anything."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import sentry_sdk
from flask import Flask
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.mail import OutgoingMail
from puas.runtime.error_reporting import set_up_error_reporting
from puas.runtime.log_setup import set_up_logs
from puas.runtime.settings import OwnerSettings
from puas_web.responding import sent_form, views
from tests.factories.members import PASSWORD, Workspace, add_workspace
from tests.factories.surveys import SLUGS, Survey, a_survey
from tests.web_pages import Browser

pytestmark = pytest.mark.usefixtures("in_november")

VISITOR = "198.51.100.77"
SUGGESTION = "Loket dua lambat,\nkata Bu Siti Aminah\nNIK 3522010101900001"
# Named here: a few lines around a fault are sent with its report, and this test's own would hold what it looks for.
SECRETS_OF_AN_ANSWER = {"Siti", "Loket dua lambat", "3522010101900001", VISITOR, PASSWORD}


class _Collecting(Transport):
    events: list[str] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.events.append(json.dumps([item.payload.json for item in envelope.items]))


@dataclass
class Outside:
    """What has left the process, and what must never."""

    log: io.StringIO
    secrets: set[str] = field(default_factory=set)

    def leaks(self) -> list[str]:
        text = self.log.getvalue() + "".join(_Collecting.events)
        return sorted(secret for secret in self.secrets if secret in text)


@pytest.fixture
def outside() -> Iterator[Outside]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logs("web", level="DEBUG", stream=stream)
    _Collecting.events.clear()
    settings = OwnerSettings(owner_database_url="postgresql://puas_owner:x@db/puas", sentry_dsn="http://key@127.0.0.1:9/1")
    assert set_up_error_reporting("web", settings, transport=_Collecting)
    yield Outside(stream)
    sentry_sdk.get_client().close()
    sentry_sdk.init()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


@pytest.fixture
def quiet_app(outside: Outside, app: Flask) -> Flask:
    """The application, made after error reporting as a service makes it; its faults become pages."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def place(session: Session, quiet_app: Flask) -> Workspace:
    place = add_workspace(session)
    session.commit()
    return place


@pytest.fixture
def survey(session: Session, quiet_app: Flask) -> Survey:
    survey = a_survey(session)
    session.commit()
    return survey


def browser_of(app: Flask) -> Browser:
    browser = Browser(app)
    browser.client.environ_base["REMOTE_ADDR"] = VISITOR
    return browser


def keys_in_letters(session: Session) -> set[str]:
    bodies = session.scalars(select(OutgoingMail.body)).all()
    return {key for body in bodies for key in re.findall(r"/([A-Za-z0-9_-]{30,})", body)}


def test_signing_up_in_and_inviting(quiet_app: Flask, session: Session, place: Workspace, outside: Outside) -> None:
    visitor = browser_of(quiet_app)
    typed = {"office_name": "Bagian Organisasi", "name": "Wayan Suteja", "position": "Kepala", "email": "wayan@contoh.go.id"}
    visitor.follow(visitor.send(visitor.get("/daftar/35.22"), typed))
    visitor.send(visitor.get("/daftar/35.22/periksa"))
    visitor.send(visitor.get("/lupa-sandi"), {"email": place.officer.email})
    visitor.log_in(place.admin.email, "salah sandi 123")
    visitor.log_in(place.admin.email, PASSWORD)
    cookie = visitor.client.get_cookie("puas_sesi")
    page = visitor.get(f"/t/{place.slug}/anggota/undang")
    visitor.send(page, {"email": "baru@contoh.go.id", "role": "leader"})
    token = visitor.send(visitor.get(f"/t/{place.slug}/pengaturan/token-api/baru"), {"name": "Dasbor", "scopes": "read-results"})
    (api_token,) = re.findall(r"puas_[A-Za-z0-9_-]{20,}", token.response.text)
    browser_of(quiet_app).get("/api/v1/results", headers={"Authorization": f"Bearer {api_token}"})
    keys = keys_in_letters(session)
    assert len(keys) == 3
    for key in keys:
        # Pages whose address is the key, also where they fail.
        for path in (f"/undangan/{key}", f"/atur-ulang-sandi/{key}", f"/daftar/verifikasi/{key}"):
            visitor.get(path)
            visitor.post(path, {"password": "sandi baru 9"})
    assert cookie is not None
    people = {"wayan@contoh.go.id", "Wayan Suteja", place.officer.email, place.admin.email, "baru@contoh.go.id"}
    outside.secrets = {*people, *keys, api_token, cookie.value, PASSWORD, "salah sandi 123", "sandi baru 9", VISITOR}
    assert outside.leaks() == []


def test_an_answer_taken_and_answers_that_fail(
    quiet_app: Flask, survey: Survey, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(quiet_app)
    answers = {**dict.fromkeys(SLUGS, "4"), "suggestion": SUGGESTION, "gender": "perempuan"}

    def send() -> int:
        return browser.send(browser.get(f"/s/{survey.service_code}"), answers).status

    assert send() == 200
    # The database refuses the row, and says which one.
    original = sent_form.check_response

    def a_score_of_nine(*arguments: Any, **options: Any) -> Any:
        checked = original(*arguments, **options)
        return type(checked)(**{**_fields(checked), "scores": {**checked.scores, "waktu": 9}})

    monkeypatch.setattr(sent_form, "check_response", a_score_of_nine)
    assert send() == 500
    monkeypatch.setattr(sent_form, "check_response", original)

    def broken(*_: Any, **__: Any) -> Any:
        saran, tanda = SUGGESTION, PASSWORD
        raise RuntimeError(f"the store is broken for {len(saran)} and {len(tanda)}")

    monkeypatch.setattr(views, "store", broken)
    assert send() == 500
    outside.secrets = SECRETS_OF_AN_ANSWER
    assert outside.leaks() == []
    assert len(_Collecting.events) == 2
    assert "ck_response" in outside.log.getvalue()
    for line in outside.log.getvalue().splitlines():
        json.loads(line)


def _fields(checked: Any) -> dict[str, Any]:
    return {name: getattr(checked, name) for name in checked.__slots__}
