"""Bad days, really caused: everybody at once, a worker killed in the middle, the queue server stopped and flushed.

After each of them every answer that was thanked for is stored once, and the tallies are what a fresh count gives.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from sqlalchemy import func, select

from puas.db import tenancy
from puas.db.answer_store import DirectAnswers
from puas.db.queries.tally_counts import tally_differences
from puas.db.session import unit_of_work
from puas.db.tables.responses import Response, ResponseInbox
from puas.db.tables.results import Result
from puas.db.tables.tallies import tally
from puas.jobs import enqueue
from puas.jobs.catalogue import TALLY_RESPONSES
from puas.runtime.signing_key import SigningKey
from puas.usecases.close_survey_period import close_survey_period
from puas.usecases.recount_tallies import recount_tallies
from puas.usecases.submit_response import FilledForm, submit_response
from puas.usecases.tally_responses import tally_responses
from tests.conftest import Committing
from tests.factories.surveys import Survey, a_form, a_survey

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[3]
KEY = SigningKey("a secret of tests that is long enough to be one")


@pytest.fixture
def survey(committing: Committing) -> Survey:
    with committing.session_factory() as session:
        survey = a_survey(session, services=3)
        session.commit()
    return survey


class Books:
    """What the database holds about one survey."""

    def __init__(self, committing: Committing, survey: Survey) -> None:
        self._committing, self._survey = committing, survey

    def _one(self, statement: Any) -> int:
        with unit_of_work(self._committing.session_factory, tenant_id=self._survey.tenant_id) as session:
            return session.scalar(statement) or 0

    def stored(self, state: str) -> int:
        return self._one(
            select(func.count()).select_from(Response).where(Response.tenant_id == self._survey.tenant_id, Response.state == state)
        )

    def waiting(self) -> int:
        return self._one(select(func.count()).select_from(ResponseInbox).where(ResponseInbox.tenant_id == self._survey.tenant_id))

    def tallied(self) -> int:
        own = (tally.c.tenant_id == self._survey.tenant_id, tally.c.dimension == "service")
        return self._one(select(func.coalesce(func.sum(tally.c.respondents), 0)).where(*own))

    def differences(self) -> list[dict[str, Any]]:
        with unit_of_work(self._committing.session_factory, tenant_id=self._survey.tenant_id) as session:
            return tally_differences(session, tenant_id=self._survey.tenant_id, period_id=self._survey.period_id)


@pytest.fixture
def books(committing: Committing, survey: Survey) -> Books:
    return Books(committing, survey)


def send_all(committing: Committing, survey: Survey, forms: list[FilledForm]) -> list[str]:
    """Send the forms one after the other through a connection of their own."""
    answers = DirectAnswers(committing.app_url)
    try:
        return [
            submit_response(session=answers, tenant_id=survey.tenant_id, time_zone=survey.time_zone, form=form, now=NOW).outcome
            for form in forms
        ]
    finally:
        answers.close()


def drain(committing: Committing, survey: Survey, *, limit: int = 7) -> None:
    while True:
        with unit_of_work(committing.session_factory, tenant_id=survey.tenant_id) as session:
            if tally_responses(session=session, tenant_id=survey.tenant_id, limit=limit) < limit:
                return


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def test_answers_tallies_recounts_and_closing_at_once(committing: Committing, survey: Survey, books: Books) -> None:
    senders, each, latecomers = 5, 40, 4
    forms = [
        [a_form(survey, 1 + number % 4, service_type_id=survey.service_ids[number % 3]) for number in range(each)] for _ in range(senders)
    ]
    stopping = threading.Event()
    seen: list[list[dict[str, Any]]] = []

    def keep_counting() -> None:
        while not stopping.is_set():
            drain(committing, survey)

    def keep_checking() -> None:
        while not stopping.is_set():
            seen.append(books.differences())

    def recount_and_close() -> Result:
        wait_for(lambda: books.stored("counted") > senders * each // 4, 60)
        with unit_of_work(committing.session_factory, tenant_id=survey.tenant_id) as session:
            recount_tallies(session=session, tenant_id=survey.tenant_id, period_id=survey.period_id)
        wait_for(lambda: books.stored("counted") > senders * each // 2, 60)
        with unit_of_work(committing.session_factory, tenant_id=survey.tenant_id) as session:
            return close_survey_period(
                session=session, tenant_id=survey.tenant_id, period_id=survey.period_id, account_id=None, signing_key=KEY, now=NOW
            )

    with ThreadPoolExecutor(senders + 4) as threads:

        def send_at_once(parts: list[list[FilledForm]]) -> list[str]:
            return [outcome for sent in threads.map(lambda part: send_all(committing, survey, part), parts) for outcome in sent]

        helpers = [threads.submit(keep_counting), threads.submit(keep_counting), threads.submit(keep_checking)]
        closing = threads.submit(recount_and_close)
        outcomes = send_at_once([part[:-latecomers] for part in forms])
        result = closing.result(60)
        # On a busy machine all of the others may come in before the closing does; these come after it on every machine.
        afterwards = send_at_once([part[-latecomers:] for part in forms])
        stopping.set()
        for helper in helpers:
            helper.result(60)

    assert set(afterwards) == {"late"}
    outcomes += afterwards
    assert len(outcomes) == senders * each
    assert set(outcomes) == {"counted", "late"}
    counted, late = outcomes.count("counted"), outcomes.count("late")
    assert (books.stored("counted"), books.stored("late")) == (counted, late)
    # Nothing that was thanked for as counted is missing from the frozen result, and nothing came after it.
    assert (result.respondents, books.tallied(), books.waiting()) == (counted, counted, 0)
    assert len(seen) > 3
    assert all(differences == [] for differences in seen)
    assert books.differences() == []


@pytest.fixture
def environment(committing: Committing, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PUAS_MODE": "demo",
        "PUAS_DATABASE_URL": committing.app_url,
        "PUAS_BASE_URL": "http://localhost",
        "PUAS_FILES_URL": tmp_path.as_uri(),
        "PUAS_SECRET_KEY": "only for tests, only for tests, only for tests",
    }


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Start a process of ours; what is left of it at the end is killed."""
    running: list[subprocess.Popen[bytes]] = []

    def start_module(module: str, redis_url: str) -> subprocess.Popen[bytes]:
        with (tmp_path / "log").open("ab") as log:
            running.append(
                subprocess.Popen(
                    [sys.executable, "-m", module], env={**environment, "PUAS_REDIS_URL": redis_url}, stderr=log, start_new_session=True
                )
            )
        return running[-1]

    yield start_module
    for process in running:
        kill_tree(process)


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """The process and everything below it, as a power cut would; the child of a job has left its parent's group."""
    family = [process.pid]
    for parent in family:
        with suppress(OSError):
            family += [int(each) for each in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    for each in family:
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)
    process.wait()


