"""Holding the rows of a tenant against those of its archive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """One table: its rows and hash in the archive, and the hash of what the database holds."""

    table: str
    rows: int
    archived: str
    here: str

    @property
    def is_equal(self) -> bool:
        return self.archived == self.here


def hash_lines(lines: Iterable[bytes]) -> str:
    """SHA-256 of all lines one after the other."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()
