"""Integration tests: real PostgreSQL and Valkey, real migrations, the application's log-in, rolled back after each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

_HERE = Path(__file__).parent


@pytest.fixture
def in_november() -> Iterator[None]:
    """A day on which the periods the factories open take answers, whatever day the tests are run on."""
    with time_machine.travel("2026-11-22T03:00:00+00:00", tick=True):
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.integration)
