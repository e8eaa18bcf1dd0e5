"""Finished pages, kept in the process for as long as the stamp they were made under holds; never more than so many bytes.

Kept compressed: that is how nearly everybody gets them, and it is a sixth of the size. Pages are the same for everybody, so
nothing of a visitor but the language is in the key.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

MOST_BYTES = 16 * 1024 * 1024
LARGEST_PAGE = 512 * 1024
_LEVEL = 6


class Key(NamedTuple):
    """Path, query in its one spelling, language (empty where the answer has none)."""

    path: str
    query: str
    language: str


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An answer, ready to be sent. `slug` says whose stamp it stands on."""

    slug: str
    stamp: str
    packed: bytes
    tag: str
    headers: tuple[tuple[str, str], ...]

    def plain(self) -> bytes:
        """For the few that cannot read gzip."""
        return gzip.decompress(self.packed)


class KeptPages:
    """The least recently asked for goes first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def size(self) -> int:
        """Bytes of all bodies."""
        return self._bytes

    def find(self, key: Key, stamp: str) -> KeptPage | None:
        """The page, if it was made under this stamp."""
        page = self.find_any(key)
        return page if page is not None and page.stamp == stamp else None

    def find_any(self, key: Key) -> KeptPage | None:
        """The page under whatever stamp it was made."""
        page = self._pages.get(key)
        if page is not None:
            with self._lock:
                if key in self._pages:
                    self._pages.move_to_end(key)
        return page

    def keep(self, key: Key, page: KeptPage) -> None:
        """Keep it in place of an older one."""
        if len(page.packed) > LARGEST_PAGE:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += len(page.packed)
            while self._bytes > self._most_bytes:
                self._drop(next(iter(self._pages)))

    def forget(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= len(page.packed)


def pack(body: str) -> bytes:
    """A body as it is kept."""
    return gzip.compress(body.encode(), _LEVEL, mtime=0)


def tag_of(release: str, key: Key, stamp: str) -> str:
    """The entity tag: another one for other figures, another language, and another release of the software."""
    return hashlib.sha256("\n".join((release, *key, stamp)).encode()).hexdigest()[:32]
