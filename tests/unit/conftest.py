"""Unit tests have no database and no queue: asking for one is an error, not a slow test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import pytest


class ServerRefused(RuntimeError):
    """A unit test asked for a server."""


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise ServerRefused("unit tests run without PostgreSQL and Valkey; move this test to tests/integration")


@pytest.fixture(scope="session")
def services() -> NoReturn:
    _refuse()


@pytest.fixture(scope="module", autouse=True)
def no_servers() -> Iterator[None]:
    """By module, so that the refusal ends before tests of another folder begin."""
    patch = pytest.MonkeyPatch()
    for target in ("psycopg.Connection.connect", "psycopg.connect", "redis.connection.AbstractConnection.connect"):
        try:
            patch.setattr(target, _refuse)
        except ImportError:
            # The domain's tests also run where no driver is installed; then there is nothing to refuse.
            continue
    yield
    patch.undo()
