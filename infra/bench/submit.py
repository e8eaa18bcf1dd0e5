"""Submitting a form, against a bare Flask view with nine integers checked and one INSERT."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from urllib.parse import urlencode

import redis

from bench.figures import Figure, in_turns, tell
from bench.floor_app import SLUGS, TABLE
from bench.load_generator import closed_loop, open_loop, post
from bench.processor_time import spent
from bench.stage import Service, Stage, floor_service, stage, web_service
from puas.db.identifiers import new_id

PROFILE = {"gender": "perempuan", "age": "34", "education": "sma", "occupation": "wirausaha", "disability": ""}
_PLACE = "00000000-0000-7000-8000-000000000000"


def maker(path: str, fields: dict[str, str]) -> Callable[[], bytes]:
    """Requests that differ in their id only."""
    before, _, after = post("bench", path, urlencode({"id": _PLACE, **fields}).encode()).partition(_PLACE.encode())
    return lambda: before + str(new_id()).encode() + after


class Side:
    """One of the two that are compared, with what its runs added up to."""

    def __init__(self, here: Stage, service: Service, make: Callable[[], bytes], seconds: float) -> None:
        self.service, self.make = service, make
        self.done = self.errors = 0
        self._here, self._seconds = here, seconds
        self._spent = [0.0, 0.0]

    def rate(self) -> float:
        """Answers a second with sixteen connections."""
        before = self._processor()
        load = closed_loop(self.service.address, self.make, seconds=self._seconds)
        self._spent = [total + now - then for total, now, then in zip(self._spent, self._processor(), before, strict=True)]
        self.done += load.done
        self.errors += load.errors
        return load.rate

    def processor_time(self) -> list[float]:
        """Microseconds of service and of database for one answer."""
        return [each / max(self.done, 1) * 1e6 for each in self._spent]

    def _processor(self) -> list[float]:
        return [spent(self.service.pid), spent(self._here.postgres_pid)]


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", default="granian")
    parser.add_argument("--processes", type=int, default=min(os.cpu_count() or 1, 8))
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with stage() as here:
        tell(_measure(here, options))


def _measure(here: Stage, options: argparse.Namespace) -> list[Figure]:
    with here.connect("puas_owner") as owner:
        owner.execute(TABLE)
        owner.execute("grant insert on floor_answer to puas_app")
    path = f"/s/{here.office.code}"
    fields = {**dict.fromkeys(SLUGS, "3"), **PROFILE, "suggestion": "Ruang tunggu panas.", "bahasa": "id"}
    kind = {"server": options.server, "processes": options.processes}
    with floor_service(here, **kind, page_bytes=2048) as floor, web_service(here, **kind, path=path) as web:
        bare = Side(here, floor, maker("/submit", fields), options.seconds)
        ours = Side(here, web, maker(path, fields), options.seconds)
        for side in (bare, ours):
            closed_loop(side.service.address, side.make, seconds=1.0)
        before = _count(here), _redis_commands(here)
        floor_rate, our_rate = in_turns(options.rounds, bare.rate, ours.rate)
        calm = open_loop(web.address, ours.make, rate=200, seconds=10)
        floor_calm = open_loop(floor.address, bare.make, rate=200, seconds=10)
        after = _count(here), _redis_commands(here)
    stored = after[0] - before[0]
    return [
        Figure("floor", floor_rate, "/s"),
        Figure("submit", our_rate, "/s"),
        Figure("ratio", our_rate / floor_rate, "", ">= 0.5"),
        Figure("p99 at 200/s", calm.percentile(0.99) * 1000, "ms", "<= 25"),
        Figure("p50 at 200/s", calm.percentile(0.5) * 1000, "ms"),
        Figure("floor p99 at 200/s", floor_calm.percentile(0.99) * 1000, "ms"),
        Figure("errors", float(bare.errors + ours.errors + calm.errors), "", "<= 0"),
        Figure("answered but not stored", float(ours.done + calm.done - stored), "", "<= 0"),
        Figure("redis commands per answer", (after[1] - before[1]) / stored, "", "<= 1"),
        Figure("floor processor time", bare.processor_time()[0], "us"),
        Figure("floor database processor time", bare.processor_time()[1], "us"),
        Figure("submit processor time", ours.processor_time()[0], "us"),
        Figure("submit database processor time", ours.processor_time()[1], "us"),
    ]


def _count(here: Stage) -> int:
    with here.connect("puas_app") as connection, connection.transaction():
        connection.execute(f"set local app.tenant_id = '{here.office.tenant_id}'")
        row = connection.execute("select count(*) from response").fetchone()
        return int(str(row[0])) if row else 0


def _redis_commands(here: Stage) -> int:
    with redis.Redis.from_url(here.services.redis_url) as client:
        return int(client.info("stats")["total_commands_processed"])


if __name__ == "__main__":
    main()
