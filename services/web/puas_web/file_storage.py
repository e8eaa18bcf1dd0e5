"""The installation's file store, opened once per process."""

from __future__ import annotations

from flask import Flask, abort, current_app

from puas.runtime.file_store import FileStore, UnableToFindFile, open_file_store

_EXTENSION = "puas_file_store"


def file_store() -> FileStore:
    """Where emblems, reports and exports are kept."""
    store: FileStore = current_app.extensions[_EXTENSION]
    return store


def read_or_404(key: str) -> bytes:
    """What is kept under the key."""
    try:
        return file_store().read(key)
    except UnableToFindFile:
        abort(404)


def init_app(app: Flask, *, files_url: str) -> None:
    app.extensions[_EXTENSION] = open_file_store(files_url)
