"""Memeriksa apakah layanan di mesin ini hidup; kode keluar 0 berarti ya. Dipakai oleh pemeriksa wadah (container)."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import urllib.error
import urllib.request
from pathlib import Path

_PATIENCE_SECONDS = 4
# Listening everywhere is listening here too.
_EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - nothing is bound


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which service."""
    parser.add_argument("service", choices=["web", "worker", "reporter", "scheduler"])


def run(arguments: argparse.Namespace) -> int:
    """Web by its own answer; the others by what they leave in the queue server."""
    try:
        alive = _web_answers() if arguments.service == "web" else _is_at_work(arguments.service)
    except (OSError, ValueError) as error:
        name = "PUAS_WEB_PORT" if arguments.service == "web" else "PUAS_REDIS_URL"
        print(f"puas: {name} tidak ada atau tidak dapat dipakai: {error}", file=sys.stderr)
        return 2
    print("hidup" if alive else "tidak menjawab")
    return 0 if alive else 1


def _web_answers() -> bool:
    port, host = int(os.environ.get("PUAS_WEB_PORT") or 8000), os.environ.get("PUAS_WEB_HOST", "")
    host = "127.0.0.1" if host in _EVERYWHERE else f"[{host}]" if ":" in host else host
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{host}:{port}/readyz", timeout=_PATIENCE_SECONDS) as answer:
            return int(answer.status) == 200
    except (OSError, urllib.error.HTTPError):
        return False


def _is_at_work(service: str) -> bool:
    # The web service is asked without them: loading them is most of what a check every few seconds costs.
    import redis
    from rq import Worker

    here = socket.gethostname()
    try:
        with redis.Redis.from_url(_redis_url(), socket_timeout=_PATIENCE_SECONDS) as connection:
            if service == "scheduler":
                return bool(connection.exists(f"puas:scheduler:{here}"))
            return any(worker.hostname == here for worker in Worker.all(connection=connection))
    except redis.RedisError:
        return False


def _redis_url() -> str:
    path = os.environ.get("PUAS_REDIS_URL_FILE")
    return Path(path).read_text(encoding="utf-8").strip() if path else os.environ.get("PUAS_REDIS_URL", "")
