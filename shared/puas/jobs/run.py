"""Runs a job's work: the process's session factory, one short transaction at a time, and the sender's context in the log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from rq import get_current_job
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from puas.db.queries.practice_tenants import is_for_practice, nobody_is_in
from puas.db.session import make_engine, make_session_factory, unit_of_work
from puas.db.tables.places import Tenant
from puas.runtime import log_context

_engine: Engine | None = None
_factory: sessionmaker[Session] | None = None


def connect(database_url: str) -> None:
    """Set the database of this process; called once at its start, before it forks."""
    global _engine, _factory
    _engine = make_engine(database_url, pool_size=2, max_overflow=2)
    _factory = make_session_factory(_engine)


def forget_connections() -> None:
    """After a fork the child must not use the parent's sockets."""
    if _engine is not None:
        _engine.dispose(close=False)


@contextmanager
def transaction(*, tenant_id: int | None = None, account_id: UUID | None = None) -> Iterator[Session]:
    """One short transaction of the running job, for one tenant; commits at the end."""
    if _factory is None:
        raise RuntimeError("puas.jobs.run.connect has not been called in this process")
    with unit_of_work(_factory, tenant_id=tenant_id, account_id=account_id) as session:
        yield session


@contextmanager
def job_context(*, tenant_id: int | None = None, context: dict[str, str] | None = None) -> Iterator[None]:
    """The sender's request id, this job's id and the tenant, for every line the job logs."""
    job = get_current_job()
    values: dict[str, object] = dict(context or {})
    if job is not None:
        values["job_id"] = job.id
    if tenant_id is not None:
        values["tenant_id"] = tenant_id
    with log_context.bound(**values):
        yield


def active_tenant_ids(*, with_practice: bool = True) -> list[int]:
    """Every tenant a sweep or a schedule has to enter in turn; of practice tenants those somebody is in, or none."""
    passed_over = nobody_is_in() if with_practice else is_for_practice()
    with transaction() as session:
        return list(session.scalars(select(Tenant.id).where(Tenant.state == "active", ~passed_over).order_by(Tenant.id)))
