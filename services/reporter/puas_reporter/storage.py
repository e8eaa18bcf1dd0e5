"""The file store of this process, set once when it starts."""

from __future__ import annotations

from puas.runtime.file_store import FileStore, open_file_store

_store: FileStore | None = None


def connect(files_url: str) -> None:
    """Set the store; called once, before the process forks."""
    global _store
    _store = open_file_store(files_url)


def file_store() -> FileStore:
    if _store is None:
        raise RuntimeError("puas_reporter.storage.connect has not been called in this process")
    return _store
