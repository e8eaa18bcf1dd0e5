"""Regencies of the demo told side by side, one share of them by each core of the machine; they have nothing to do with one another.

Telling one is a long talk between Python and the database in which each waits for the other.
"""

from __future__ import annotations

import logging
import multiprocessing
import random
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from sqlalchemy import Engine

from puas.cli.demo.people import People
from puas.cli.demo.regency import RegencySeed
from puas.cli.demo.story import RegencyStory, Story
from puas.cli.demo.target import SeedTarget
from puas.db.session import ENGINE_OPTIONS, make_engine, make_session_factory
from puas.db.tables.places import Tenant
from puas.jobs import enqueue
from puas.runtime.demo_logins import DemoLogin

Logins = dict[int, list[DemoLogin]]


class UnableToTellRegencies(RuntimeError):
    """A process that told some of the regencies ended before its time; what it had to say stands above."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told, of which tenants (in the order of the story), by whom, and where it is written."""

    story: Story
    tenants: Sequence[Tenant]
    people: People
    target: SeedTarget

    def tell(self, numbers: Sequence[int], say: Callable[[str], None]) -> Logins:
        """Write these regencies; who can sign in there, by the regency's number."""
        engine = _quick_engine(self.target.app_url)
        logins = {}
        try:
            for number in numbers:
                regency, people = self.story.regencies[number], self.people.elsewhere()
                say(_announced(regency))
                rng = random.Random(self.story.seed + number)
                factory = make_session_factory(engine)
                RegencySeed(self.story, regency, self.tenants[number], factory, people, self.target, rng).run()
                logins[number] = people.logins
        finally:
            engine.dispose()
        return logins


def tell_regencies(telling: Telling, say: Callable[[str], None], *, processes: int) -> list[DemoLogin]:
    """Write all regencies; who can sign in there, in the order of the story. No connection may be open that a child would inherit."""
    own, *others = shares(telling.story.regencies, processes if sys.platform == "linux" else 1)
    children = [_Child(telling, share) for share in others]
    try:
        for share in others:
            for number in share:
                say(_announced(telling.story.regencies[number]))
        logins = telling.tell(own, say)
        for child in children:
            logins |= child.logins()
    finally:
        for child in children:
            child.end()
    return [login for number in sorted(logins) for login in logins[number]]


def _quick_engine(url: str) -> Engine:
    """Its commits do not wait for the disk."""
    connection = {**ENGINE_OPTIONS["connect_args"], "options": "-c synchronous_commit=off"}
    return make_engine(url, pool_size=1, max_overflow=1, connect_args=connection)


def shares(regencies: Sequence[RegencyStory], count: int) -> list[list[int]]:
    """The numbers of the regencies in so many shares of about the same work, the largest first; none of them empty."""
    weights = {number: _weight(regency) for number, regency in enumerate(regencies)}
    parts: list[list[int]] = [[] for _ in range(max(1, min(count, len(regencies))))]
    for number in sorted(weights, key=lambda each: (-weights[each], each)):
        min(parts, key=lambda part: sum(weights[each] for each in part)).append(number)
    return [sorted(part) for part in sorted(parts, key=lambda part: -sum(weights[each] for each in part))]


def _weight(regency: RegencyStory) -> int:
    """About how much there is to write: every agency in every period, and what a regency needs in any case."""
    return 10 + len(regency.agencies) * (2 + regency.closed_periods)


def _announced(regency: RegencyStory) -> str:
    return f"{regency.look.name}: {len(regency.agencies)} perangkat daerah"


class _Child:
    """Another process, copied from this one, that tells a share and hands back its log-ins."""

    def __init__(self, telling: Telling, share: Sequence[int]) -> None:
        context = multiprocessing.get_context("fork")
        self._answer, end = context.Pipe(duplex=False)
        self._process = context.Process(target=_tell_apart, args=(end, telling, share), daemon=True)
        self._process.start()
        # With this end open here, too, the death of the child would never be noticed.
        end.close()

    def logins(self) -> Logins:
        with suppress(EOFError):
            logins: Logins = self._answer.recv()
            return logins
        raise UnableToTellRegencies("a process that told some of the regencies ended unexpectedly")

    def end(self) -> None:
        """It has nothing left to do, or is not waited for any more."""
        self._process.terminate()
        self._process.join()
        self._answer.close()


def _tell_apart(answer: Connection, telling: Telling, share: Sequence[int]) -> None:
    # Who pressed Ctrl-C meant the parent, which ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    logging.getLogger(enqueue.__name__).setLevel(logging.ERROR)
    answer.send(telling.tell(share, lambda _line: None))
