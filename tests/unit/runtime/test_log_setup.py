"""Log lines: machine-readable, tied to their piece of work, without personal data."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from puas.runtime.log_context import bound
from puas.runtime.log_setup import set_up_logs

log = logging.getLogger("puas.test")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    yield io.StringIO()
    root.handlers[:], level = before
    root.setLevel(level)
    logging.captureWarnings(False)


def test_a_line_carries_message_extra_and_context(stream: io.StringIO) -> None:
    set_up_logs("web", stream=stream)
    with bound(request_id="r-1", tenant_id=7):
        log.info("response stored", extra={"late": False})
    log.info("outside")
    inside, outside = (json.loads(line) for line in stream.getvalue().splitlines())
    assert inside["time"].endswith("+00:00")
    assert {name: inside[name] for name in ("service", "level", "message", "late", "request_id", "tenant_id")} == {
        "service": "web",
        "level": "info",
        "message": "response stored",
        "late": False,
        "request_id": "r-1",
        "tenant_id": "7",
    }
    assert "request_id" not in outside


def test_an_exception_is_one_line_without_personal_data(stream: io.StringIO) -> None:
    set_up_logs("worker", stream=stream)
    try:
        raise ValueError("Key (email)=(siti@example.go.id) already exists, NIK 3522010101900001, telepon 0812-3456-7890")
    except ValueError:
        log.exception("failed for %s", "budi@example.go.id")
    (line,) = stream.getvalue().splitlines()
    assert "ValueError" in json.loads(line)["exception"]
    for private in ("siti", "budi", "3522010101900001", "0812"):
        assert private not in line


def test_a_row_the_database_refused_is_masked_and_the_line_stays_one_object(stream: io.StringIO) -> None:
    set_up_logs("web", stream=stream)
    try:
        raise ValueError("violates check\nDETAIL:  Failing row contains (1, Loket lambat,\nkata Bu Siti, 0).\nCONTEXT:  store_answer")
    except ValueError:
        log.exception("not stored", extra={"row": ("Failing row contains (Bu Siti\nlagi",), "error": ValueError("budi@example.id")})
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line)["message"] == "not stored"
    assert "CONTEXT:  store_answer" in json.loads(line)["exception"]
    for private in ("Siti", "lambat", "budi"):
        assert private not in line


def test_plain_lines_for_a_terminal(stream: io.StringIO) -> None:
    set_up_logs("web", plain=True, stream=stream)
    with bound(tenant_id=7):
        log.warning("queue unreachable", extra={"job": "tally-responses"})
    assert "queue unreachable tenant_id=7 job=tally-responses" in stream.getvalue()
