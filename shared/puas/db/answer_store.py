"""Stores one answer, through the database's function `store_answer`, in one of two ways.

`SessionAnswers` joins the transaction of a session, as everything else does. `DirectAnswers` is for the form behind the
stickers, which is sent far more often than anything else: scope, lock, look-ups and both rows travel to the server as one
message and the answer comes back committed. How much that saves stands in the decision on the submit path.
"""

from __future__ import annotations

import logging
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import psycopg
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.session import CONNECT_SECONDS, with_driver
from puas.db.tables.scores import UNSUR_COLUMNS

log = logging.getLogger(__name__)

# In the order of the function's parameters.
_PARAMETERS = (
    "tenant_id", "lock_key", "id", "agency_id", "service_type_id", "today", "limit", "window_start", "flags", "submitted_at",
    "content_hash", "collection_point_id", "network_key", "channel", "language", "assisted", "seconds_on_form", "gender", "age",
    "education", "occupation", "disability", "suggestion", *UNSUR_COLUMNS,
)  # fmt: skip
_PLACES = ", ".join(["%s"] * len(_PARAMETERS))
_STORE = f"select has_period, is_asked, kept_as from store_answer({_PLACES})"  # noqa: S608 - places only
_CONTENT = "select content_hash from response where tenant_id = %s and id = %s"


class Stored(NamedTuple):
    """`is_asked`: the period asks about the service; `state` it was stored in, None where the id is taken."""

    is_asked: bool
    state: str | None


class AnswerStore(Protocol):
    """A place to put answers."""

    def store(self, *, lock_key: int, values: dict[str, Any]) -> Stored | None:
        """Insert the answer and its inbox row; None where the agency has no period yet."""

    def content_of(self, *, tenant_id: int, response_id: UUID) -> bytes:
        """The content hash of a stored answer."""


class SessionAnswers:
    """Answers as part of a session's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def store(self, *, lock_key: int, values: dict[str, Any]) -> Stored | None:
        tenancy.enter(self._session, tenant_id=values["tenant_id"])
        return _stored(self._session.connection().exec_driver_sql(_STORE, _arguments(lock_key, values)).one())

    def content_of(self, *, tenant_id: int, response_id: UUID) -> bytes:
        return bytes(self._session.connection().exec_driver_sql(_CONTENT, (tenant_id, response_id)).scalar_one())


class DirectAnswers:
    """A connection that stores answers, each in a transaction of its own and in one message. For one thread at a time."""

    def __init__(self, url: str) -> None:
        self._url = make_url(with_driver(url))
        self._connection: psycopg.Connection[Any] | None = None

    def store(self, *, lock_key: int, values: dict[str, Any]) -> Stored | None:
        arguments = _arguments(lock_key, values)
        try:
            return _stored(self._open().execute(_STORE, arguments, prepare=True).fetchone())
        except psycopg.OperationalError:
            if not self._open().closed:
                raise
            # The server went away and may be back. Whether it had stored the answer does not matter: the id decides.
            log.warning("database connection was dead, answer is sent again")
            self.close()
            return _stored(self._open().execute(_STORE, arguments).fetchone())

    def content_of(self, *, tenant_id: int, response_id: UUID) -> bytes:
        connection = self._open()
        with connection.transaction():
            connection.execute(f"SET LOCAL app.tenant_id = '{int(tenant_id)}'")
            row = connection.execute(_CONTENT, (tenant_id, response_id)).fetchone()
        if row is None:
            raise LookupError(response_id)
        return bytes(row[0])

    def close(self) -> None:
        """Let the connection go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> psycopg.Connection[Any]:
        if self._connection is None:
            address = self._url.translate_connect_args(username="user", database="dbname")
            options = {"connect_timeout": CONNECT_SECONDS, **self._url.query}
            self._connection = psycopg.connect(**address, **options, autocommit=True)  # type: ignore[arg-type]
        return self._connection


def _arguments(lock_key: int, values: dict[str, Any]) -> tuple[Any, ...]:
    # Flags are slugs of ours; as one literal they need no array made of them.
    named = {**values, "lock_key": lock_key, "flags": "{" + ",".join(values["flags"]) + "}"}
    return tuple(named[name] for name in _PARAMETERS)


def _stored(row: Any) -> Stored | None:
    has_period, is_asked, kept_as = row
    return Stored(bool(is_asked), kept_as) if has_period else None
