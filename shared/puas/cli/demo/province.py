"""What the demo needs of the database: its schema and sample province before anything else, the training of today afterwards.

Loading this takes about a second, so the command starts what can load beside it first.
"""

from __future__ import annotations

import gc
import logging
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime

from puas.cli.demo.seed import is_seeded, seed
from puas.cli.demo.story import Story
from puas.cli.demo.target import SeedTarget
from puas.cli.demo.trainings import OpenRoom, ensure_open_room
from puas.db.migrate import upgrade
from puas.db.session import make_engine, make_session_factory
from puas.jobs import enqueue
from puas.runtime.demo_logins import write_demo_training
from puas.runtime.file_store import FileStore


def prepare_province(story: Story, target: SeedTarget, say: Callable[[str], None]) -> bool:
    """Bring the schema to the newest version and fill an empty database; says whether it was empty."""
    say("menyiapkan skema basis data …")
    upgrade(target.owner_url)
    if is_seeded(target.app_url):
        return False
    say("mengisi provinsi contoh (data rekaan) …")
    began = time.monotonic()
    # Nobody works yet, and what is told here is the past: jobs that find no queue are no news.
    logging.getLogger(enqueue.__name__).setLevel(logging.ERROR)
    # What is made stays until its regency is told: looking for garbage again and again would cost a tenth of the time.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    seed(story, target, lambda line: say(f"  {line}"), processes=_processes())
    say(f"provinsi contoh siap dalam {time.monotonic() - began:.1f} detik")
    return True


def _processes() -> int:
    """One on each core; more than four would find nothing to do."""
    return min(os.cpu_count() or 1, 4)


def open_room(story: Story, store: FileStore, *, app_url: str, redis_url: str, is_room: bool) -> OpenRoom | None:
    """The training of today. Asked for once the services run, so that preparing it makes nobody wait."""
    enqueue.connect(redis_url)
    engine = make_engine(app_url, pool_size=1, max_overflow=0)
    try:
        room = ensure_open_room(make_session_factory(engine), story=story, now=datetime.now(UTC), is_room=is_room)
    finally:
        engine.dispose()
    if room is not None:
        write_demo_training(store, room.title, room.code)
    return room
