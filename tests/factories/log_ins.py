"""Connections of the database's log-ins as a client of its own would have them, and what it means to be refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from puas.db.session import with_driver

INSUFFICIENT_PRIVILEGE = "42501"


@contextmanager
def connected(url: str, **settings: object) -> Iterator[Connection]:
    """A connection of a log-in with these settings."""
    engine = create_engine(with_driver(url), poolclass=NullPool)
    with engine.connect() as connection:
        for name, value in settings.items():
            connection.execute(text("select set_config(:name, :value, true)"), {"name": f"app.{name}", "value": str(value)})
        yield connection
        connection.rollback()
    engine.dispose()


def is_refused(error: DBAPIError) -> bool:
    """Whether it was the right that was missing, and nothing else that went wrong."""
    return getattr(error.orig, "sqlstate", None) == INSUFFICIENT_PRIVILEGE


def expect_refusal(connection: Connection, statement: Any) -> None:
    """The statement fails for want of a right."""
    with pytest.raises(DBAPIError) as caught, connection.begin_nested():
        connection.execute(statement)
    assert is_refused(caught.value), caught.value
