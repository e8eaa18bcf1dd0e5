"""One finished format of a document on its way to the store, its name, and the pictures it is made with."""

from __future__ import annotations

import logging
import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from puas.runtime.file_store import FileStore, UnableToFindFile

log = logging.getLogger(__name__)

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "csv": "text/csv; charset=utf-8",
    "png": "image/png",
    "zip": "application/zip",
}
"""By suffix: of `banner-a4.png` it is what comes after the dot, of `pdf` all of it."""
_LONGEST_NAME = 110


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """One finished format."""

    format: str
    name: str
    content: bytes | Iterator[bytes]

    def chunks(self) -> Iterator[bytes]:
        """The content in pieces; what is made as it is read can be read once."""
        return iter([self.content]) if isinstance(self.content, bytes) else self.content

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.format.rpartition(".")[2]]


Rendering = Generator[RenderedFile, None, None]
"""Finished formats one by one; closing it early throws away what was half done."""


def file_name(*parts: str, suffix: str) -> str:
    """A name that every system takes: `laporan-skm-dispendukcapil-triwulan-iii-2026.pdf`."""
    words = re.sub(r"[^a-z0-9]+", "-", " ".join(parts).lower()).strip("-")
    return f"{words[:_LONGEST_NAME].rstrip('-')}.{suffix}"


def pictures_of(keys: Iterable[str | None], store: FileStore) -> dict[str, bytes]:
    """The pictures that are there. One that was removed since must not stop a report."""
    found: dict[str, bytes] = {}
    for key in keys:
        if not key:
            continue
        try:
            found[key] = store.read(key)
        except UnableToFindFile:
            log.warning("picture missing, left out", extra={"file_key": key})
    return found
