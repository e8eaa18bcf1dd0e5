"""A failed job reaches the error tracker out of its child process: with its tags, without personal data."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from tests.conftest import Committing

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def tracker() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A tracker on the loopback: its address and the events it was sent."""
    events: list[dict[str, Any]] = []

    class Tracker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            lines = gzip.decompress(body).split(b"\n") if self.headers.get("Content-Encoding") == "gzip" else body.split(b"\n")
            for header, payload in zip(lines[1::2], lines[2::2], strict=False):
                if json.loads(header).get("type") == "event":
                    events.append(json.loads(payload))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Tracker) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://key@127.0.0.1:{server.server_port}/1", events
        server.shutdown()
        thread.join()


@pytest.mark.slow
def test_a_failed_job_is_reported_once(
    committing: Committing, redis_client: Redis, redis_url: str, tracker: tuple[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    address, events = tracker
    queue = Queue("default", connection=redis_client, serializer=JSONSerializer)
    arguments = {"tenant_id": 7, "context": {"request_id": "r-1"}}
    job = queue.enqueue("tests.integration.jobs.sample_jobs.fail", kwargs=arguments)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PUAS_MODE": "demo",
        "PUAS_RELEASE": "1.2.3",
        "PUAS_SENTRY_DSN": address,
        "PUAS_DATABASE_URL": committing.app_url,
        "PUAS_REDIS_URL": redis_url,
        "PUAS_BASE_URL": "http://localhost",
        "PUAS_FILES_URL": tmp_path.as_uri(),
        "PUAS_SECRET_KEY": "c0Zk2h8-qVbX7tJm4nRw9sLd6yPg1aEu",
    }
    worker = subprocess.Popen([sys.executable, "-m", "puas_worker"], env=environment, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while not events and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        worker.terminate()
        worker.wait(30)
    assert len(events) == 1
    event = events[0]
    wanted = {"service": "worker", "tenant_id": "7", "request_id": "r-1", "job_id": job.id}
    assert {name: event["tags"].get(name) for name in wanted} == wanted
    assert event["release"] == "1.2.3"
    assert event["exception"]["values"][-1]["type"] == "RuntimeError"
    for frame in event["exception"]["values"][-1]["stacktrace"]["frames"]:
        assert "vars" not in frame
    assert "siti@" not in json.dumps(event)
