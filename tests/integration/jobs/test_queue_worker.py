"""The worker as a real process: works, stops in peace, survives its children and the loss of its queue server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from redis import ConnectionError as QueueAway
from redis import Redis
from rq import Queue, Worker
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer

from puas.cli.main import main as puas
from puas.jobs import queue_worker
from puas.jobs.queue_worker import JobWorker
from tests.conftest import Committing

ROOT = Path(__file__).resolve().parents[3]
JOBS = "tests.integration.jobs.sample_jobs"
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def environment(committing: Committing, redis_url: str, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PUAS_MODE": "production",
        "PUAS_DATABASE_URL": committing.app_url,
        "PUAS_REDIS_URL": redis_url,
        "PUAS_BASE_URL": "http://localhost",
        "PUAS_FILES_URL": tmp_path.as_uri(),
        "PUAS_SECRET_KEY": "c0Zk2h8-qVbX7tJm4nRw9sLd6yPg1aEu",
        "PUAS_SMTP_URL": "smtp+plain://127.0.0.1:9",
        "PUAS_MAIL_FROM": "SKM <skm@example.go.id>",
    }


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    running: list[subprocess.Popen[bytes]] = []

    def start_module(module: str, **more: str) -> subprocess.Popen[bytes]:
        with (tmp_path / "log").open("ab") as log:
            running.append(subprocess.Popen([sys.executable, "-m", module], env={**environment, **more}, stderr=log))
        return running[-1]

    yield start_module
    for process in running:
        # Asked first: one that is killed leaves its children behind, and they take the jobs of later tests.
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def queue(redis_client: Redis) -> Queue:
    return Queue("default", connection=redis_client, serializer=JSONSerializer)


def _wait_for(condition: Callable[[], Any], seconds: float = 20) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    return found


def _trace(redis_client: Redis, length: int) -> list[str]:
    _wait_for(lambda: redis_client.llen("trace") >= length)
    return [str(each, "utf-8") for each in cast("list[bytes]", redis_client.lrange("trace", 0, -1))]


@pytest.mark.slow
def test_jobs_run_as_the_applications_log_in_each_in_a_child_of_its_own(start: Start, queue: Queue, redis_client: Redis) -> None:
    for _ in range(2):
        queue.enqueue(f"{JOBS}.note_log_in")
    worker = start("puas_worker")
    first, second = (line.split() for line in _trace(redis_client, 2))
    assert (first[0], second[0]) == ("puas_app", "puas_app")
    assert len({first[1], second[1], str(worker.pid)}) == 3


@pytest.mark.slow
def test_sigterm_lets_the_job_in_hand_finish(start: Start, queue: Queue, redis_client: Redis) -> None:
    queue.enqueue(f"{JOBS}.take_a_while", seconds=1.0)
    queue.enqueue(f"{JOBS}.take_a_while", seconds=1.0)
    worker = start("puas_worker")
    _trace(redis_client, 1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert _trace(redis_client, 2) == ["begun", "done"]
    assert queue.count == 1


@pytest.mark.slow
def test_no_job_is_lost_between_its_queue_and_its_child(start: Start, queue: Queue, redis_client: Redis) -> None:
    for _ in range(24):
        queue.enqueue(f"{JOBS}.take_a_while", seconds=0)
    for enough in (2, 8, 14):
        worker = start("puas_worker")
        _trace(redis_client, enough)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0
    assert len(_trace(redis_client, 1)) + 2 * queue.count == 48


@pytest.mark.slow
def test_a_failed_job_is_logged_with_its_tenant_and_without_personal_data(
    start: Start, queue: Queue, redis_client: Redis, tmp_path: Path
) -> None:
    job = queue.enqueue(f"{JOBS}.fail", kwargs={"tenant_id": 7, "context": {"request_id": "r-1"}})
    start("puas_worker")
    _wait_for(lambda: job.is_failed)
    lines = _wait_for(lambda: [line for line in (tmp_path / "log").read_text().splitlines() if "RuntimeError" in line])
    logged = json.loads(lines[0])
    assert (logged["service"], logged["tenant_id"], logged["request_id"], logged["job_id"]) == ("worker", "7", "r-1", job.id)
    assert "siti@" not in (tmp_path / "log").read_text()


@pytest.mark.slow
def test_several_processes_work_at_the_same_time_and_stop_together(start: Start, queue: Queue, redis_client: Redis) -> None:
    parent = start("puas_worker", PUAS_WORKER_PROCESSES="2")
    _wait_for(lambda: Worker.count(connection=redis_client) == 2, seconds=40)
    for _ in range(2):
        queue.enqueue(f"{JOBS}.take_a_while", seconds=3.0)
    assert _trace(redis_client, 2)[:2] == ["begun", "begun"]
    parent.send_signal(signal.SIGTERM)
    assert parent.wait(25) == 0
    assert _trace(redis_client, 4)[2:] == ["done", "done"]


@pytest.mark.slow
def test_a_worker_that_starts_before_its_queue_server_waits_for_it(start: Start, queue: Queue, redis_client: Redis, tmp_path: Path) -> None:
    queue.enqueue(f"{JOBS}.note_log_in")
    way = tmp_path / "queue.sock"
    worker = start("puas_worker", PUAS_REDIS_URL=f"unix://{way}")
    _wait_for(lambda: "queue unreachable" in (tmp_path / "log").read_text())
    way.symlink_to(redis_client.connection_pool.connection_kwargs["path"])
    _wait_for(lambda: queue.count == 0)
    assert worker.poll() is None


@pytest.mark.slow
def test_a_stop_while_the_queue_server_is_away_is_not_forgotten(start: Start, redis_client: Redis, tmp_path: Path) -> None:
    way = tmp_path / "queue.sock"
    way.symlink_to(redis_client.connection_pool.connection_kwargs["path"])
    worker = start("puas_worker", PUAS_REDIS_URL=f"unix://{way}")
    _wait_for(lambda: Worker.count(connection=redis_client) == 1)
    way.unlink()
    redis_client.client_kill_filter(_type="normal", skipme=True)
    _wait_for(lambda: "onnect" in (tmp_path / "log").read_text())
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0


def test_a_worker_to_be_stopped_does_not_wait_for_a_queue_server_that_is_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    away = Redis.from_url(f"unix://{tmp_path / 'nobody.sock'}")
    worker = JobWorker.__new__(JobWorker)
    worker.connection = away
    monkeypatch.setattr(Worker, "heartbeat", lambda _self: away.ping())
    monkeypatch.setattr(queue_worker._StoppableQueue, "stopping", threading.Event())
    with pytest.raises(QueueAway):
        worker.heartbeat()
    queue_worker._StoppableQueue.stopping.set()
    with pytest.raises(StopRequested):
        worker.heartbeat()


def test_a_worker_tells_a_queue_server_that_came_back_empty_who_it_is(redis_client: Redis) -> None:
    worker = queue_worker._new_worker(["default"], redis_client)
    worker.register_birth()
    redis_client.flushall()
    worker.heartbeat()
    [known] = Worker.all(connection=redis_client, serializer=JSONSerializer)
    assert (known.name, known.hostname) == (worker.name, worker.hostname)
    worker.heartbeat()
    assert Worker.count(connection=redis_client) == 1
    worker.register_death()


@pytest.mark.slow
def test_processes_whose_parent_was_killed_leave_by_themselves(start: Start, redis_client: Redis) -> None:
    parent = start("puas_worker", PUAS_WORKER_PROCESSES="2")
    _wait_for(lambda: Worker.count(connection=redis_client) == 2, seconds=40)
    children = [worker.pid for worker in Worker.all(connection=redis_client, serializer=JSONSerializer) if worker.pid]
    parent.kill()
    parent.wait()
    _wait_for(lambda: not any(_lives(pid) for pid in children))


def _lives(pid: int) -> bool:
    """Whether the process is there and not only waiting for somebody to ask how it ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.slow
def test_health_tells_a_worker_at_work_from_none(
    start: Start, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUAS_REDIS_URL", environment["PUAS_REDIS_URL"])
    assert puas(["health", "worker"]) == 1
    assert puas(["health", "scheduler"]) == 1
    start("puas_worker")
    start("puas_worker.schedule")
    _wait_for(lambda: puas(["health", "worker"]) == 0 and puas(["health", "scheduler"]) == 0)
