"""Archives as they are stored: written as a stream of pieces, and read with distrust."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import RawIOBase
from pathlib import Path
from typing import Any

from puas.domain.tenant_archive import (
    LARGEST_MANIFEST,
    LONGEST_LINE,
    MANIFEST,
    MOST_MEMBERS,
    UnusableArchive,
    check_name,
    check_sizes,
)

_CHUNK = 1024 * 1024


class ArchiveStream:
    """An archive that is made while it is read, so that neither it nor a member of it is ever whole in memory."""

    def __init__(self, made_at: datetime) -> None:
        self._moment = (max(made_at.year, 1980), made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second // 2 * 2)
        self._sink = Sink()
        self._archive = zipfile.ZipFile(self._sink, "w")
        # Of the member written last.
        self.bytes = 0
        self.sha256 = ""

    def add(self, name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Pieces of the archive that hold this member; when they are used up `bytes` and `sha256` are the member's."""
        info = zipfile.ZipInfo(name, self._moment)
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o640 << 16
        digest, size = hashlib.sha256(), 0
        with self._archive.open(info, "w", force_zip64=True) as entry:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                entry.write(chunk)
                if piece := self._sink.take():
                    yield piece
        self.bytes, self.sha256 = size, digest.hexdigest()
        yield self._sink.take()

    def close(self) -> bytes:
        """The list of contents at the end."""
        self._archive.close()
        return self._sink.take()


class Sink(RawIOBase):
    """What the archive writes, until it is taken. One cannot go back in it."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._written += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


class ArchiveReader:
    """An archive from outside. Opening it looks at every name and size before anything is unpacked."""

    def __init__(self, archive: zipfile.ZipFile, size: int) -> None:
        self._archive = archive
        entries = archive.infolist()
        if len(entries) > MOST_MEMBERS or sum(each.compress_size for each in entries) > size:
            raise UnusableArchive("too-large")
        names: set[str] = set()
        for each in entries:
            # What the archive calls it, before the library made a harmless name of it.
            check_name(each.orig_filename)
            if each.orig_filename in names:
                raise UnusableArchive("doubled-name", each.orig_filename)
            if each.flag_bits & 0x1:
                raise UnusableArchive("encrypted", each.orig_filename)
            check_sizes(each.orig_filename, packed=each.compress_size, unpacked=each.file_size)
            names.add(each.orig_filename)
        if MANIFEST not in names:
            raise UnusableArchive("no-manifest")
        self.sizes = [(each.orig_filename, each.file_size) for each in entries]

    def manifest(self) -> bytes:
        """The manifest's text."""
        if dict(self.sizes)[MANIFEST] > LARGEST_MANIFEST:
            raise UnusableArchive("too-large", MANIFEST)
        return b"".join(self.chunks(MANIFEST))

    def chunks(self, name: str) -> Iterator[bytes]:
        """A member in pieces."""
        with self._open(name) as entry:
            while chunk := _read(entry, name):
                yield chunk

    def lines(self, name: str) -> Iterator[bytes]:
        """A member line by line, without the ends of lines."""
        with self._open(name) as entry:
            while line := _read(entry, name, line=True):
                if not line.endswith(b"\n"):
                    raise UnusableArchive("unreadable-row", name)
                yield line[:-1]

    def sha256(self, name: str) -> str:
        """The hash of a member."""
        digest = hashlib.sha256()
        for chunk in self.chunks(name):
            digest.update(chunk)
        return digest.hexdigest()

    @contextmanager
    def _open(self, name: str) -> Generator[Any]:
        try:
            with self._archive.open(name) as entry:
                yield entry
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError) as error:
            raise UnusableArchive("damaged", name) from error


@contextmanager
def open_archive(path: Path) -> Generator[ArchiveReader]:
    """The archive in this file."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield ArchiveReader(archive, path.stat().st_size)
    except zipfile.BadZipFile as error:
        raise UnusableArchive("not-an-archive") from error


def _read(entry: Any, name: str, *, line: bool = False) -> bytes:
    try:
        found: bytes = entry.readline(LONGEST_LINE) if line else entry.read(_CHUNK)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise UnusableArchive("damaged", name) from error
    return found
