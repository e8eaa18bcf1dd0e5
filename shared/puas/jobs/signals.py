"""Signals that a tenant's answers wait to be counted: after the commit, outside of the request, at most one per two seconds.

The sender only notes the tenant in memory; a thread of its process tells the queue. The first answer of a two-second
bucket is signalled at once, those that follow in it together when it ends, so none waits much longer than that and a
slow or dead queue server costs the sender nothing. A signal that is lost with the process is found by the sweeper.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable

import redis
from sqlalchemy import event
from sqlalchemy.orm import Session

from puas.db.answer_store import DirectAnswers
from puas.jobs import enqueue
from puas.jobs.catalogue import TALLY_RESPONSES

log = logging.getLogger(__name__)

BUCKET_SECONDS = 2.0
# After a failure the queue server is left alone this long, then twice as long each time, up to the last.
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 30.0
_KEY = "puas_signals"

Send = Callable[[int, int], bool]


class Signaller:
    """Sends at most one signal per tenant and bucket; `send` returns False where an equal one is still waiting or running."""

    def __init__(self, send: Send, *, clock: Callable[[], float] = time.time) -> None:
        self._send = send
        self._clock = clock
        self._waiting: set[int] = set()
        self._last_bucket: dict[int, int] = {}
        self._changed = threading.Condition()
        self._owner: int | None = None
        self._pause = 0.0
        self._silent_until = 0.0

    def mark(self, tenant_id: int) -> None:
        """Note that the tenant has answers to count; returns at once."""
        with self._changed:
            if tenant_id in self._waiting:
                return
            self._waiting.add(tenant_id)
            if self._owner != os.getpid():
                # Also after a fork: threads do not survive it.
                self._owner = os.getpid()
                threading.Thread(target=self._run, name="puas-signals", daemon=True).start()
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._waiting:
                    self._changed.wait()
            try:
                delay = self.send_due()
            except Exception:
                # Whatever it was, the thread must live on; the sweeper finds what it had in hand.
                log.exception("signals failed")
                delay = _FIRST_PAUSE
            with self._changed:
                if delay > 0:
                    self._changed.wait(delay)

    def send_due(self) -> float:
        """Send what may be sent now; seconds until there can be more to do, 0 when nothing is left."""
        now = self._clock()
        if now < self._silent_until:
            return self._silent_until - now
        bucket = int(now // BUCKET_SECONDS)
        with self._changed:
            due = [tenant_id for tenant_id in self._waiting if self._last_bucket.get(tenant_id) != bucket]
            # Taken out before sending, so that an answer that commits meanwhile is noted again.
            self._waiting.difference_update(due)
        for position, tenant_id in enumerate(due):
            if not self._send_one(tenant_id, bucket):
                self._keep(due[position:] if self._silent_until > now else [tenant_id])
            if self._silent_until > now:
                return self._silent_until - now
        with self._changed:
            if not self._waiting:
                self._last_bucket = {tenant_id: last for tenant_id, last in self._last_bucket.items() if last == bucket}
                return 0.0
        return (bucket + 1) * BUCKET_SECONDS - now

    def _keep(self, tenant_ids: list[int]) -> None:
        with self._changed:
            self._waiting.update(tenant_ids)

    def _send_one(self, tenant_id: int, bucket: int) -> bool:
        self._last_bucket[tenant_id] = bucket
        try:
            accepted = self._send(tenant_id, bucket)
        except redis.RedisError as error:
            del self._last_bucket[tenant_id]
            self._pause = min(self._pause * 2 or _FIRST_PAUSE, _LONGEST_PAUSE)
            self._silent_until = self._clock() + self._pause
            log.warning("queue unreachable, signals wait", extra={"error": type(error).__name__, "seconds": self._pause})
            return False
        self._pause = 0.0
        return accepted


def _send_to_queue(tenant_id: int, bucket: int) -> bool:
    connection = enqueue.connection()
    if connection is None:
        return True
    key = f"{tenant_id}-{bucket}"
    return enqueue.deliver(connection, enqueue.Request(TALLY_RESPONSES, {"tenant_id": tenant_id}, coalesce=key))


_signaller = Signaller(_send_to_queue)


def signal_tally(session: Session | DirectAnswers, *, tenant_id: int) -> None:
    """Have the tenant's answers counted once this session's transaction is committed; what was stored directly is."""
    if isinstance(session, Session):
        session.info.setdefault(_KEY, set()).add(tenant_id)
    elif enqueue.connection() is not None:
        _signaller.mark(tenant_id)


@event.listens_for(Session, "after_commit")
def _mark_recorded(session: Session) -> None:
    if enqueue.connection() is None:
        session.info.pop(_KEY, None)
        return
    for tenant_id in session.info.pop(_KEY, ()):
        _signaller.mark(tenant_id)


@event.listens_for(Session, "after_rollback")
def _forget_recorded(session: Session) -> None:
    session.info.pop(_KEY, None)
