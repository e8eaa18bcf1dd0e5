"""Sends periodic jobs: `python -m puas_worker.schedule`. The table below is the whole schedule.

Intervals only, no time of day: nothing can fall between two days or two time zones, and each job finds out by itself what
is due. Any number of schedulers may run; the first to claim a turn in the queue server sends it.
"""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
from dataclasses import dataclass
from datetime import timedelta

import redis

from puas.jobs import catalogue, enqueue
from puas.runtime.error_reporting import set_up_error_reporting
from puas.runtime.log_setup import set_up_logs
from puas.runtime.settings import UnableToStart, WorkerSettings, load

log = logging.getLogger(__name__)
TICK_SECONDS = 1.0
_ALIVE_FOR_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job and the time from one turn to the next."""

    job: catalogue.Job
    every: timedelta


SCHEDULE = (
    Periodic(catalogue.SWEEP, timedelta(seconds=15)),
    Periodic(catalogue.CLOSE_DUE_PERIODS, timedelta(minutes=10)),
    Periodic(catalogue.COUNT_PARTICIPATION, timedelta(minutes=2)),
    # A tenant's new day begins at some hour of ours: four times a day none of them waits long.
    Periodic(catalogue.SHARE_YARDSTICKS, timedelta(hours=6)),
    Periodic(catalogue.REMIND, timedelta(minutes=30)),
    Periodic(catalogue.MAIL_NOTICES, timedelta(minutes=10)),
    Periodic(catalogue.SWEEP_PRACTICE, timedelta(minutes=2)),
    Periodic(catalogue.ERASE_DEPARTED, timedelta(hours=1)),
    Periodic(catalogue.FORGET_SALTS, timedelta(hours=1)),
)


def main() -> int:
    """Tick until told to stop."""
    try:
        settings = load(WorkerSettings)
    except UnableToStart as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - nothing is set up yet, and the operator reads this line
        return 2
    set_up_logs("scheduler", level=settings.log_level, plain=not settings.is_production)
    set_up_error_reporting("scheduler", settings)
    connection = enqueue.connect(settings.redis_url)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    log.info("scheduler started", extra={"jobs": len(SCHEDULE)})
    while not stopping.wait(TICK_SECONDS):
        try:
            send_due(connection)
        except redis.RedisError as error:
            log.warning("queue unreachable", extra={"error": type(error).__name__})
    return 0


def send_due(connection: redis.Redis) -> list[str]:
    """Send every job whose turn nobody has claimed yet; returns their names."""
    connection.set(f"puas:scheduler:{socket.gethostname()}", "alive", ex=_ALIVE_FOR_SECONDS)
    sent = []
    for periodic in SCHEDULE:
        turn = f"puas:schedule:{periodic.job.name}"
        # The claim ends with the interval, so a scheduler that dies takes at most one turn along.
        if connection.set(turn, "claimed", nx=True, px=int(periodic.every / timedelta(milliseconds=1))):
            # Each turn is a job of its own: one that failed or died would keep its name for as long as its record lives.
            enqueue.send(enqueue.Request(periodic.job, {}, expires_after=periodic.every))
            sent.append(periodic.job.name)
    return sent


if __name__ == "__main__":
    sys.exit(main())
