"""Turns the database's integrity errors into words of ours, by SQLSTATE and the constraint's name."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

UNIQUE_VIOLATION = "23505"
FOREIGN_KEY_VIOLATION = "23503"


def violates(error: IntegrityError, prefix: str, sqlstate: str = UNIQUE_VIOLATION) -> bool:
    """Whether the error is of this kind and its constraint's name starts so (shards append to the name)."""
    diagnostics = getattr(error.orig, "diag", None)
    name = getattr(diagnostics, "constraint_name", None) or ""
    return getattr(error.orig, "sqlstate", None) == sqlstate and name.startswith(prefix)
