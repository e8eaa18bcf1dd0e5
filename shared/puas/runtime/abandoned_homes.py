"""Homes of embedded servers that outlived their data folder: root's lie elsewhere, and whoever deletes the folder leaves them behind.

Each home records the folder it belongs to. Those of tests are removed; databases of people are only named: their folder may have been
moved, or lie on a disk that is not there today.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from puas.runtime.leftover_processes import recorded_process

_RECORD = "owner"
_KEPT, _THROWAWAY = b"kept", b"throwaway"


def record_owner(home: Path, link: Path, *, durable: bool) -> None:
    """Note which link leads here; only once it does, or another start would take the new home for an abandoned one."""
    beside = home / f"{_RECORD}.{os.getpid()}"
    beside.write_bytes(b"\n".join((_KEPT if durable else _THROWAWAY, os.fsencode(link))))
    beside.replace(home / _RECORD)


def remove_throwaways(base: Path) -> None:
    """Remove abandoned homes of tests."""
    for home, kind in _abandoned(base):
        if kind == _THROWAWAY:
            shutil.rmtree(home, ignore_errors=True)


def abandoned_databases(base: Path) -> list[Path]:
    """Abandoned homes with data that were meant to be kept."""
    return [home for home, kind in _abandoned(base) if kind == _KEPT]


def _abandoned(base: Path) -> Iterator[tuple[Path, bytes]]:
    for record in sorted(base.glob(f"*/{_RECORD}")):
        home = record.parent
        try:
            kind, link = record.read_bytes().split(b"\n", 1)
        except (OSError, ValueError):
            continue  # removed just now, or not ours
        if not _leads_to(Path(os.fsdecode(link)), home) and not _is_served(home):
            yield home, kind


def _leads_to(link: Path, home: Path) -> bool:
    try:
        return Path(os.readlink(link)) == home
    except FileNotFoundError:
        return False
    except OSError:
        # A folder that cannot be looked into, or something else in its place: nobody knows.
        return True


def _is_served(home: Path) -> bool:
    """Whether servers still run there; somebody deleted the data folder under them."""
    data = home / "postgres"
    return recorded_process(data / "postmaster.pid", command_names=str(data)) is not None
