"""What every test may ask for: embedded servers, a migrated database, sessions of the application's log-in.

Tests connect as ``puas_app``, never as owner or superuser, or row-level security would test nothing. Imports of the
database stay inside the fixtures, so that tests of the domain run where nothing but pytest is installed.
"""

from __future__ import annotations

import gc
import hashlib
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import psycopg
    from redis import Redis
    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session, sessionmaker

    from puas.runtime.local_services import LocalServices

ROOT = Path(__file__).resolve().parents[1]
_LOOPBACK = ("127.", "::1", "localhost")
_MOST_PARALLEL_RUNS = 64


class OutsideConnectionBlocked(RuntimeError):
    """A test tried to leave this machine."""


# What the libraries hold lives as long as the run: looking through it again and again for garbage takes a tenth of the time.
gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def no_outside_connections() -> Iterator[None]:
    """Only unix sockets and the loopback network; a test that needs the internet is not a test."""
    patch = pytest.MonkeyPatch()

    def guard(original: Callable[..., Any]) -> Callable[..., Any]:
        def connect(self: socket.socket, address: Any) -> Any:
            inside = self.family == getattr(socket, "AF_UNIX", None) or (
                isinstance(address, tuple) and str(address[0]).startswith(_LOOPBACK)
            )
            if not inside:
                raise OutsideConnectionBlocked(f"connection to {address!r} is blocked in tests")
            return original(self, address)

        return connect

    patch.setattr(socket.socket, "connect", guard(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", guard(socket.socket.connect_ex))
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def addresses_and_templates_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nearly every test of a page makes the application anew; compiling its addresses and templates is most of the work."""
    try:
        from flask import Flask
        from jinja2 import FileSystemBytecodeCache
        from werkzeug.routing import Rule
    except ImportError:
        yield
        return
    patch, original, known = pytest.MonkeyPatch(), Rule.compile, {}
    compiled = ("_parts", "_trace", "_converters", "arguments")

    def compile_once(self: Rule) -> None:
        key = (self.rule, self.subdomain, self.host, self.merge_slashes, repr(self.defaults), frozenset(self.map.converters.items()))
        if key not in known:
            original(self)
            built: tuple[Any, Any] = (self._build, self._build_unknown)
            known[key] = {name: getattr(self, name) for name in compiled}, *(each.__func__ for each in built)
        facts, build, build_unknown = known[key]
        for name, value in facts.items():
            setattr(self, name, value)
        self._build, self._build_unknown = build.__get__(self), build_unknown.__get__(self)

    patch.setattr(Rule, "compile", compile_once)
    patch.setitem(Flask.jinja_options, "bytecode_cache", FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates"))))
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def no_settings_from_outside() -> Iterator[None]:
    """The developer's own PUAS_* variables must neither help nor hurt a test."""
    patch = pytest.MonkeyPatch()
    for name in [name for name in os.environ if name.startswith("PUAS_")]:
        patch.delenv(name)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def services() -> Iterator[LocalServices]:
    """Embedded PostgreSQL and Valkey, empty at the start of the run.

    Runs that go on at the same time (also the workers of pytest-xdist) take the next free folder each.
    """
    from puas.runtime.local_services import LocalServices, ServicesInUse

    digest = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:8]
    base = Path(tempfile.gettempdir()) / f"puas-tests-{os.geteuid()}-{digest}"
    for number in range(_MOST_PARALLEL_RUNS):
        candidate = LocalServices(base / str(number), durable=False)
        try:
            candidate.start()
        except ServicesInUse:
            continue
        yield candidate
        candidate.stop()
        return
    pytest.fail(f"all folders in {base} are in use")


@dataclass(frozen=True)
class Database:
    """One database of the embedded server, and the addresses of its log-ins."""

    services: LocalServices
    name: str

    def url(self, role: str = "puas_app") -> str:
        return self.services.database_url(role, self.name)

    @property
    def app_url(self) -> str:
        return self.url("puas_app")

    @property
    def owner_url(self) -> str:
        return self.url("puas_owner")


@pytest.fixture(scope="session")
def template_database(services: LocalServices) -> Database:
    """The database all others are copies of: real migrations, run as the owner."""
    from puas.db.migrate import upgrade

    template = Database(services, services.database)
    upgrade(template.owner_url)
    return template


@contextmanager
def _copy_of(template: Database, name: str) -> Iterator[Database]:
    import psycopg
    from psycopg import sql

    address = {"host": str(template.services.socket_dir), "user": "postgres", "dbname": "postgres"}
    drop = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
    with psycopg.connect(**address, autocommit=True) as connection:  # type: ignore[arg-type]
        connection.execute(drop)
        connection.execute(
            sql.SQL("create database {} template {} owner puas_owner").format(sql.Identifier(name), sql.Identifier(template.name))
        )
        # What roles.sql says about the database itself is not copied with its contents.
        for right in ("revoke all on database {} from public", "grant connect on database {} to puas_app, puas_province, puas_backup"):
            connection.execute(sql.SQL(right).format(sql.Identifier(name)))
        yield Database(template.services, name)
        connection.execute(drop)


@pytest.fixture(scope="session")
def database(template_database: Database) -> Iterator[Database]:
    """The database whose tests are rolled back."""
    with _copy_of(template_database, "puas_rolled_back") as copy:
        yield copy


@pytest.fixture(scope="session")
def app_engine(database: Database) -> Iterator[Engine]:
    from puas.db.session import make_engine

    engine = make_engine(database.app_url)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(app_engine: Engine) -> Iterator[Connection]:
    """One connection of the application's log-in inside a transaction that is always rolled back."""
    with app_engine.connect() as connection:
        outer = connection.begin()
        yield connection
        if outer.is_active:
            outer.rollback()


@pytest.fixture
def session_factory(connection: Connection) -> sessionmaker[Session]:
    """Sessions that see each other's work and whose commits are savepoints of the test.

    Caution: such sessions share one real transaction. What must be seen from a second connection, from another
    process or after a real commit belongs into a test with ``committing``.
    """
    from puas.db.session import make_session_factory

    factory = make_session_factory(connection.engine)
    factory.configure(bind=connection, join_transaction_mode="create_savepoint")
    return factory


@pytest.fixture
def session(session_factory: sessionmaker[Session]) -> Iterator[Session]:
    """A session of the application's log-in, in no tenant until the test enters one."""
    with session_factory() as session:
        yield session


@dataclass(frozen=True)
class Committing:
    """A database of its own for a test that really commits."""

    database: Database
    engine: Engine
    session_factory: sessionmaker[Session]

    @property
    def app_url(self) -> str:
        return self.database.app_url

    @property
    def owner_url(self) -> str:
        return self.database.owner_url

    def url(self, role: str) -> str:
        return self.database.url(role)


# What a test must not leave behind besides rows: other tables, rules and rights, and regions, which are part of the migrations.
_FACTS = """
    select md5(concat(
        (select string_agg(concat(relname, relkind, relrowsecurity, relforcerowsecurity, relacl), ',' order by relname)
            from pg_class where relnamespace = 'public'::regnamespace),
        (select string_agg(concat(polrelid, polname, pg_get_expr(polqual, polrelid)), ',' order by polrelid, polname) from pg_policy),
        (select string_agg(concat(proname, prosrc, proacl), ',' order by proname) from pg_proc where pronamespace = 'public'::regnamespace),
        (select string_agg(concat(tgrelid, tgname, tgenabled), ',' order by tgrelid, tgname) from pg_trigger where not tgisinternal),
        (select string_agg(concat(conrelid, conname), ',' order by conrelid, conname) from pg_constraint),
        (select string_agg(setconfig::text, ',') from pg_db_role_setting),
        (select string_agg(region::text, ',' order by code) from region)
    ))"""
_KEPT = ("region", "alembic_version")


class EmptiedDatabase:
    """A copy of the template that is emptied after each test, which takes a tenth of copying it anew."""

    def __init__(self, template: Database, name: str) -> None:
        self._template, self._name = template, name
        self._copies = ExitStack()
        self._take()

    def _take(self) -> None:
        self._copies.close()
        self.database = self._copies.enter_context(_copy_of(self._template, self._name))
        with self._connected() as connection:
            self._facts = connection.execute(_FACTS).fetchone()
            tables = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname"
            self._tables = [name for (name,) in connection.execute(tables).fetchall() if name not in _KEPT]
            sequences = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S'"
            self._sequences = [name for (name,) in connection.execute(sequences).fetchall()]

    def _connected(self) -> psycopg.Connection[Any]:
        import psycopg

        return psycopg.connect(host=str(self._template.services.socket_dir), user="postgres", dbname=self._name, autocommit=True)

    def empty(self) -> None:
        """Remove every row a test has committed; where it has changed more than rows, the copy is made anew."""
        from psycopg import sql

        with self._connected() as connection:
            others = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            connection.execute(others)
            used = sql.SQL(" union all ").join(
                sql.SQL("select {} where exists (select from {})").format(sql.Literal(name), sql.Identifier(name)) for name in self._tables
            )
            changed = connection.execute(_FACTS).fetchone() != self._facts
            names = [] if changed else [name for (name,) in connection.execute(used).fetchall()]
            # Not TRUNCATE, which makes new files for every index; without triggers, for some rows may never be deleted in life.
            connection.execute("set session_replication_role = replica")
            for name in names:
                connection.execute(sql.SQL("delete from {}").format(sql.Identifier(name)))
            for name in self._sequences:
                connection.execute(sql.SQL("alter sequence {} restart").format(sql.Identifier(name)))
        if changed:
            self._take()

    def close(self) -> None:
        self._copies.close()


@pytest.fixture(scope="session")
def emptied(template_database: Database) -> Iterator[EmptiedDatabase]:
    """The database whose tests really commit."""
    made = EmptiedDatabase(template_database, "puas_committing")
    yield made
    made.close()


@pytest.fixture
def committing(emptied: EmptiedDatabase) -> Iterator[Committing]:
    """A migrated database without rows; commits are real, connections many, and everything is gone afterwards."""
    from puas.db.session import make_engine, make_session_factory

    engine = make_engine(emptied.database.app_url)
    yield Committing(emptied.database, engine, make_session_factory(engine))
    engine.dispose()
    emptied.empty()


@contextmanager
def committing_copy(template: Database, name: str) -> Iterator[Committing]:
    """A database for tests that commit much once and then only look."""
    from puas.db.session import make_engine, make_session_factory

    with _copy_of(template, name) as copy:
        engine = make_engine(copy.app_url)
        yield Committing(copy, engine, make_session_factory(engine))
        engine.dispose()


@pytest.fixture
def redis_url(services: LocalServices) -> str:
    """The address of the Valkey server, emptied for this test."""
    import redis

    with redis.Redis.from_url(services.redis_url) as client:
        # A worker that was killed may have left a child that holds its connection: a job would go to nobody.
        client.client_kill_filter(_type="normal", skipme=True)
        client.flushall()
    return services.redis_url


@pytest.fixture
def redis_client(redis_url: str) -> Iterator[Redis]:
    import redis

    with redis.Redis.from_url(redis_url) as client:
        yield client
