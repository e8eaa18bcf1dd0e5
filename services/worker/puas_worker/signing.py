"""The installation's signing key in this process."""

from __future__ import annotations

from functools import cache

from puas.runtime.settings import WorkerSettings, load
from puas.runtime.signing_key import SigningKey


@cache
def signing_key() -> SigningKey:
    """The key, made once of the settings."""
    return SigningKey(load(WorkerSettings).secret_key)
