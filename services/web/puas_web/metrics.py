"""Figures for operators: requests by page and status, and how long they took. Served on an internal port only.

Several processes share one folder of counters (`PROMETHEUS_MULTIPROC_DIR`), which `puas_web.__main__` makes.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Flask, Response, g, request

# Endpoint, method, status and seconds.
Note = Callable[[str, str, int, float], None]

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


def prepare_folder() -> Path:
    """A fresh folder for the counters of this start; must be called before the library is imported anywhere."""
    folder = Path(tempfile.mkdtemp(prefix="puas-metrics-"))
    os.environ[FOLDER_VARIABLE] = str(folder)
    return folder


def remove_folder(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def serve(host: str, port: int) -> None:
    """Answer `/metrics` for all processes together, in a thread of this one."""
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    start_http_server(port, addr=host, registry=registry)


def init_app(app: Flask) -> None:
    """Count requests where the counters have a folder; without one nobody would read them."""
    if note() is None:
        return

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        tell = note()
        if tell is not None:
            elapsed = time.perf_counter() - g.started if "started" in g else 0.0
            tell(request.endpoint or "none", request.method, response.status_code, elapsed)
        return response


def note() -> Note | None:
    """What notes one request; None where nobody reads the figures."""
    return _note() if FOLDER_VARIABLE in os.environ else None


@cache
def _note() -> Note:
    """The counters of this process: made once, whichever of its applications asks first."""
    from prometheus_client import Counter, Histogram

    requests = Counter("puas_web_requests_total", "Requests by page, method and status", ["endpoint", "method", "status"])
    seconds = Histogram("puas_web_request_seconds", "Time to answer, by page", ["endpoint"], buckets=BUCKETS)

    def tell(endpoint: str, method: str, status: int, elapsed: float) -> None:
        # Anybody can make methods up; each would be a counter that is kept for good.
        requests.labels(endpoint, method if method in METHODS else "other", str(status)).inc()
        seconds.labels(endpoint).observe(elapsed)

    return tell