def test_a_worker_killed_in_the_middle_of_a_tally_leaves_nothing_half_done(
    committing: Committing, survey: Survey, books: Books, start: Start, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_all(committing, survey, [a_form(survey, 3)])
    drain(committing, survey)
    send_all(committing, survey, [a_form(survey, 1 + number % 4) for number in range(30)])
    monkeypatch.setattr(enqueue, "_connection", None)
    connection = enqueue.connect(redis_url)
    address = f"host={committing.database.services.socket_dir} user=puas_app dbname={committing.database.name}"
    blocked = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    with psycopg.connect(address) as holder, psycopg.connect(address, autocommit=True) as observer:
        # Whoever counts has taken its batch out of the inbox when it comes to this row, and must wait.
        holder.execute(f"set local app.tenant_id = '{survey.tenant_id}'")
        holder.execute("select from tally where tenant_id = %s for update", (survey.tenant_id,))
        worker = start("puas_worker", redis_url)
        enqueue.deliver(connection, enqueue.Request(TALLY_RESPONSES, {"tenant_id": survey.tenant_id}))
        wait_for(lambda: observer.execute(blocked).fetchone() != (0,), 30)
        kill_tree(worker)
        holder.rollback()
    assert (books.tallied(), books.waiting()) == (1, 30)
    assert books.differences() == []
    start("puas_worker", redis_url)
    enqueue.deliver(connection, enqueue.Request(TALLY_RESPONSES, {"tenant_id": survey.tenant_id}))
    wait_for(lambda: books.waiting() == 0, 30)
    assert books.tallied() == 31
    assert books.differences() == []


class QueueServer:
    """A Valkey of the test's own, to be stopped and started."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._command = [str(program), "--port", "0", "--unixsocket", str(folder / "v.sock"), "--save", "", "--dir", str(folder)]
        self.url = f"unix://{folder / 'v.sock'}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Empty, as after a flush."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self._answers, 10)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


@pytest.fixture
def queue_server(committing: Committing, tmp_path: Path) -> Iterator[QueueServer]:
    server = QueueServer(committing.database.services._binaries().valkey_server, tmp_path)
    server.start()
    yield server
    server.stop()


def test_the_queue_server_stopped_and_flushed(
    committing: Committing, survey: Survey, books: Books, start: Start, queue_server: QueueServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enqueue, "_connection", None)
    enqueue.connect(queue_server.url)
    start("puas_worker", queue_server.url)
    start("puas_worker.schedule", queue_server.url)
    send_all(committing, survey, [a_form(survey) for _ in range(5)])
    wait_for(lambda: books.tallied() == 5, 30)

    queue_server.stop()
    began = time.monotonic()
    assert send_all(committing, survey, [a_form(survey) for _ in range(20)]) == ["counted"] * 20
    # A dead queue server costs the senders nothing; its own time-out is two seconds.
    assert time.monotonic() - began < 2
    assert (books.stored("counted"), books.differences()) == (25, [])

    queue_server.start()
    wait_for(lambda: books.tallied() == 25, 90)
    assert (books.waiting(), books.differences()) == (0, [])


def test_tenants_are_counted_apart_under_load(committing: Committing, survey: Survey, books: Books) -> None:
    with committing.session_factory() as session:
        other = a_survey(session, slug="wonoasri")
        session.commit()
    with ThreadPoolExecutor(4) as threads:
        sending = [
            threads.submit(send_all, committing, each, [a_form(each) for _ in range(30)]) for each in (survey, other, survey, other)
        ]
        for sender in sending:
            assert sender.result(60) == ["counted"] * 30
    for each in (survey, other):
        drain(committing, each)
    assert (books.tallied(), Books(committing, other).tallied()) == (60, 60)
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=other.tenant_id)
        assert session.scalar(select(func.count()).select_from(Response)) == 60
