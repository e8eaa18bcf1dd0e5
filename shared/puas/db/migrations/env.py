"""Alembic's entry: one connection of the owner, handed in by `puas.db.migrate`."""

from alembic import context

import puas.db.tables  # noqa: F401  (fills the metadata)
from puas.db.base import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    transaction_per_migration=True,
    compare_server_default=False,
)
with context.begin_transaction():
    context.run_migrations()
