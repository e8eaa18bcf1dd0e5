"""Jobs run in the test's own process, on a database whose commits are real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from puas.jobs import enqueue as queue
from puas.jobs import run as job_run

if TYPE_CHECKING:
    from tests.conftest import Committing


@pytest.fixture
def worker_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """What the worker's environment says, for jobs that read their settings."""
    from puas_worker import address, mail_transport, signing, storage

    values = {
        "MODE": "demo",
        "DATABASE_URL": "postgresql://puas_app@127.0.0.1:9/none",
        "REDIS_URL": "redis://127.0.0.1:9/0",
        "BASE_URL": "http://localhost",
        "FILES_URL": tmp_path.as_uri(),
        "SECRET_KEY": "only for tests, only for tests, only for tests",
    }
    for name, value in values.items():
        monkeypatch.setenv(f"PUAS_{name}", value)
    caches = (address.base_url, mail_transport.transport, signing.signing_key, storage.file_store)
    for each in caches:
        each.cache_clear()
    yield
    for each in caches:
        each.cache_clear()


@pytest.fixture
def job_database(committing: Committing, monkeypatch: pytest.MonkeyPatch) -> Committing:
    """The database jobs work on, and no queue server: what they ask for is not sent."""
    monkeypatch.setattr(job_run, "_factory", committing.session_factory)
    monkeypatch.setattr(queue, "_connection", None)
    return committing
