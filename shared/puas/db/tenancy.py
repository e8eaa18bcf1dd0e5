"""Who a transaction acts for. The database's row-level security reads it; nothing else may set it.

Each transaction starts by writing every setting, also the empty ones: with a pooled connection or an outer transaction a
forgotten tenant would otherwise inherit the one before. `SET LOCAL` with a validated literal is used instead of
`set_config`, because it is what distributed PostgreSQL passes on to its shards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, SessionTransaction

_EMAIL_LITERAL = re.compile(r"[^\s'\\;\x00-\x1f]{3,254}")
_REGION_LITERAL = re.compile(r"\d{2}(\.\d{2})?")
_KEY = "puas_scope"
_LOCKS_KEY = "puas_shared_locks"


@dataclass(frozen=True, slots=True)
class Scope:
    """The settings of one transaction; None means empty, and empty means no rows."""

    tenant_id: int | None = None
    account_id: UUID | None = None
    login_email: str | None = None
    province_code: str | None = None


class UnableToEnter(ValueError):
    """A scope value that could not be written as a safe literal."""


def scope_of(session: Session) -> Scope:
    """The scope the session's transactions run in."""
    scope = session.info.get(_KEY)
    return scope if isinstance(scope, Scope) else Scope()


def enter(session: Session, **changes: Any) -> Scope:
    """Change parts of the scope (`tenant_id`, `account_id`, `login_email`, `province_code`), at once and for later transactions."""
    scope = replace(scope_of(session), **changes)
    statements = _statements(scope)
    session.info[_KEY] = scope
    if session.in_transaction():
        # What is in memory was written and read under the old scope.
        session.flush()
        session.connection().exec_driver_sql(statements)
    return scope


@contextmanager
def inside(session: Session, **changes: Any) -> Iterator[Scope]:
    """Act for another tenant within the block, then for whom the session acted before."""
    before = scope_of(session)
    try:
        yield enter(session, **changes)
        session.flush()
    finally:
        session.info[_KEY] = before
        if session.in_transaction():
            # Where the database has refused a statement it takes no more; what begins after the rollback gets the old scope.
            with suppress(SQLAlchemyError):
                session.connection().exec_driver_sql(_statements(before))


def leave(session: Session) -> None:
    """Forget everybody: later statements of this session see no tenant's rows."""
    enter(session, tenant_id=None, account_id=None, login_email=None, province_code=None)


def lock_with_scope(session: Session, key: int) -> None:
    """Hold an advisory lock shared for one transaction: the present one, else the next, in the message that writes its scope."""
    if session.in_transaction():
        session.connection().exec_driver_sql(_lock_statement(key))
    else:
        session.info.setdefault(_LOCKS_KEY, []).append(key)


def _lock_statement(key: int) -> str:
    return f"SELECT pg_advisory_xact_lock_shared({int(key)})"


def _statements(scope: Scope) -> str:
    tenant = "" if scope.tenant_id is None else str(int(scope.tenant_id))
    account = "" if scope.account_id is None else str(UUID(str(scope.account_id)))
    email = _checked(scope.login_email, _EMAIL_LITERAL)
    province = _checked(scope.province_code, _REGION_LITERAL)
    # The driver reads a percent sign as the beginning of a placeholder, also where there are no values.
    return (
        f"SET LOCAL app.tenant_id = '{tenant}'; SET LOCAL app.account_id = '{account}'; "
        f"SET LOCAL app.login_email = '{email.lower().replace('%', '%%')}'; SET LOCAL app.province_code = '{province}'"
    )


def _checked(value: str | None, pattern: re.Pattern[str]) -> str:
    if value is None:
        return ""
    if not pattern.fullmatch(value):
        raise UnableToEnter("the value cannot be used as a scope")
    return value


@event.listens_for(Session, "after_begin")
def _write_scope(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    # Savepoints inherit the settings of the transaction around them; the listener writes them all the same, because an
    # outer test transaction makes each "transaction" of the code a savepoint.
    if connection.dialect.name == "postgresql":
        locks = session.info.pop(_LOCKS_KEY, ())
        connection.exec_driver_sql("; ".join((_statements(scope_of(session)), *map(_lock_statement, locks))))
