"""Engines and sessions for services and commands, and the one place outside the web boundary that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker

from puas.db import tenancy

# Statements are prepared by the server unless a transaction pooler sits in between (`?prepare_threshold=none` is then ours to set).
ENGINE_OPTIONS: dict[str, Any] = {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 10, "pool_recycle": 1800}


def make_engine(url: str, **options: Any) -> Engine:
    """An engine on psycopg 3 with UTC sessions; `postgresql://` is read as `postgresql+psycopg://`."""
    return create_engine(with_driver(url), **{**ENGINE_OPTIONS, **options})


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
