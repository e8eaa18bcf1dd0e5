"""Erases practice tenants whose time is over, makes the templates rooms will need, and finds pools whose signal was lost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from puas.db.queries.practice_rooms import PracticeRoom, list_owners, list_rooms
from puas.db.queries.practice_tenants import list_expired
from puas.domain.practice_stories import STORIES
from puas.jobs.catalogue import FILL_PRACTICE_POOL
from puas.jobs.enqueue import enqueue
from puas.jobs.run import job_context, transaction
from puas.runtime import clock
from puas.usecases.build_practice_story import build_practice_story
from puas.usecases.erase_practice import erase_practice
from puas.usecases.erase_practice_files import erase_practice_files
from puas_worker.signing import signing_key
from puas_worker.storage import file_store

log = logging.getLogger(__name__)

MOST_AT_ONCE = 100


def run(*, context: dict[str, str] | None = None, **_: Any) -> int:
    """How many tenants were erased; trouble with one does not keep the others waiting."""
    failures: list[Exception] = []
    erased = 0
    with job_context(context=context):
        with transaction() as session:
            expired = list_expired(session, now=clock.now(), limit=MOST_AT_ONCE)
        for tenant_id in expired:
            erased += _tried(failures, partial(_erase, tenant_id))
        rooms = _rooms(failures)
        for story in sorted({room.story for _owner, room in rooms} & STORIES.keys()):
            _tried(failures, partial(_build, story))
        for owner_id, room in rooms:
            if room.is_open:
                _tried(failures, partial(_fill, owner_id, room))
    if failures:
        raise ExceptionGroup("some practice tenants could not be looked after", failures)
    return erased


def _erase(tenant_id: int) -> bool:
    with job_context(tenant_id=tenant_id):
        with transaction() as session:
            erase_practice(session=session, tenant_id=tenant_id, now=clock.now())
        with transaction() as session:
            return erase_practice_files(session=session, store=file_store(), tenant_id=tenant_id, now=clock.now())


def _rooms(failures: list[Exception]) -> list[tuple[int, PracticeRoom]]:
    with transaction() as session:
        owners = list_owners(session)
    found: list[tuple[int, PracticeRoom]] = []
    for owner_id in owners:
        try:
            with transaction(tenant_id=owner_id) as session:
                found += [(owner_id, room) for room in list_rooms(session, tenant_id=owner_id, now=clock.now())]
        except Exception as error:
            log.exception("training sessions could not be read")
            failures.append(error)
    return found


def _build(story: str) -> bool:
    with transaction() as session:
        build_practice_story(session=session, store=file_store(), signing_key=signing_key(), story=story, now=clock.now())
    return True


def _fill(owner_id: int, room: PracticeRoom) -> bool:
    with transaction() as session:
        enqueue(
            session, FILL_PRACTICE_POOL, coalesce=room.session_id.hex, owner_id=owner_id, session_id=str(room.session_id)
        )
    return True


def _tried(failures: list[Exception], work: Callable[[], bool]) -> bool:
    try:
        return work()
    except Exception as error:
        log.exception("practice tenants could not be looked after")
        failures.append(error)
        return False
