"""Engines and sessions for services and commands, and the one place outside the web boundary that commits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session, sessionmaker

from puas.db import tenancy

# A server that is away is noticed before whoever waits has gone.
CONNECT_SECONDS = 5
# Statements are prepared by the server unless a transaction pooler sits in between (`?prepare_threshold=none` is then ours to set).
ENGINE_OPTIONS: dict[str, Any] = {
    "pool_size": 5,
    "max_overflow": 10,
    "pool_recycle": 1800,
    "connect_args": {"connect_timeout": CONNECT_SECONDS},
}

_RESTED_SECONDS = 1.0


def make_engine(url: str, **options: Any) -> Engine:
    """An engine on psycopg 3 with UTC sessions; `postgresql://` is read as `postgresql+psycopg://`."""
    engine = create_engine(with_driver(url), **{**ENGINE_OPTIONS, **options})
    _look_after_idle_connections(engine)
    return engine


def _look_after_idle_connections(engine: Engine) -> None:
    """Try a connection that has rested before it is used: its server may have gone and come back.

    Trying it at every use (`pool_pre_ping`) would cost as much as a small statement, in every request.
    """

    def note(_connection: Any, record: Any) -> None:
        record.info["resting_since"] = time.monotonic()

    def try_it(connection: Any, record: Any, _proxy: Any) -> None:
        since = record.info.get("resting_since")
        if since is None or time.monotonic() - since < _RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            # What happened to this one happened to all of them.
            raise InvalidatePoolError from error

    event.listen(engine, "checkin", note)
    event.listen(engine, "checkout", try_it)


def with_driver(url: str) -> str:
    """The URL with the driver named, as SQLAlchemy wants it."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def make_session_factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions whose objects stay readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def unit_of_work(
    factory: sessionmaker[Session], *, tenant_id: int | None = None, account_id: UUID | None = None
) -> Iterator[Session]:
    """One transaction for one tenant: commits at the end of the block, rolls back when it raises."""
    with factory() as session:
        tenancy.enter(session, tenant_id=tenant_id, account_id=account_id)
        yield session
        session.commit()
