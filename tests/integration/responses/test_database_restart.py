"""PostgreSQL dies in the middle of everything and comes back, the queue server with it; web, worker and scheduler live on.

The services are real processes that nobody starts again. Whoever was thanked is stored once; whoever was not is told so,
and sending the same form again does no harm.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select

from puas.db.identifiers import new_id
from puas.db.migrate import upgrade
from puas.db.queries.tally_counts import tally_differences
from puas.db.session import make_engine, make_session_factory, unit_of_work
from puas.db.tables.responses import Response, ResponseInbox
from puas.db.tables.tallies import tally
from puas.runtime.local_services import LocalServices
from tests.factories.surveys import SLUGS, Survey, a_survey
from tests.integration.responses.test_bad_days import kill_tree

pytestmark = pytest.mark.slow

ANSWERS = 60


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[LocalServices]:
    """PostgreSQL and Valkey of the test's own, with everything that makes them safe."""
    own = LocalServices(tmp_path / "servers")
    own.start()
    upgrade(own.database_url("puas_owner"))
    yield own
    own.stop()
    own.erase()


@pytest.fixture
def engine(servers: LocalServices) -> Iterator[Engine]:
    engine = make_engine(servers.database_url())
    yield engine
    engine.dispose()


@pytest.fixture
def survey(engine: Engine) -> Survey:
    with make_session_factory(engine)() as session:
        survey = a_survey(session, starts_on=date(2020, 1, 1), ends_on=date(2099, 12, 31))
        session.commit()
    return survey


@pytest.fixture
def port(servers: LocalServices, survey: Survey, tmp_path: Path) -> Iterator[int]:
    """Where the web service answers; worker and scheduler run beside it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = int(probe.getsockname()[1])
    environment = {
        **os.environ,
        "PUAS_MODE": "demo",
        "PUAS_DATABASE_URL": servers.database_url(),
        "PUAS_REDIS_URL": servers.redis_url,
        "PUAS_BASE_URL": f"http://127.0.0.1:{number}",
        "PUAS_FILES_URL": (tmp_path / "files").as_uri(),
        "PUAS_SECRET_KEY": "only for tests, only for tests, only for tests",
        "PUAS_WEB_PORT": str(number),
        "PUAS_WEB_PROCESSES": "1",
    }
    with (tmp_path / "log").open("ab") as log:
        running = [
            subprocess.Popen([sys.executable, "-m", module], env=environment, stdout=log, stderr=log, start_new_session=True)
            for module in ("puas_web", "puas_worker", "puas_worker.schedule")
        ]
    wait_for(lambda: status(number, "GET", "/readyz") == 200, 60)
    yield number
    ended = [process.args for process in running if process.poll() is not None]
    for process in running:
        kill_tree(process)
    assert ended == []


def status(port: int, method: str, path: str, body: str | None = None) -> int | None:
    """What the service answers; None where it does not."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def stored_ids(engine: Engine, survey: Survey) -> set[UUID]:
    with unit_of_work(make_session_factory(engine), tenant_id=survey.tenant_id) as session:
        return set(session.scalars(select(Response.id).where(Response.tenant_id == survey.tenant_id)))


def counted(engine: Engine, survey: Survey) -> tuple[int, int]:
    """Answers in the tallies, and those that wait."""
    with unit_of_work(make_session_factory(engine), tenant_id=survey.tenant_id) as session:
        in_tallies = select(func.sum(tally.c.respondents)).where(tally.c.tenant_id == survey.tenant_id, tally.c.dimension == "service")
        waiting = select(func.count()).select_from(ResponseInbox).where(ResponseInbox.tenant_id == survey.tenant_id)
        return session.scalar(in_tallies) or 0, session.scalar(waiting) or 0


def crash(servers: LocalServices) -> None:
    """The servers end at once, without writing anything down."""
    postmaster = int((servers.postgres_data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
    os.kill(postmaster, signal.SIGQUIT)
    os.kill(int((servers.socket_dir / "valkey.pid").read_text(encoding="ascii")), signal.SIGKILL)


def test_answers_survive_a_crash_of_the_database(servers: LocalServices, engine: Engine, survey: Survey, port: int) -> None:
    forms = [(new_id(), f"/s/{survey.service_code}") for _ in range(ANSWERS)]
    outcome: dict[UUID, int | None] = {}

    def send(form_id: UUID, path: str) -> int | None:
        body = urlencode({**dict.fromkeys(SLUGS, "3"), "id": str(form_id), "bahasa": "id"})
        return status(port, "POST", path, body)

    def send_all() -> None:
        for form_id, path in forms:
            outcome[form_id] = send(form_id, path)
            time.sleep(0.05)

    sender = threading.Thread(target=send_all)
    sender.start()
    wait_for(lambda: len(outcome) >= ANSWERS // 4, 60)
    crash(servers)
    # Some answers arrive while nobody is there to take them.
    wait_for(lambda: None in outcome.values() or 500 in outcome.values(), 60)
    engine.dispose()
    servers.stop()
    servers.start()
    sender.join(120)

    thanked = {form_id for form_id, code in outcome.items() if code == 200}
    assert thanked <= stored_ids(engine, survey)
    assert len(thanked) < ANSWERS
    assert set(outcome.values()) <= {200, 500, None}
    for form_id, path in forms:
        wait_for(lambda form_id=form_id, path=path: send(form_id, path) == 200, 30)  # type: ignore[misc]
    assert stored_ids(engine, survey) == {form_id for form_id, _ in forms}
    wait_for(lambda: counted(engine, survey) == (ANSWERS, 0), 90)
    with unit_of_work(make_session_factory(engine), tenant_id=survey.tenant_id) as session:
        assert tally_differences(session, tenant_id=survey.tenant_id, period_id=survey.period_id) == []
    assert [status(port, "GET", path) for path in ("/readyz", "/masuk", f"/s/{survey.service_code}")] == [200, 200, 200]
