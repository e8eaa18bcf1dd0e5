"""The newest migration on an installation in use: every row is kept, read through the same wall, and can be erased afterwards.

Tests otherwise begin with a schema that was empty when it was made; a migration that cannot be done with rows would pass them all.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from puas.db import migrate, tenancy
from puas.db.erasure import erase_tenant_rows
from puas.db.session import make_engine, make_session_factory
from puas.runtime.local_services import ROLES_SQL, LocalServices
from tests.conftest import Committing, Database
from tests.factories.rows import FilledTenant, fill_tenant, tenant_tables

_COLUMNS: LiteralString = """
    select c.relname, array_agg(a.attname::text order by a.attnum) from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'alembic_version'
      and a.attnum > 0 and not a.attisdropped group by 1 order by 1"""

Columns = dict[str, list[str]]


@contextmanager
def _superuser(database: Database) -> Iterator[psycopg.Connection[Any]]:
    address = {"host": str(database.services.socket_dir), "user": "postgres", "dbname": database.name}
    with psycopg.connect(**address, autocommit=True) as connection:  # type: ignore[arg-type]
        yield connection


@pytest.fixture
def before(services: LocalServices) -> Iterator[Database]:
    """A database as the operator's recipe makes it, at the version before the newest."""
    made, maintenance = Database(services, "puas_before"), Database(services, "postgres")
    drop = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(made.name))
    with _superuser(maintenance) as connection:
        connection.execute(drop)
        psql = [str(services.postgres_program("psql")), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-v", f"database={made.name}"]
        subprocess.run([*psql, "-h", str(services.socket_dir), "-U", "postgres", "-d", "postgres", "-f", str(ROLES_SQL)], check=True)
        newest = ScriptDirectory.from_config(migrate._config()).get_revision(migrate.newest_revision())
        engine = create_engine(made.owner_url, poolclass=NullPool)
        with engine.connect() as owner:
            command.upgrade(migrate._config(owner), str(newest.down_revision))
            owner.commit()
        yield made
        engine.dispose()
        connection.execute(drop)


@pytest.fixture
def filled(committing: Committing) -> FilledTenant:
    """A row in every table of the newest version."""
    with committing.session_factory() as session:
        filled = fill_tenant(session, slug="tirta", marker="Tirta", province_code="35", region_code="35.22")
        session.commit()
    return filled


def _take_over(source: Database, target: Database) -> Columns:
    """Copy what both versions know; the tables that were filled so, with their columns."""
    with _superuser(source) as new, _superuser(target) as old:
        known: Columns = dict(new.execute(_COLUMNS).fetchall())
        taken = {table: [name for name in columns if name in known[table]] for table, columns in old.execute(_COLUMNS) if table in known}
        # As a restored dump does: in any order, the rows being whole together.
        old.execute("set session_replication_role = replica")
        for table, columns in taken.items():
            names = sql.SQL(", ").join(map(sql.Identifier, columns))
            out = sql.SQL("copy (select {} from {}) to stdout").format(names, sql.Identifier(table))
            into = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), names)
            with new.cursor().copy(out) as pieces, old.cursor().copy(into) as rows:
                for piece in pieces:
                    rows.write(piece)
    return taken


def _content(database: Database, columns: Columns) -> dict[str, list[tuple[Any, ...]]]:
    with _superuser(database) as connection:
        return {
            table: connection.execute(
                sql.SQL("select {} from {} order by 1, 2").format(sql.SQL(", ").join(map(sql.Identifier, names)), sql.Identifier(table))
            ).fetchall()
            for table, names in columns.items()
        }


def test_the_newest_migration_keeps_every_row_its_wall_and_its_erasure(
    committing: Committing, filled: FilledTenant, before: Database
) -> None:
    taken = _take_over(committing.database, before)
    kept = _content(before, taken)
    assert len(kept["agency"]) == len(kept["response"]) == len(kept["result"]) == 1

    migrate.upgrade(before.owner_url)

    assert _content(before, taken) == kept
    owned = [table.name for table in tenant_tables()]
    engine = make_engine(before.app_url)
    with make_session_factory(engine)() as session:
        counts = {name: text(f"select count(*) from {name}") for name in owned}
        tenancy.enter(session, tenant_id=None)
        assert {name: session.scalar(count) for name, count in counts.items()} == dict.fromkeys(owned, 0)
        session.rollback()
        tenancy.enter(session, tenant_id=filled.id)
        assert {name: session.scalar(count) for name, count in counts.items()} == {name: int(name in taken) for name in owned}

        session.execute(text("update tenant set state = 'left' where id = :id"), {"id": filled.id})
        erase_tenant_rows(session, tenant_id=filled.id)
        assert {name: session.scalar(count) for name, count in counts.items()} == dict.fromkeys(owned, 0)
    engine.dispose()
