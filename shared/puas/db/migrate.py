"""Brings the schema to the newest version and loads the regions. Runs as the owner, one at a time."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from puas.db.regions import load_regions
from puas.db.session import with_driver

# An arbitrary number that all migrating processes agree on.
_ADVISORY_LOCK = 7_140_172_017


class UnableToMigrate(Exception):
    """The database is of a version that this code does not know, a newer one; the message names its revision."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """The revision this code was written for."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current_revision(connection: Connection) -> str:
    """The revision the database is at; empty for a new one."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def upgrade(owner_url: str) -> None:
    """Upgrade to the newest revision as the owner and refresh the regions; waits for another upgrade to end."""
    engine = create_engine(with_driver(owner_url), poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_ADVISORY_LOCK})")
        # A migration that would have to wait for a busy table fails soon instead of queueing everybody behind it.
        connection.exec_driver_sql("SET lock_timeout = '5s'")
        connection.commit()
        try:
            _refuse_newer_schema(connection)
            command.upgrade(_config(connection), "head")
            connection.commit()
            load_regions(connection)
            connection.commit()
        finally:
            connection.rollback()
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_ADVISORY_LOCK})")
            connection.commit()
    engine.dispose()


def _refuse_newer_schema(connection: Connection) -> None:
    current = current_revision(connection)
    try:
        ScriptDirectory.from_config(_config()).get_revision(current or "base")
    except CommandError as error:
        raise UnableToMigrate(current) from error
