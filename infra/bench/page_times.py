"""Opens pages of the real application as a signed-in person and notes what each took: time in the server, statements, rows.

The application runs in this process and is called as a web server calls it (WSGI), one request after the other; what a server and a
network add is the same for the floor and is left out of both.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from flask import Flask
from sqlalchemy import Engine, event
from werkzeug.test import Client

from puas_web.login import LoggedInAccount

_COUNTED = ("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")


@dataclass
class Visit:
    """One request: seconds until the last byte of the answer was there, and seconds of this process's own work in them."""

    seconds: float
    processor: float
    status: int
    statements: int
    rows: int
    size: int
    media: str


@dataclass
class Meter:
    """Stands around an application and measures what passes; counts the statements of all engines meanwhile."""

    application: Callable[..., Iterable[bytes]]
    statements: int = 0
    rows: int = 0
    seconds: float = 0.0
    processor: float = 0.0

    def __call__(self, environment: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        self.statements = self.rows = 0
        began, worked = time.perf_counter(), time.thread_time()
        answer = self.application(environment, start_response)
        body = list(answer)
        close = getattr(answer, "close", None)
        if close is not None:
            close()
        self.seconds, self.processor = time.perf_counter() - began, time.thread_time() - worked
        return body

    @contextmanager
    def listening(self) -> Iterator[Meter]:
        """While the block lasts statements are noted, savepoints and settings left out."""

        def note(_connection: object, cursor: Any, statement: str, *_: object) -> None:
            if statement.lstrip().upper().startswith(_COUNTED):
                self.statements += 1
                self.rows += max(cursor.rowcount, 0)

        event.listen(Engine, "after_cursor_execute", note)
        yield self
        event.remove(Engine, "after_cursor_execute", note)


class Visitor:
    """A person with a session of their own."""

    def __init__(self, app: Flask, meter: Meter, account_id: UUID) -> None:
        self._meter = meter
        self._client = Client(meter)
        cookie_client = app.test_client()
        with cookie_client.session_transaction() as session:
            session["_user_id"] = LoggedInAccount(account_id, 1, "", "").get_id()
            session["_fresh"] = True
        cookie = cookie_client.get_cookie(app.config["SESSION_COOKIE_NAME"])
        if cookie is None:
            raise RuntimeError("nobody is signed in")
        self._client.set_cookie(cookie.key, cookie.value)

    def open(self, address: str) -> Visit:
        """Open an address once."""
        with self._client.get(address) as answer:
            passed, media = self._meter, answer.mimetype or ""
            return Visit(passed.seconds, passed.processor, answer.status_code, passed.statements, passed.rows, len(answer.data), media)


@dataclass
class PageTimes:
    """Visits of one page at several addresses; the first one of each, which fills caches, apart."""

    first_visits: list[Visit] = field(default_factory=list)
    later_visits: list[Visit] = field(default_factory=list)

    @property
    def visits(self) -> list[Visit]:
        return self.first_visits + self.later_visits

    @property
    def measured(self) -> list[float]:
        """Milliseconds of the later visits."""
        return [each.seconds * 1000 for each in self.later_visits]

    @property
    def first(self) -> float:
        """Milliseconds of the slowest first visit."""
        return max(each.seconds for each in self.first_visits) * 1000

    @property
    def median(self) -> float:
        return statistics.median(self.measured)

    @property
    def p95(self) -> float:
        return percentile(self.measured, 95)

    @property
    def processor(self) -> float:
        """Milliseconds of processor time without the database's: steady also where the machine has other work to do."""
        return statistics.median(each.processor * 1000 for each in self.later_visits)

    @property
    def statements(self) -> int:
        return max(each.statements for each in self.visits)

    @property
    def rows(self) -> int:
        return round(statistics.median(each.rows for each in self.visits))

    @property
    def size(self) -> int:
        return round(statistics.median(each.size for each in self.visits))

    @property
    def is_page(self) -> bool:
        return self.visits[0].media == "text/html"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of a hundred do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100).__trunc__() - 1)]


def visit_in_turns(ways: Sequence[tuple[Visitor, str]], rounds: int) -> PageTimes | None:
    """The same page by these people at these addresses, in turns; None where no address of it has anything to show."""
    tried = [(visitor, address, visitor.open(address)) for visitor, address in ways]
    found = [each for each in tried if each[2].status == 200]
    if not found:
        return None
    times = PageTimes([visit for _, _, visit in found])
    for _ in range(rounds):
        times.later_visits += [visitor.open(address) for visitor, address, _ in found]
    return times


class Floor:
    """A bare Flask view that reads as many rows of the same table and answers as many bytes."""

    def __init__(self, database: str, tenant_ids: Sequence[int], province_code: str) -> None:
        self._connection = psycopg.connect(database, autocommit=True)
        self._connection.execute(f"set app.province_code = '{province_code}'")
        self._tenant_ids = list(tenant_ids)
        app = Flask("floor")
        app.add_url_rule("/<int:rows>/<int:size>", "read", self._read)
        self._meter = Meter(app.wsgi_app)
        self._client = Client(self._meter)
        self._known: dict[tuple[int, int], float] = {}

    def _read(self, rows: int, size: int) -> bytes:
        statement = "select unit_id, name, kind, respondents, ni, nik, mutu, margin, starts_on, ends_on from shared_figure limit %s"
        found = self._connection.execute(statement, (rows,)).fetchall()
        return b"x" * max(size - len(found), 0)

    def median(self, rows: int, size: int, rounds: int = 15) -> float:
        """Milliseconds; remembered for pages of nearly the same kind."""
        key = (round(rows, -1), round(size, -4))
        if key not in self._known:
            taken = []
            for _ in range(rounds):
                with self._client.get(f"/{rows}/{size}"):
                    taken.append(self._meter.seconds * 1000)
            self._known[key] = statistics.median(taken)
        return self._known[key]

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()
