"""Asks for work: recorded on the session, sent after its commit.

The row that describes the work is the truth and the queue only a hint. If the queue cannot be reached the sender goes on,
and the sweeper finds the row later.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import redis
from rq import Queue, Retry
from rq.exceptions import DuplicateJobError
from rq.serializers import JSONSerializer
from sqlalchemy import event
from sqlalchemy.orm import Session

from puas.jobs.catalogue import Job
from puas.runtime.log_context import current_context

log = logging.getLogger(__name__)
_KEY = "puas_jobs"
# A finished job's record is of no use: the row says what became of it. A failed one is kept a day for the operator.
_RESULT_TTL = 0
_FAILURE_TTL = 86_400
_connection: redis.Redis | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One wish, with the arguments as they will be sent. Equal coalescing keys in one queue become one job."""

    job: Job
    arguments: dict[str, Any]
    coalesce: str | None = None
    # Waiting longer than this it is of no use any more.
    expires_after: timedelta | None = None


def connect(redis_url: str) -> redis.Redis:
    """Set the queue server of this process; called once by each service's start."""
    global _connection
    _connection = redis.Redis.from_url(redis_url, socket_timeout=5, socket_connect_timeout=2)
    return _connection


def enqueue(session: Session, job: Job, *, coalesce: str | None = None, **arguments: Any) -> None:
    """Ask for `job` once this session's transaction is committed; a rollback forgets the wish.

    With `coalesce` (letters, digits, - and _) the wish is dropped while an equal one is still waiting or running.
    """
    json.dumps(arguments)  # refuse objects here, where the caller is, not in the worker
    session.info.setdefault(_KEY, []).append(Request(job, arguments, coalesce))


def send(request: Request) -> bool:
    """Send now; False, with a line in the log, where the queue could not be reached."""
    if _connection is None:
        log.warning("queue not connected, job left to the sweeper", extra={"job": request.job.name})
        return False
    try:
        deliver(_connection, request)
    except redis.RedisError as error:
        log.warning("queue unreachable, job left to the sweeper", extra={"job": request.job.name, "error": type(error).__name__})
        return False
    return True


def connection() -> redis.Redis | None:
    """This process's queue server, None before `connect`."""
    return _connection


def deliver(connection: redis.Redis, request: Request) -> bool:
    """Put the job into its queue; False where an equal one is waiting or running. Raises redis.RedisError."""
    job = request.job
    options: dict[str, Any] = {}
    if request.coalesce is not None:
        options = {"job_id": f"{job.name}-{request.coalesce}", "unique": True}
    if request.expires_after is not None:
        options["ttl"] = int(request.expires_after.total_seconds())
    if job.retry_after:
        options["retry"] = Retry(max=len(job.retry_after), interval=list(job.retry_after))
    queue = Queue(job.queue, connection=connection, serializer=JSONSerializer)
    try:
        queue.enqueue_call(
            job.function,
            kwargs={**request.arguments, "context": current_context()},
            timeout=int(job.timeout.total_seconds()),
            result_ttl=_RESULT_TTL,
            failure_ttl=_FAILURE_TTL,
            **options,
        )
    except DuplicateJobError:
        log.debug("equal job already waiting", extra={"job": job.name})
        return False
    return True


def coalescing_key(*parts: object) -> str:
    """A short id for a job's meaning, made of characters RQ allows."""
    return hashlib.sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()[:24]


@event.listens_for(Session, "after_commit")
def _send_recorded(session: Session) -> None:
    for request in session.info.pop(_KEY, []):
        send(request)


@event.listens_for(Session, "after_rollback")
def _forget_recorded(session: Session) -> None:
    session.info.pop(_KEY, None)
