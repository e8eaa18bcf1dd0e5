"""Starts the worker: `python -m puas_worker`, configured by environment only."""

from __future__ import annotations

import sys

from puas.jobs.catalogue import WORKER_QUEUES
from puas.jobs.queue_worker import serve_queues, serve_with_processes
from puas.runtime.settings import UnableToStart, WorkerSettings, load


def main() -> int:
    """Work until told to stop."""
    try:
        settings = load(WorkerSettings)
    except UnableToStart as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - nothing is set up yet, and the operator reads this line
        return 2
    if settings.worker_processes > 1:
        return serve_with_processes("puas_worker", settings.worker_processes, "PUAS_WORKER_PROCESSES")
    return serve_queues("worker", WORKER_QUEUES, settings)


if __name__ == "__main__":
    sys.exit(main())
