"""The address of this installation in this process."""

from __future__ import annotations

from functools import cache

from puas.runtime.settings import WorkerSettings, load


@cache
def base_url() -> str:
    """Where people reach it, for links in letters and the origin of archives."""
    return load(WorkerSettings).base_url
