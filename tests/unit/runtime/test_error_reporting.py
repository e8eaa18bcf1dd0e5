"""Error reports: what arrives at the transport, in full."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from puas.runtime.error_reporting import set_up_error_reporting
from puas.runtime.log_context import bound
from puas.runtime.settings import OwnerSettings

EVENTS: list[dict[str, Any]] = []


class CollectingTransport(Transport):
    def capture_envelope(self, envelope: Envelope) -> None:
        event = envelope.get_event()
        if event is not None:
            EVENTS.append(json.loads(json.dumps(event)))


@pytest.fixture
def reporting() -> Iterator[list[dict[str, Any]]]:
    EVENTS.clear()
    settings = OwnerSettings(
        owner_database_url="postgresql://puas_owner:x@db/puas", sentry_dsn="http://key@127.0.0.1:9/1", release="1.2.3"
    )
    assert set_up_error_reporting("worker", settings, transport=CollectingTransport)
    yield EVENTS
    sentry_sdk.get_client().close()
    sentry_sdk.init()


def _fail_with(nik: str) -> None:
    email = "siti@example.go.id"
    raise RuntimeError(f"cannot store answer of {email} with NIK {nik}")


def test_tags_of_the_job_are_there_after_its_context_was_left(reporting: list[dict[str, Any]]) -> None:
    try:
        with bound(tenant_id=7, job_id="tally-1", request_id="r-1"):
            _fail_with("3522010101900001")
    except RuntimeError as error:
        sentry_sdk.capture_exception(error)
    (event,) = reporting
    assert event["release"] == "1.2.3"
    assert event["environment"] == "production"
    expected = {"service": "worker", "tenant_id": "7", "job_id": "tally-1", "request_id": "r-1"}
    assert {name: event["tags"][name] for name in expected} == expected


def test_no_local_variables_and_no_personal_data(reporting: list[dict[str, Any]]) -> None:
    sentry_sdk.set_user({"id": "1", "email": "siti@example.go.id", "ip_address": "10.1.2.3"})
    sentry_sdk.add_breadcrumb(message="mail to budi@example.go.id", category="mail")
    try:
        _fail_with("3522010101900001")
    except RuntimeError as error:
        sentry_sdk.capture_exception(error)
    (event,) = reporting
    assert "user" not in event
    frames = event["exception"]["values"][0]["stacktrace"]["frames"]
    assert all("vars" not in frame for frame in frames)
    for frame in frames:
        # Lines of source code are sent, and this test's own hold what it looks for.
        for part in ("pre_context", "context_line", "post_context"):
            frame.pop(part, None)
    sent = json.dumps(event)
    for private in ("siti@", "budi@", "3522010101900001", "10.1.2.3"):
        assert private not in sent


def test_of_a_request_and_a_job_only_what_was_asked_for_is_sent(reporting: list[dict[str, Any]]) -> None:
    sentry_sdk.capture_event(
        {
            "message": "failed",
            "request": {
                "method": "POST",
                "url": "https://skm.example.go.id/undangan/q8Zk2h8-qVbX7tJm4nRw9sLd6yPg1aEu",
                "data": {"saran": "Ibu Siti lambat"},
                "headers": {"Cookie": "session=abc"},
                "query_string": "q=Siti",
            },
            "extra": {"rq-job": {"job_id": "j", "func": "run", "kwargs": {"name": "Siti"}, "description": "run(name='Siti')"}},
        }
    )
    (event,) = reporting
    assert event["request"] == {"method": "POST", "url": "https://skm.example.go.id/undangan/[key]"}
    assert event["extra"]["rq-job"] == {"job_id": "j", "func": "run"}
    assert "Siti" not in json.dumps(event)


def test_without_an_address_nothing_is_set_up() -> None:
    assert not set_up_error_reporting("web", OwnerSettings(owner_database_url="postgresql://x"))
