"""Memeriksa apakah layanan di mesin ini hidup; kode keluar 0 berarti ya. Dipakai oleh pemeriksa wadah (container)."""

from __future__ import annotations

import argparse
import os
import socket
import urllib.error
import urllib.request
from pathlib import Path

import redis
from rq import Worker

_PATIENCE_SECONDS = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which service."""
    parser.add_argument("service", choices=["web", "worker", "reporter", "scheduler"])


def run(arguments: argparse.Namespace) -> int:
    """Web by its own answer; the others by what they leave in the queue server."""
    alive = _web_answers() if arguments.service == "web" else _is_at_work(arguments.service)
    print("hidup" if alive else "tidak menjawab")
    return 0 if alive else 1


def _web_answers() -> bool:
    port = int(os.environ.get("PUAS_WEB_PORT") or 8000)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/readyz", timeout=_PATIENCE_SECONDS) as answer:
            return int(answer.status) == 200
    except (OSError, urllib.error.HTTPError):
        return False


def _is_at_work(service: str) -> bool:
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
    return Path(path).read_text(encoding="utf-8").strip() if path else os.environ["PUAS_REDIS_URL"]
