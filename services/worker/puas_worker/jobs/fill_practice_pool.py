"""Prepares the practice tenants of a training session: its story's template of today, then one tenant a transaction."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from puas.db.queries.practice_rooms import story_of
from puas.jobs.run import job_context, transaction
from puas.runtime import clock
from puas.usecases.build_practice_story import build_practice_story
from puas.usecases.fill_practice_pool import fill_practice_pool
from puas_worker.signing import signing_key
from puas_worker.storage import file_store

log = logging.getLogger(__name__)

# More than any session has seats: a run ends even where tenants vanish as fast as they are made.
_MOST_AT_ONCE = 250


def run(*, owner_id: int, session_id: str, context: dict[str, str] | None = None, **_: Any) -> int:
    """How many were made; a second run finds nothing missing, two at once share the work."""
    with job_context(tenant_id=owner_id, context=context):
        wanted = UUID(session_id)
        with transaction(tenant_id=owner_id) as session:
            story = story_of(session, tenant_id=owner_id, session_id=wanted)
        if story is None:
            return 0
        with transaction() as session:
            build_practice_story(session=session, store=file_store(), signing_key=signing_key(), story=story, now=clock.now())
        made = 0
        for _turn in range(_MOST_AT_ONCE):
            with transaction() as session:
                missing = fill_practice_pool(session=session, owner_id=owner_id, session_id=wanted, now=clock.now())
            made += 1
            if not missing:
                break
        log.info("practice pool filled", extra={"session_id": session_id, "turns": made})
        return made
