"""A process that takes jobs from queues: each job in a child of its own, one at a time, until told to stop.

A job that runs wild or is killed takes only its child along. The queue server may go and come back: the process waits.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from types import FrameType
from typing import Any

import redis
from rq import Queue, Worker
from rq.exceptions import DequeueTimeout, StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.worker import DequeueStrategy

from puas.jobs import enqueue, run
from puas.runtime import clock
from puas.runtime.error_reporting import set_up_error_reporting
from puas.runtime.log_setup import set_up_logs
from puas.runtime.settings import ServiceSettings

log = logging.getLogger(__name__)
# Workers say every 45 seconds that they live; what has been silent for two minutes is forgotten.
_WORKER_TTL = 60
_MOST_SECONDS_BETWEEN_TRIES = 10.0
_SECONDS_TO_FINISH = 25.0
_SECONDS_PER_WAIT = 1
_PARENT = "PUAS_PARENT_PROCESS"


class _StoppableQueue(Queue):
    """Takes jobs in short waits, so that a stop falls between two of them and never on a job just taken.

    RQ stops an idle worker by an exception out of the signal's handler; a job that had just left its queue was lost.
    """

    stopping = threading.Event()

    @classmethod
    def dequeue_any(cls, queues: Iterable[Queue], timeout: int | None, *arguments: Any, **options: Any) -> tuple[Job, Queue] | None:
        deadline = time.monotonic() + (timeout or 0)
        while not cls.stopping.is_set():
            if _is_orphan():
                cls.stopping.set()
                break
            try:
                return super().dequeue_any(queues, None if timeout is None else _SECONDS_PER_WAIT, *arguments, **options)
            except DequeueTimeout:
                if time.monotonic() >= deadline:
                    raise
        raise StopRequested


class JobWorker(Worker):
    """RQ's worker, whose stop falls between two jobs."""

    queue_class = _StoppableQueue
    # RQ sleeps this long between tries to reach the queue, and a signal does not wake it.
    max_connection_wait_time = 5.0

    def heartbeat(self, *arguments: Any, **options: Any) -> None:
        """While the queue is away RQ never gets past its sign of life; one that is to stop has no need of any.

        RQ says who it is once. A queue server that came back empty is told again, or nobody would know of a worker at work.
        """
        try:
            super().heartbeat(*arguments, **options)
            if not self.connection.hexists(self.key, "birth"):
                self.connection.delete(self.key)
                self.register_birth()  # type: ignore[no-untyped-call]
        except redis.RedisError:
            if _StoppableQueue.stopping.is_set():
                raise StopRequested from None
            raise

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """The first signal lets the job in hand finish, the second takes it down."""
        if self._stop_requested:
            self.request_force_stop(signum, frame)
            return
        self._shutdown_requested_date = clock.now()
        self._stop_requested = True
        _StoppableQueue.stopping.set()

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        # The child of a fork must not talk over its parent's connections.
        run.forget_connections()
        super().main_work_horse(job, queue)

    def handle_exception(self, job: Job, *exc_info: Any) -> None:
        """Say it once, with what the work was about; an error that will be tried again is no alarm yet."""
        level = logging.WARNING if job.retries_left else logging.ERROR
        log.log(level, "job failed", exc_info=exc_info, extra={"job": job.func_name, "retries_left": job.retries_left or 0})


def serve_queues(service: str, queues: Sequence[str], settings: ServiceSettings) -> int:
    """Set this process up and work until SIGTERM or SIGINT; returns the exit code."""
    set_up_logs(service, level=settings.log_level, plain=not settings.is_production)
    set_up_error_reporting(service, settings)
    run.connect(settings.database_url)
    connection = enqueue.connect(settings.redis_url)
    wait = 1.0
    while True:
        try:
            worker = _new_worker(queues, connection)
            # Queues in turn: a flood in one must not starve the others. RQ tells of every job it takes; failures we tell.
            worker.work(logging_level="WARNING", with_scheduler=True, dequeue_strategy=DequeueStrategy.ROUND_ROBIN)
            wait = 1.0
        except redis.RedisError as error:
            log.warning("queue unreachable", extra={"error": type(error).__name__})
        # A signal that came while the queue was away was only noted.
        if _StoppableQueue.stopping.is_set():
            return 0
        if _is_orphan():
            return 1
        signal.signal(signal.SIGTERM, _leave)
        signal.signal(signal.SIGINT, _leave)
        time.sleep(wait)
        wait = min(wait * 2, _MOST_SECONDS_BETWEEN_TRIES)


def serve_with_processes(module: str, count: int, variable: str) -> int:
    """Keep ``count`` processes of the module working, each told to be alone; stops them all when stopped."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    environment = {**os.environ, variable: "1", _PARENT: str(os.getpid())}
    running: list[subprocess.Popen[bytes]] = []
    while not stopping.wait(1.0 if running else 0.0):
        running = [each for each in running if each.poll() is None]
        while len(running) < count:
            running.append(subprocess.Popen([sys.executable, "-m", module], env=environment, start_new_session=True))
    return _stop_all(running)


def _is_orphan() -> bool:
    """Whether the process that looks after this one was killed: its successor starts others, and nobody would stop this one."""
    parent = os.environ.get(_PARENT)
    return parent is not None and os.getppid() != int(parent)


def _stop_all(running: list[subprocess.Popen[bytes]]) -> int:
    for each in running:
        each.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + _SECONDS_TO_FINISH
    for each in running:
        try:
            each.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            each.kill()
            each.wait()
    return 0


def _new_worker(queues: Sequence[str], connection: redis.Redis) -> JobWorker:
    return JobWorker(
        [_StoppableQueue(name, connection=connection, serializer=JSONSerializer) for name in queues],
        connection=connection,
        serializer=JSONSerializer,
        worker_ttl=_WORKER_TTL,
        # A description repeats the arguments.
        log_job_description=False,
    )


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Between two workers nothing is in hand."""
    raise SystemExit(0)
