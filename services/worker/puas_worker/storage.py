"""The file store of this process."""

from __future__ import annotations

from functools import cache

from puas.runtime.file_store import FileStore, open_file_store
from puas.runtime.settings import WorkerSettings, load


@cache
def file_store() -> FileStore:
    """The store, opened once from the settings."""
    return open_file_store(load(WorkerSettings).files_url)
