"""Jobs for the tests of the queue worker; they leave their traces in the queue server."""

from __future__ import annotations

import os
import time
from typing import Any

import redis
from sqlalchemy import text

from puas.jobs.run import job_context, transaction


def _trace(value: str) -> None:
    with redis.Redis.from_url(os.environ["PUAS_REDIS_URL"]) as connection:
        connection.rpush("trace", value)


def note_log_in(*, context: dict[str, str] | None = None, **_: Any) -> None:
    with job_context(context=context), transaction() as session:
        _trace(f"{session.scalar(text('select current_user'))} {os.getpid()}")


def take_a_while(*, seconds: float, **_: Any) -> None:
    _trace("begun")
    time.sleep(seconds)
    _trace("done")


def fail(*, tenant_id: int, context: dict[str, str] | None = None, **_: Any) -> None:
    with job_context(tenant_id=tenant_id, context=context):
        raise RuntimeError("cannot tally for siti@example.go.id")
