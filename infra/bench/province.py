"""Every page of a province and of its regencies with 38 regencies of 50 agencies of 10 services and ten million answers behind them.

    ./puas bench province                              # all of it: some minutes and about 6 GB beside the temporary files
    ./puas bench province -- --answers 100000          # a smaller one
    ./puas bench province -- --data DIR                # keep the province there, and use it again next time
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from bench.figures import Figure, in_turns, tell
from bench.page_times import Floor, Meter, PageTimes, Visitor, visit_in_turns
from bench.province_world import PROVINCE, SECRET, Size, World, build
from bench.register_world import fill_registers
from bench.tally import FLOOR
from bench.workplaces import EVALUATOR, LEADER, OFFICER, PROVINCE_PEOPLE, REGENCY, Workplace, workplaces
from puas.db.migrate import upgrade
from puas.db.queries.period_lists import list_periods
from puas.db.queries.regency_figures import regency_figures
from puas.db.queries.shared_figures import agencies_in, regency_in
from puas.db.queries.tally_counts import tally_differences
from puas.db.session import make_engine, make_session_factory, unit_of_work
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.reporting_scope import ReportingScope
from puas.runtime.local_services import LocalServices
from puas.runtime.settings import WebSettings
from puas.usecases.recount_tallies import recount_tallies
from puas_web import access
from puas_web.__main__ import spare_the_collector
from puas_web.app import create_app

MOST_MILLISECONDS, MOST_STATEMENTS = 60, 12
# Everybody's pages are the same code; of those with fewer rights only what they begin their day with, and the rooms of the registers.
BROAD = (PROVINCE_PEOPLE, REGENCY)
NARROW = ("home.start_page", "board.index", "results.index", "submissions.index", "surveys.index", "followups.index")
REGISTERS = re.compile(r"/mutu(?:/|$)")
PARAMETER = re.compile(r"<(?:(?P<kind>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>")


def main() -> None:
    """Measure and tell."""
    options = _options()
    size = Size(options.answers, options.regencies, options.agencies, options.services)
    with _folder(options.data) as folder, _servers(folder, keep=options.data is not None) as services:
        world = _world(folder, services, size, options.processes)
        figures = _told(world, services)
        figures += _rebuild(services, world)
        _prove(services, world)
        figures += _pages(services, world, options.rounds, options.only)
    tell(figures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=Size.answers)
    parser.add_argument("--regencies", type=int, default=Size.regencies)
    parser.add_argument("--agencies", type=int, default=Size.agencies)
    parser.add_argument("--services", type=int, default=Size.services)
    parser.add_argument("--rounds", type=int, default=8, help="visits of each address")
    parser.add_argument("--processes", type=int, default=2, help="regencies filled at the same time")
    parser.add_argument("--data", type=Path, help="keep the province in this folder and use it again")
    parser.add_argument("--only", default="", help="only pages whose endpoint or address contains this")
    return parser.parse_args()


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    made = Path(tempfile.mkdtemp(prefix="puas-bench-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _servers(folder: Path, *, keep: bool) -> Iterator[LocalServices]:
    """Nothing here is about the disk, so nothing waits for it, unless the data are to be there next time."""
    services = LocalServices(folder / "services", durable=keep)
    services.start()
    try:
        yield services
    finally:
        services.stop()
        if not keep:
            services.erase()


def _world(folder: Path, services: LocalServices, size: Size, processes: int) -> World:
    kept, owner_url = folder / "world.json", services.database_url("puas_owner")
    if kept.exists():
        world = World.load(kept)
        if world.size != size:
            raise SystemExit(f"In {folder} lies another province: {world.size}. Name another folder.")
        # Kept data may have been made by an older version.
        upgrade(owner_url)
    else:
        upgrade(owner_url)
        world = build(services.database_url("puas_app"), owner_url, size, datetime.now(UTC).date(), processes=processes, say=_say)
        world.save(kept)
    if not world.has_registers:
        fill_registers(owner_url, world, processes=processes, say=_say)
        world.save(kept)
    return world


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _told(world: World, services: LocalServices) -> list[Figure]:
    with psycopg.connect(_address(services, "puas_backup")) as reader:
        bytes_used = reader.execute("select pg_database_size(current_database())").fetchone()
        lines = reader.execute("select count(*) from shared_figure").fetchone()
    return [
        Figure("answers made", float(world.answers)),
        *(Figure(f"making it, {name}", took, "s") for name, took in world.wall.items()),
        *(Figure(f"of that, {name} (added over processes)", took, "s") for name, took in sorted(world.seconds.items())),
        Figure("database", (bytes_used or (0,))[0] / 2**30, "GiB"),
        Figure("lines of shared figures", float((lines or (0,))[0])),
    ]


def _rebuild(services: LocalServices, world: World) -> list[Figure]:
    """All tallies of one regency afresh, against the raw statement over its answers."""
    tenant_id = world.tenants[world.slugs[0]]
    engine = make_engine(services.database_url("puas_app"))
    factory = make_session_factory(engine)
    owner = psycopg.connect(_address(services, "puas_owner"), autocommit=True)
    owner.execute("drop table if exists floor_tally")
    owner.execute("create unlogged table floor_tally (like tally including indexes)")
    owner.execute(f"set app.tenant_id = '{tenant_id}'")

    def floor() -> float:
        owner.execute("truncate floor_tally")
        began = time.perf_counter()
        owner.execute(FLOOR.format(where=f"r.tenant_id = {tenant_id}"))
        return time.perf_counter() - began

    def ours() -> float:
        began = time.perf_counter()
        with unit_of_work(factory, tenant_id=tenant_id) as session:
            for period_id in session.scalars(select(SurveyPeriod.id).where(SurveyPeriod.tenant_id == tenant_id)).all():
                recount_tallies(session=session, tenant_id=tenant_id, period_id=period_id)
        return time.perf_counter() - began

    floor_seconds, seconds = in_turns(3, floor, ours)
    owner.execute("drop table floor_tally")
    owner.close()
    engine.dispose()
    return [
        Figure("rebuild of one regency", seconds, "s"),
        Figure("floor of that", floor_seconds, "s"),
        Figure("rebuild / floor", seconds / floor_seconds, "", "<= 1.5"),
    ]


def _prove(services: LocalServices, world: World) -> None:
    """What was made is what use cases make: tallies equal a recount, shared figures equal the regency's own."""
    engine = make_engine(services.database_url("puas_app"))
    factory = make_session_factory(engine)
    for slug in world.slugs[:: max(1, len(world.slugs) // 3)]:
        tenant_id = world.tenants[slug]
        with unit_of_work(factory, tenant_id=tenant_id) as session:
            _prove_regency(session, tenant_id, world.today.year - 1)
    engine.dispose()


def _prove_regency(session: Session, tenant_id: int, year: int) -> None:
    scope = ReportingScope(year, "tahun")
    own = regency_figures(session, tenant_id=tenant_id, periods=list_periods(session, tenant_id=tenant_id), scope=scope)
    shared = {each.unit_id: each for each in agencies_in(session, tenant_id=tenant_id, scopes=[scope])}
    for standing in own.standings:
        line = shared.get(standing.agency_id)
        if line is None or line.is_suppressed:
            raise AssertionError(f"{standing.name} of {tenant_id} shares nothing of {year}")
        if (line.nik, line.mutu, line.respondents) != (standing.index.nik, standing.index.mutu, standing.respondents):
            raise AssertionError(f"{standing.name} of {tenant_id}: {line.nik} shared, {standing.index.nik} its own")
    regency = regency_in(session, tenant_id=tenant_id, scope=scope)
    if regency is None or regency.nik != own.index.nik:
        raise AssertionError(f"{tenant_id}: the regency's own line is not its index")
    newest = own.standings[0].periods[0].id
    if tally_differences(session, tenant_id=tenant_id, period_id=newest):
        raise AssertionError(f"tallies of {newest} are not what a recount gives")


def _pages(services: LocalServices, world: World, rounds: int, only: str) -> list[Figure]:
    engine = make_engine(services.database_url("puas_app"))
    factory = make_session_factory(engine)
    places = workplaces(factory, world)
    engine.dispose()
    app = _application(services)
    meter = Meter(app.wsgi_app)
    floor = Floor(_address(services, "puas_province"), [*world.tenants.values()], PROVINCE)
    people = {each.account_id: Visitor(app, meter, each.account_id) for each in places}
    figures, skipped = [], []
    with meter.listening():
        for group, rule in _routes(app, only):
            ways = [(people[each.account_id], _filled(rule, each)) for each in places if each.role == group]
            # Somebody's second workplace has other addresses only where they name something else.
            times = visit_in_turns([*dict.fromkeys((visitor, address) for visitor, address in ways if address is not None)], rounds)
            if times is None:
                skipped.append(f"{group} {rule.endpoint}")
            else:
                figures += _figures(f"{group} {rule.endpoint}", times, floor)
    floor.close()
    _say(f"not measured, because none of these addresses answers here: {', '.join(skipped)}")
    return figures


def _application(services: LocalServices) -> Flask:
    """As a server process has it."""
    app = create_app(
        WebSettings(
            mode="demo", database_url=services.database_url("puas_app"), province_database_url=services.database_url("puas_province"),
            redis_url=services.redis_url, base_url="http://localhost", files_url=(services.data_dir / "files").as_uri(), secret_key=SECRET,
        )
    )  # fmt: skip
    app.config["RATELIMIT_ENABLED"] = False
    spare_the_collector()
    return app


def _address(services: LocalServices, role: str) -> str:
    """Where the driver itself finds the database."""
    return f"host={services.socket_dir} user={role} dbname={services.database}"


def _figures(name: str, times: PageTimes, floor: Floor) -> list[Figure]:
    """Pages are held to the goals; files are only told, since nobody waits for the next line of one."""
    least = floor.median(times.rows, times.size)
    milliseconds, statements = (f"<= {MOST_MILLISECONDS}", f"<= {MOST_STATEMENTS}") if times.is_page else ("", "")
    return [
        Figure(f"{name} p95", times.p95, "ms", milliseconds),
        Figure(f"{name} p50", times.median, "ms"),
        Figure(f"{name} processor", times.processor, "ms"),
        Figure(f"{name} first", times.first, "ms"),
        Figure(f"{name} statements", float(times.statements), "", statements),
        Figure(f"{name} rows", float(times.rows)),
        Figure(f"{name} p50 / floor", times.median / least),
    ]


def _routes(app: Flask, only: str) -> Iterator[tuple[str, Rule]]:
    """Every address of a workspace that can be opened, for the province and for a regency."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: each.rule):
        declared = access.rule_of(app.view_functions[rule.endpoint])
        if declared is None or "GET" not in (rule.methods or ()) or only not in f"{rule.endpoint} {rule.rule}":
            continue
        if declared.kind == "province":
            yield PROVINCE_PEOPLE, rule
        elif declared.kind == "tenant":
            is_for_all = rule.endpoint in NARROW or REGISTERS.search(rule.rule) is not None
            people = (REGENCY, LEADER, OFFICER, EVALUATOR, PROVINCE_PEOPLE)
            yield from ((group, rule) for group in people if group in BROAD or is_for_all)


def _filled(rule: Rule, place: Workplace) -> str | None:
    """The address of a page in a workplace; None where it names something nobody knows here."""
    try:
        return PARAMETER.sub(lambda match: place.parameters[match["name"]], rule.rule)
    except KeyError:
        return None


if __name__ == "__main__":
    main()
