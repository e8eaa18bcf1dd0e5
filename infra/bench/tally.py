"""Counting answers: against one raw statement over the same rows and dimensions, with and without a long history behind them."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy.orm import Session, sessionmaker

from bench.figures import Figure, in_turns, tell
from bench.floor_app import SLUGS
from bench.load_generator import open_loop
from bench.stage import Stage, process, service_environment, stage, web_service
from bench.submit import PROFILE, maker
from puas.db.queries.tally_counts import tally_differences
from puas.db.session import make_engine, make_session_factory, unit_of_work
from puas.usecases.recount_tallies import recount_tallies
from puas.usecases.tally_responses import BATCH_SIZE, tally_responses

# Statements are put together from fixed names; values are numbers and ids of this program.
# ruff: noqa: S608
# As ids are in life: first the time, then chance.
ID = """(lpad(to_hex((extract(epoch from now() - interval '{age_days} days') * 1000)::bigint), 12, '0')
    || '7' || substr(md5(n::text || random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid"""
COUNTS = ", ".join(f"count(*) filter (where r.{slug} = {score}) as {slug}_{score}" for slug in SLUGS for score in (1, 2, 3, 4))
NAMES = ", ".join(f"{slug}_{score}" for slug in SLUGS for score in (1, 2, 3, 4))
AGE = "case when r.age is null then '' when r.age < 20 then 'a' when r.age < 30 then 'b' when r.age < 40 then 'c' else 'd' end"
# The same work, said plainly: every dimension of every answer, grouped and written to an empty table.
FLOOR = f"""
    insert into floor_tally (tenant_id, period_id, dimension, category, respondents, {NAMES})
    select r.tenant_id, r.period_id, d.dimension, d.category, count(*), {COUNTS}
    from response r left join collection_point c on c.tenant_id = r.tenant_id and c.id = r.collection_point_id
        cross join lateral (values
        ('service', r.service_type_id::text), ('gender', coalesce(r.gender, '')), ('age_group', {AGE}),
        ('education', coalesce(r.education, '')), ('occupation', coalesce(r.occupation, '')), ('disability', coalesce(r.disability, '')),
        ('channel', r.channel), ('mall', c.mall_id::text)
    ) as d (dimension, category)
    where {{where}} and d.category is not null
    group by r.tenant_id, r.period_id, d.dimension, d.category"""
ANSWERS = """
    insert into response (tenant_id, id, period_id, service_type_id, collection_point_id, {slugs}, gender, age, education, occupation,
        channel, submitted_at, content_hash)
    select {tenant_id}, {id}, '{period_id}', (array[{services}]::uuid[])[1 + n % 10], '{point_id}',
        {scores}, (array['laki_laki', 'perempuan'])[1 + n % 2], 15 + n % 60, (array['sd', 'smp', 'sma', 's1'])[1 + n % 4],
        (array['asn', 'swasta', 'wirausaha', 'petani_nelayan', 'lainnya'])[1 + n % 5], 'sticker',
        now() - interval '{age_days} days', sha256(n::text::bytea)
    from generate_series(1, {number}) n"""


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=20_000, help="answers counted in each measurement")
    parser.add_argument("--history", type=int, default=400_000, help="answers that are there already in the second half")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lag-seconds", type=float, default=10.0)
    parser.add_argument("--lag-rate", type=float, default=500.0)
    options = parser.parse_args()
    with stage() as here, Counting(here) as counting:
        figures = counting.compare(options.answers, options.rounds, "")
        counting.add(options.history, queued=False, age_days=30)
        counting.vacuum()
        after = counting.compare(options.answers, options.rounds, " after history")
        figures += after
        figures.append(Figure("cost after history / before", after[1].value / figures[1].value, "", "<= 1.5"))
        figures += counting.rebuild()
        figures += _lag(here, counting, options.lag_rate, options.lag_seconds)
        figures.append(Figure("tallies that differ from a recount", float(counting.differences()), "", "<= 0"))
    tell(figures)


class Counting:
    """Answers of one office, made by the server itself."""

    def __init__(self, here: Stage) -> None:
        self._office = here.office
        self._connection: psycopg.Connection[Any] = here.connect("puas_app")
        self._owner: psycopg.Connection[Any] = here.connect("puas_owner")
        self._engine = make_engine(here.app_url)
        self.factory: sessionmaker[Session] = make_session_factory(self._engine)
        self._owner.execute("create table floor_tally (like tally including indexes)")
        self._owner.execute("grant select, insert, delete, truncate on floor_tally to puas_app")
        self._connection.execute(f"set app.tenant_id = '{self._office.tenant_id}'")

    def __enter__(self) -> Counting:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._owner.close()
        self._engine.dispose()

    def add(self, number: int, *, queued: bool = True, age_days: int = 0) -> None:
        """Put answers into the period, and into the inbox unless they are history."""
        office = self._office
        statement = ANSWERS.format(
            slugs=", ".join(SLUGS), scores=", ".join(f"1 + (n * {place}) % 4" for place in range(3, 12)), tenant_id=office.tenant_id,
            period_id=office.period_id, services=", ".join(f"'{each}'" for each in office.service_ids), point_id=office.point_id,
            age_days=age_days, number=number, id=ID.format(age_days=age_days),
        )  # fmt: skip
        if queued:
            statement = f"""
                with added as ({statement} returning tenant_id, id, period_id)
                insert into response_inbox (tenant_id, id, response_id, period_id) select tenant_id, id, id, period_id from added"""
        self._connection.execute(statement)
        if not queued:
            with unit_of_work(self.factory, tenant_id=office.tenant_id) as session:
                recount_tallies(session=session, tenant_id=office.tenant_id, period_id=office.period_id)

    def vacuum(self) -> None:
        """As autovacuum would have done by then."""
        self._owner.execute(f"set app.tenant_id = '{self._office.tenant_id}'")
        for table in ("response", "response_inbox", "tally"):
            self._owner.execute(f"vacuum analyze {table}")

    def compare(self, number: int, rounds: int, label: str) -> list[Figure]:
        """Seconds of the raw statement and of ours for the same answers."""

        def floor() -> float:
            self.add(number)
            self.vacuum()
            self._connection.execute("truncate floor_tally")
            chosen = "r.tenant_id = i.tenant_id and r.id = i.response_id"
            statement = FLOOR.replace("from response r left", "from response_inbox i, response r left").format(where=chosen)
            return self._timed(lambda: self._connection.execute(statement))

        floor_seconds, seconds = in_turns(rounds, floor, lambda: self._timed(self._drain))
        return [
            Figure(f"floor{label}", floor_seconds * 1000, "ms"),
            Figure(f"tally{label}", seconds * 1000, "ms"),
            Figure(f"tally / floor{label}", seconds / floor_seconds, "", "<= 2"),
        ]

    def rebuild(self) -> list[Figure]:
        """A whole period afresh, against the raw statement over it."""
        office = self._office

        def ours() -> None:
            with unit_of_work(self.factory, tenant_id=office.tenant_id) as session:
                recount_tallies(session=session, tenant_id=office.tenant_id, period_id=office.period_id)

        def floor() -> None:
            self._connection.execute("truncate floor_tally")
            self._connection.execute(FLOOR.format(where=f"r.tenant_id = {office.tenant_id} and r.period_id = '{office.period_id}'"))

        floor_seconds, seconds = in_turns(2, lambda: self._timed(floor), lambda: self._timed(ours))
        return [
            Figure("floor of a rebuild", floor_seconds, "s"),
            Figure("rebuild", seconds, "s"),
            Figure("rebuild / floor", seconds / floor_seconds, "", "<= 1.5"),
        ]

    def oldest_waiting(self) -> float:
        """Seconds the oldest answer of the inbox has waited."""
        row = self._connection.execute("select coalesce(extract(epoch from now() - min(received_at)), 0) from response_inbox").fetchone()
        return float(row[0]) if row else 0.0

    def differences(self) -> int:
        """Rows of the tallies that are not what a recount gives."""
        with unit_of_work(self.factory, tenant_id=self._office.tenant_id) as session:
            return len(tally_differences(session, tenant_id=self._office.tenant_id, period_id=self._office.period_id))

    def _drain(self) -> None:
        while True:
            with unit_of_work(self.factory, tenant_id=self._office.tenant_id) as session:
                if tally_responses(session=session, tenant_id=self._office.tenant_id, limit=BATCH_SIZE) < BATCH_SIZE:
                    return

    @staticmethod
    def _timed(work: Callable[[], object]) -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began


def _lag(here: Stage, counting: Counting, rate: float, seconds: float) -> list[Figure]:
    """Answers over HTTP at a steady rate, with a worker that is told of them: how long the oldest had to wait."""
    import threading

    path = f"/s/{here.office.code}"
    make = maker(path, {**dict.fromkeys(SLUGS, "3"), **PROFILE, "suggestion": "", "bahasa": "id"})
    worst, stopping = [0.0], threading.Event()

    def watch() -> None:
        while not stopping.wait(0.1):
            worst[0] = max(worst[0], counting.oldest_waiting())

    worker = process([sys.executable, "-m", "puas_worker"], service_environment(here))
    with worker, web_service(here, server="granian", processes=2, path=path) as web:
        time.sleep(3)
        watcher = threading.Thread(target=watch)
        watcher.start()
        load = open_loop(web.address, make, rate=rate, seconds=seconds)
        deadline = time.monotonic() + 20
        while counting.oldest_waiting() > 0 and time.monotonic() < deadline:
            time.sleep(0.1)
        stopping.set()
        watcher.join()
    return [Figure("answers came in at", load.rate, "/s"), Figure("longest wait of an answer", worst[0], "s", "<= 3")]


if __name__ == "__main__":
    main()
